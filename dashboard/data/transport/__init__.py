"""One portal over HTTP: attempts and retries, what an answer means, the forms of a question."""

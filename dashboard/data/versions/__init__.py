"""Changes written into the history of raw rows, and what of it may go."""

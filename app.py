"""`python app.py` refreshes and serves the sample city; `gunicorn app:server` serves the city of the environment."""

from __future__ import annotations

if __name__ == "__main__":
    from dashboard.__main__ import main

    main(["serve"])
else:
    from dashboard.factory import wsgi

    server = wsgi()

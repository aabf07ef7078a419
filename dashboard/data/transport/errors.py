"""What can go wrong between us and a portal, as one tree of exceptions.

Every message names the portal, the dataset where there is one, what was seen
and what to do. Knows nothing of HTTP libraries, files or tables.
"""

from __future__ import annotations


class PortalError(Exception):
    """The portal could not be read. Catch this one to keep the last good snapshot."""


class Refused(PortalError):
    """The portal understood the request and said no (400, 401, 405, ...). Sent once, never retried."""


class Gone(PortalError):
    """The dataset is not there: 404, or 403 because it is private or withdrawn."""


class SchemaChanged(PortalError):
    """A column is missing or new, a type differs, or the id now names other data."""


class Moved(PortalError):
    """The portal redirects to another host, which was not followed. ``host`` is the new one."""

    def __init__(self, message: str, host: str) -> None:
        super().__init__(message)
        self.host = host


class Unavailable(PortalError):
    """Tries or time ran out on an overloaded, failing or unreachable portal."""


class Damaged(PortalError):
    """Answers that cannot be right (cut, HTML, repeated, short) and that retries did not cure."""


class Short(Damaged):
    """Rows that ``count(*)`` counts are not served."""


class Stale(PortalError):
    """The replica that answers is behind the data, and stayed so."""


class Unsettled(PortalError):
    """The dataset changed during every walk over it, so that no whole copy could be made."""


class NotStaged(PortalError):
    """The rows came, but this machine could not keep them: disk full, read-only folder, too little memory."""


class Trouble(Exception):
    """A passing fault, inside the client only: worth another try. ``kind`` is what it becomes when tries run out.

    ``retry_after``: seconds the portal asked to wait. ``most_tries``: fewer tries than usual.
    """

    def __init__(
        self, kind: type[PortalError], seen: str, retry_after: float | None = None, most_tries: int | None = None
    ) -> None:
        super().__init__(seen)
        self.kind = kind
        self.retry_after = retry_after
        self.most_tries = most_tries


class TokenRefused(Exception):
    """403 "Invalid app_token specified", inside the client only: worse than no token."""

"""What every process of the dashboard writes to standard error: errors for people, or every event as a line of JSON.

Knows the forms and nothing of what is told. A record's ``extra`` fields are part of its line.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Literal, TextIO, get_args

Form = Literal["plain", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """``{"at": ..., "level": ..., "logger": ..., "process": ..., "message": ..., <extra>}``; times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        extra = {key: value for key, value in vars(record).items() if key not in PLAIN}
        if record.exc_info:
            extra["error"] = self.formatException(record.exc_info)
        return json.dumps(told | extra, default=str, ensure_ascii=False)


def named(form: str) -> Form:
    """The form of this name. Raises ValueError for another."""
    for one in FORMS:
        if form == one:
            return one
    raise ValueError(f"DASHBOARD_LOG={form!r}: expected {' or '.join(FORMS)}")


class Standard(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at the moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Standard error, as a process or a test has it now."""
        return sys.stderr


HANDLER = Standard()


def configure(form: Form) -> None:
    """Let this process write its log so: ``plain`` tells errors only, for commands tell the rest themselves."""
    level = logging.INFO if form == "json" else logging.ERROR
    HANDLER.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    HANDLER.setLevel(level)
    logging.getLogger().addHandler(HANDLER)
    logging.getLogger("dashboard").setLevel(level if form == "json" else logging.NOTSET)
    logging.captureWarnings(form == "json")


def structured() -> bool:
    """Whether this process writes its log as lines of JSON."""
    return isinstance(HANDLER.formatter, JsonLines)


def gunicorn(form: Form) -> dict[str, Any]:
    """gunicorn's own log in the same form, as its ``logconfig_dict``; empty for its usual one."""
    if form == "plain":
        return {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "dashboard.logs.JsonLines"}},
        "handlers": {"json": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": "WARNING", "handlers": ["json"]},
        "loggers": {"dashboard": {"level": "INFO"}, "gunicorn.error": {"level": "WARNING"}},
    }

"""Structured logs: a formatter that writes each record as one line of JSON, its ``extra`` fields included."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """``{"at": ..., "level": ..., "logger": ..., "message": ..., <extra>}``; times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        extra = {key: value for key, value in vars(record).items() if key not in PLAIN}
        if record.exc_info:
            extra["error"] = self.formatException(record.exc_info)
        return json.dumps(told | extra, default=str, ensure_ascii=False)

"""What the operator decides outside the city file: read once from the environment, passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.logs import Form, named

DEFAULT_CITY = "sample"


@dataclass(frozen=True, slots=True)
class Settings:
    """Environment of one process. ``cache`` is the folder that holds every snapshot."""

    city: str = DEFAULT_CITY
    cache: Path = Path("~/.cache/dashboard")
    warehouse: str | None = None
    app_token: str | None = None
    base_url: str | None = None
    frame_ancestors: str = "*"
    log: Form = "plain"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings from ``DASHBOARD_*`` and ``SOCRATA_APP_TOKEN``; empty means unset. ValueError for a bad one."""
        given = {key: value for key, value in (environ or os.environ).items() if value.strip()}
        default = cls()
        return cls(
            city=given.get("DASHBOARD_CITY", default.city),
            cache=Path(given.get("DASHBOARD_CACHE", str(default.cache))).expanduser(),
            warehouse=given.get("DASHBOARD_WAREHOUSE"),
            app_token=given.get("SOCRATA_APP_TOKEN"),
            base_url=given.get("DASHBOARD_BASE_URL", "").rstrip("/") or None,
            log=named(given.get("DASHBOARD_LOG", default.log)),
            frame_ancestors=given.get("DASHBOARD_FRAME_ANCESTORS", default.frame_ancestors),
        )

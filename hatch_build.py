"""What the wheel takes along from outside the package: our assets, and the front-end bundle when installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXTRA = {"assets": "dashboard/assets", "dashboard/vendor": "dashboard/vendor"}


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Adds each folder of ``EXTRA`` that exists; an editable install serves them from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for source, target in EXTRA.items():
            folder = Path(self.root) / source
            if folder.is_dir():
                build_data["force_include"][str(folder)] = target

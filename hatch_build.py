"""What the wheel takes along from outside the package: assets, documents shown, the bundle when installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHOWN = (
    "how-numbers-are-computed.md",
    "how-numbers-are-computed.es.md",
    "methods.md",
    "methods.es.md",
)
EXTRA = {
    "assets": "dashboard/assets",
    "dashboard/vendor": "dashboard/vendor",
    **{f"docs/{name}": f"dashboard/about/{name}" for name in SHOWN},
}


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Adds each folder and file of ``EXTRA`` that exists; an editable install serves them from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for source, target in EXTRA.items():
            found = Path(self.root) / source
            if found.exists():
                build_data["force_include"][str(found)] = target

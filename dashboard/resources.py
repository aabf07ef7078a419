"""Where the files are that the browser is served: our assets and documents, Bootstrap's style sheet, plotly's bundle.

Knows the layout of a checkout, of the installed wheel, and of the packages
that bring style sheet and bundle. Knows nothing of the web or of the data.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).parent


class ResourceError(FileNotFoundError):
    """A file that every page needs is not installed; the message says what to install."""


def assets_folder(package: Path = PACKAGE) -> Path:
    """The folder of our own style sheets and scripts: inside the wheel, or beside the package in a checkout."""
    return _first(package / "assets", package.parent / "assets", remedy="install the wheel again")


def document(name: str, package: Path = PACKAGE) -> Path:
    """A document that the site shows: inside the wheel, or in ``docs`` beside the package in a checkout."""
    return _first(package / "about" / name, package.parent / "docs" / name, remedy="install the wheel again")


@cache
def bootstrap_css() -> Path:
    """Bootstrap 5's minified style sheet, served from where the Bootstrap-Flask wheel put it."""
    folder = _installed("flask_bootstrap")
    return _first(folder / "static/bootstrap5/css/bootstrap.min.css", remedy="pip install Bootstrap-Flask")


def plotly_bundle(package: Path = PACKAGE) -> Path:
    """plotly.js: the basic bundle (a quarter of the size) when it was installed, else the one inside plotly.py."""
    whole = _installed("plotly") / "package_data/plotly.min.js"
    return _first(package / "vendor/plotly-basic.min.js", whole, remedy="pip install plotly")


def _first(*candidates: Path, remedy: str) -> Path:
    for path in candidates:
        if path.exists():
            return path
    looked = ", ".join(str(path) for path in candidates)
    raise ResourceError(f"no {candidates[0].name} (looked at {looked}): {remedy}")


@cache
def _installed(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(f"the package {name} is not installed: install the project again")
    return Path(spec.submodule_search_locations[0])

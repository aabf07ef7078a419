"""Style sheets and plotly's bundle, with addresses that change when they do, cached for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_file

from dashboard import resources
from dashboard.page import Context
from dashboard.routes.ask import guarded, plain

YEAR = 31_536_000


def files() -> dict[str, Path]:
    """Every file served here, by its name in the address."""
    own = {path.name: path for path in sorted(resources.assets_folder().glob("*.css"))}
    return {"bootstrap.min.css": resources.bootstrap_css(), "plotly.min.js": resources.plotly_bundle(), **own}


@cache
def address(name: str) -> str:
    """Address of a file, with a digest of what is in it."""
    digest = hashlib.sha256(files()[name].read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def stylesheets() -> list[str]:
    """Style sheets in the order they apply: Bootstrap, then ours."""
    return [address(name) for name in files() if name.endswith(".css")]


def blueprint(context: Context) -> Blueprint:
    """The route of static files; anything not listed is a 404."""
    routes = Blueprint("resources", __name__)

    @routes.get("/static/<name>")
    @guarded
    def static(name: str) -> Response:
        if name not in files():
            return plain(404, f"no file {name[:60]!r}")
        response = send_file(files()[name], max_age=YEAR, conditional=True)
        response.cache_control.immutable = True
        return response

    return routes

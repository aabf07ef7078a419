"""Style sheets and plotly's bundle, with addresses that change when they do, cached for a year."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, request

from dashboard import resources
from dashboard.page import Context
from dashboard.routes.ask import guarded, plain

YEAR = 31_536_000
FIRST = "first-paint.js"
"""The only script a page starts with; it starts the others when they are of use."""


def files() -> dict[str, Path]:
    """Every file served here, by its name in the address."""
    folder = resources.assets_folder()
    own = {path.name: path for path in (*sorted(folder.glob("*.css")), folder / FIRST)}
    return {"bootstrap.min.css": resources.bootstrap_css(), "plotly.min.js": resources.plotly_bundle(), **own}


@cache
def address(name: str) -> str:
    """Address of a file, with a digest of what is in it."""
    digest = hashlib.sha256(files()[name].read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def stylesheets() -> list[str]:
    """Style sheets in the order they apply: Bootstrap, then ours."""
    return [address(name) for name in files() if name.endswith(".css")]


@cache
def _bytes(name: str) -> tuple[bytes, bytes]:
    """A file as it is, and compressed once for everybody."""
    plain_bytes = files()[name].read_bytes()
    return plain_bytes, gzip.compress(plain_bytes, 9, mtime=0)


def _sent(name: str) -> Response:
    whole, small = _bytes(name)
    squeezed = bool(request.accept_encodings["gzip"])
    response = Response(small if squeezed else whole, mimetype=guess_type(name)[0])
    if squeezed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.max_age = YEAR
    response.cache_control.public = response.cache_control.immutable = True
    response.add_etag()
    response.make_conditional(request)
    return response


def blueprint(context: Context) -> Blueprint:
    """The route of static files; anything not listed is a 404."""
    routes = Blueprint("resources", __name__)

    @routes.get("/static/<name>")
    @guarded
    def static(name: str) -> Response:
        if name not in files():
            return plain(404, f"no file {name[:60]!r}")
        return _sent(name)

    return routes

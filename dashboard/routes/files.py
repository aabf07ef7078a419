"""How a file of data leaves: its type, its name, how long it may be kept, and that none is sent twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Response, request

LATEST, FIXED = "public, max-age=300", "public, max-age=31536000, immutable"


def sent(
    body: bytes | Iterator[bytes],
    mimetype: str,
    name: str,
    headers: Mapping[str, str],
    *,
    attachment: bool,
    fixed: bool,
    tag: str = "",
) -> Response:
    """The file as an answer; of a stream, whose bytes are not known yet, ``tag`` names the content."""
    response = Response(body, mimetype=mimetype, headers=dict(headers))
    kind = "attachment" if attachment else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    response.headers["Cache-Control"] = FIXED if fixed else LATEST
    if tag:
        response.set_etag(tag)
        response.implicit_sequence_conversion = False  # a stream stays one; else it would be gathered to be measured
    else:
        response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]

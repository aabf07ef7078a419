"""From an HTTP request to an Answer, or to the plain error that says what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

from flask import Response, request

from dashboard.answer import Answer, Unavailable
from dashboard.disclosure import Protected
from dashboard.explain.refused import refused
from dashboard.i18n import Words
from dashboard.model import View
from dashboard.page import Context
from dashboard.selection import Parsed, Selection

P = ParamSpec("P")


class Bad(Exception):
    """A request that cannot be answered; becomes a plain text response with this status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def plain(status: int, message: str) -> Response:
    """A text answer that no browser will take for a page."""
    return Response(message + "\n", status, mimetype="text/plain", headers={"X-Content-Type-Options": "nosniff"})


def guarded(route: Callable[P, Response]) -> Callable[P, Response]:
    """Turn :class:`Bad` into its response."""

    @wraps(route)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return route(*args, **kwargs)
        except Bad as error:
            return plain(error.status, error.message)

    return answer


def selected(context: Context, strict: bool) -> Selection:
    """The selection of the current request; with ``strict`` a bad value is a 400."""
    asked = parsed(context)
    if strict and asked.problems:
        raise Bad(400, "\n".join(str(problem) for problem in asked.problems))
    return asked.selection


def parsed(context: Context) -> Parsed:
    """The selection of the current request, with what of it could not be used."""
    return context.answers.parse(list(request.args.items(multi=True)))


def answered(context: Context, key: str, selection: Selection) -> Answer:
    """The answer of a view; 404 for an unknown view, 404 where the city lacks it, 503 before any data."""
    view = viewed(context, key)
    with available(context, selection):
        return context.answers.answer(view, selection)


def viewed(context: Context, key: str) -> View:
    """The view of an address; 404 for an unknown one."""
    views = context.answers.catalog.views
    if key not in views:
        raise Bad(404, f"no view {key!r}; there are: {', '.join(sorted(views))}")
    return views[key]


@contextmanager
def available(context: Context, selection: Selection) -> Iterator[None]:
    """What cannot be answered in the block, as the refusal it is: 404 lacking, 403 protected, 503 before any data."""
    if context.answers.warehouse.current() is None:
        raise Bad(503, "no data has been published yet; run: dashboard refresh")
    try:
        yield
    except Unavailable as missing:
        raise Bad(404, refused(missing, Words(selection.lang))) from missing
    except Protected as protected:
        raise Bad(403, refused(protected, Words(selection.lang))) from protected


def root(context: Context) -> str:
    """The address of the site: as the operator sets it, else as it was asked."""
    return context.settings.base_url or request.url_root.rstrip("/")


def one_of(name: str, allowed: tuple[str, ...]) -> str:
    """A presentation parameter; the first allowed value is the default, anything else a 400."""
    value = request.args.get(name, allowed[0])
    if value not in allowed:
        raise Bad(400, f"{name}={value[:60]!r}: expected one of {', '.join(allowed)}")
    return value

"""What a reader must know first: an address not understood, a failed update, a source gone quiet, an old snapshot."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.data.freshness import quiet
from dashboard.i18n import Words
from dashboard.page.declare import Request
from dashboard.selection import Problem


def notices(request: Request) -> list[Component]:
    """What of the address could not be used, and what is wrong with the data."""
    words = request.words
    lines = [problem_told(problem, words) for problem in request.parsed.problems]
    error = request.context.answers.warehouse.last_error()
    if error is not None:
        lines.append(
            words(
                "The last update did not succeed, so this page shows the data as of {day}.",
                day=words.day(request.snapshot.published_at.date()),
            )
        )
    lines += _stale(request)
    if request.selection.as_of:
        lines.append(
            words("You are looking at the data as published on {day}.", day=words.moment(request.snapshot.published_at))
        )
    return [html.Div([html.P(line) for line in lines], className="notice", role="status")] if lines else []


def _stale(request: Request) -> list[str]:
    """That a source has sent nothing new for long."""
    words = request.words
    return [
        words(
            "“{name}” has no records after {day}. Nothing newer has come.",
            name=receipt.name,
            day=words.day(receipt.newest),
        )
        for receipt in quiet(request.context.city, request.snapshot, request.context.today())
        if receipt.newest
    ]


def problem_told(problem: Problem, words: Words) -> str:
    """What of the address could not be used."""
    return words("“{value}” is not a value for “{key}” here, so it was left out.", value=problem.value, key=problem.key)

"""What a reader must know first: an address not understood, a failed update, a source gone quiet, an old snapshot."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.answer import Answer
from dashboard.data.freshness import quiet, stale
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.explain.phrases import NOTHING_NEWER
from dashboard.i18n import Words
from dashboard.page import sections
from dashboard.page.declare import Context, Request
from dashboard.selection import Problem


def notices(request: Request) -> list[Component]:
    """What of the address could not be used, and what is wrong with the data."""
    words, context, snapshot = request.words, request.context, request.snapshot
    lines = [problem_told(problem, words) for problem in (*request.parsed.problems, *sections.problems(request))]
    failed: list[str] = []
    if request.selection.as_of:
        lines.append(
            words("You are looking at the data as published on {day}.", day=words.moment(snapshot.published_at))
        )
    else:
        failed = _failed(context, snapshot, words)
        silent = quiet(context.city, snapshot, context.today())
        lines += [*failed, *(quiet_told(receipt, words) for receipt in silent)]
    told = [html.P(line) for line in lines]
    told += [html.P(html.A(words("All updates"), href=updates_address(request)))] if failed else []
    return [html.Div(told, className="notice", role="status")] if told else []


def updates_address(request: Request) -> str:
    """Where it is told what every update came to, and why one failed."""
    return urls.data("", request.carried(request.selection)) + "#updates"


def of_view(context: Context, answer: Answer) -> list[str]:
    """What is wrong with the data of one view, in the words of the pages; nothing of a snapshot that was asked for."""
    current = context.answers.warehouse.current()
    if answer.selection.as_of or current is None:
        return []
    silent = [answer.receipt] if late(context, answer) else []
    return of_data(context, current, silent, Words(answer.selection.lang))


def of_data(context: Context, snapshot: Snapshot, silent: Iterable[SubjectReceipt], words: Words) -> list[str]:
    """That the last update failed, and which sources have sent nothing new for long."""
    return [*_failed(context, snapshot, words), *(quiet_told(receipt, words) for receipt in silent)]


def _failed(context: Context, snapshot: Snapshot, words: Words) -> list[str]:
    if context.answers.warehouse.last_error() is None:
        return []
    day = words.day(snapshot.published_at.date())
    return [words("The last update did not succeed, so this page shows the data as of {day}.", day=day)]


def quiet_told(receipt: SubjectReceipt, words: Words) -> str:
    """Since when a source has sent nothing new."""
    day = words.day(receipt.newest) if receipt.newest else "\N{EN DASH}"
    return f"{words('“{name}” has no records after {day}.', name=receipt.name, day=day)} {words(NOTHING_NEWER)}"


def late(context: Context, answer: Answer) -> bool:
    """Whether the source of a view has gone quiet; never of a snapshot that was asked for, which does not change."""
    return not answer.selection.as_of and stale(context.city, answer.receipt, context.today())


def problem_told(problem: Problem, words: Words) -> str:
    """What of the address could not be used."""
    if problem.key == "as_of" and not problem.expected.endswith("only once"):
        return words(
            "There is no copy of the data named “{value}” here: it is no longer kept, or there never was one. "
            "You see the newest data.", value=problem.value,
        )  # fmt: skip
    return words("“{value}” is not a value for “{key}” here, so it was left out.", value=problem.value, key=problem.key)

"""Every view, in every state, in both languages: explained, tabulated, exported, drawn."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from dashboard import charts, stats
from dashboard.answer import Answer, Answers, Unavailable
from dashboard.catalog import CATALOG
from dashboard.disclosure import Protected
from dashboard.explain import Explanation, explain
from dashboard.explain.phrases import name_of
from dashboard.export import csv_bytes
from dashboard.html import render
from dashboard.i18n import LANGUAGES, Words
from dashboard.model import Shape, month_end
from dashboard.page.table import table
from dashboard.selection import Selection
from tests.support.asking import NAMES
from tests.support.effort import declared, some

HOLES = re.compile(r"[{}]|\bNone\b|\bnan\b|Ellipsis|  | ,|\(\)")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
DRAWN = (
    "usual",
    "one record",
    "none",
    "still counting",
    "after the data",
    "no earlier period",
    "rate by council district",
    "one day",
)
Case = tuple[Answer, Words, Explanation]


@pytest.fixture(scope="session")
def made() -> dict[str, list[Case]]:
    """What was made for a question, so that each is explained once."""
    return {}


@pytest.fixture(params=some(NAMES))
def told_cases(
    request: pytest.FixtureRequest, made: dict[str, list[Case]], answers: Answers, cases: dict[str, Selection]
) -> list[Case]:
    """One question to every view, in every language."""
    name: str = request.param
    if name not in made:
        pairs = [(view, lang) for lang in LANGUAGES for view in CATALOG.subject("incidents").views]
        found = [(answers.answer(view, cases[name].but(lang=lang)), Words(lang)) for view, lang in pairs]
        made[name] = [(answer, words, explain(answer, words)) for answer, words in found]
    return made[name]


def texts(told: Explanation) -> list[str]:
    return [
        told.headline,
        told.subtitle,
        *told.sentences,
        told.alt,
        *told.know,
        *told.cautions,
        told.source,
        told.caption,
    ]


def test_it_is_told_without_holes(told_cases: list[Case]) -> None:
    for answer, _, told in told_cases:
        assert told.headline
        assert told.sentences
        for text in texts(told):
            assert text.strip() == text
            assert not re.search(HOLES, text), text
        assert told.headline[0].isupper() or told.headline[0].isdigit()
        assert told.headline.endswith("m.") or told.headline[-1] != "."
        assert all(sentence[-1] == "." for sentence in told.sentences), told.sentences
        assert answer.sample


def test_every_number_said_is_a_number_of_the_answer(told_cases: list[Case]) -> None:
    for answer, words, told in told_cases:
        allowed = set(known(answer, words))
        for text in (told.headline, *told.sentences, told.alt):
            said = {found.rstrip(".,") for found in NUMBER.findall(text)}
            assert said <= allowed, text


def test_the_count_is_said(told_cases: list[Case]) -> None:
    for answer, words, told in told_cases:
        if answer.state == "outside":
            assert not NUMBER.search(told.headline)
        elif answer.total:
            assert words.number(answer.total) in NUMBER.findall(told.sentences[0])


def known(answer: Answer, words: Words) -> Iterator[str]:
    """The numbers an answer may be told with, as written in a language."""
    period = answer.period
    whole = [answer.total, answer.total_before or 0, abs(answer.difference or 0), answer.unstated, 0]
    whole.append(answer.total - answer.unstated)
    if answer.view.shape is Shape.GRID:
        whole += [sum_ for key in ("weekday", "hour") for sum_ in sums(answer, key).values()]
        shares = [run / (sum(sums(answer, "hour").values()) or 1) for run in runs(sums(answer, "hour"))]
        yield from NUMBER.findall(" ".join(words.percent(share) for share in shares))
        yield from NUMBER.findall(" ".join(words.hour(hour) for hour in range(24)))
    else:
        changes = [int(str(record["difference"])) for record in answer.records if record.get("difference") is not None]
        whole += [abs(change) for change in changes]
        whole += [sum(change > 0 for change in changes), sum(change < 0 for change in changes), len(changes)]
        whole += [int(str(record[key])) for record in answer.records for key in ("count", "before") if record.get(key)]
        verdicts = [str(record.get("verdict")) for record in answer.records]
        whole += [verdicts.count("few") + verdicts.count("unknown"), verdicts.count("higher"), verdicts.count("lower")]
        for record in answer.records:
            yield words.number(float(str(record.get("rate") or 0)), 1)
    yield from map(words.number, whole)
    yield from map(words.number, (period.now.months, period.now.days, period.years, 12, 100_000))
    for window in (period.now, period.before, period.coverage, period.settled):
        if window:
            yield from NUMBER.findall(f"{words.span(window)} {words.day(window.since)} {words.day(window.until)}")
    change = stats.percent_change(answer.total, answer.total_before or 0)
    yield words.number(abs(round((change or 0) * 100)))
    yield from NUMBER.findall(words.percent(answer.unstated / (answer.total or 1)))
    if answer.denominator:
        yield words.number(answer.denominator.residents)
        yield str(answer.denominator.year)
        yield words.number(stats.rate(answer.total, answer.denominator.residents) or 0, 1)
    for key, values in answer.applied:
        for value in values:
            yield from NUMBER.findall(name_of(answer, answer.subject.dimension(key), value, words))
    if answer.by:
        for record in answer.records:
            yield from NUMBER.findall(name_of(answer, answer.by, str(record[answer.by.key]), words))


def sums(answer: Answer, key: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for record in answer.records:
        found[str(record[key])] += int(str(record["count"]))
    return found


def runs(hours: Counter[str]) -> list[int]:
    return [sum(hours[str((start + step) % 24)] for step in range(4)) for start in range(24)]


def test_it_is_a_table_with_a_caption_and_every_record(told_cases: list[Case]) -> None:
    for answer, words, told in told_cases:
        drawn = render(table(answer, told.caption, words))
        assert drawn.count("<caption>") == bool(answer.fields)
        assert "{" not in drawn
        rows = 24 if answer.view.shape is Shape.GRID and answer.records else len(answer.records)
        assert drawn.count('scope="row"') == rows
        assert drawn.count('scope="col"') >= min(1, rows)


def test_it_is_a_csv_with_every_record_and_where_it_is_from(told_cases: list[Case]) -> None:
    for answer, _, _ in told_cases:
        data = csv_bytes(answer)
        assert data.endswith(b"\r\n")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
        assert len(rows) == len(answer.records)
        for row, record in zip(rows, answer.records, strict=True):
            assert None not in row
            assert None not in row.values()
            for field in answer.fields:
                value = record.get(field.key)
                if isinstance(value, bool) or value is None:
                    assert row[field.key] == {True: "true", False: "false", None: ""}[value]
                elif isinstance(value, date):
                    assert date.fromisoformat(row[field.key]) == value
                elif isinstance(value, float):
                    assert float(row[field.key]) == value
                else:
                    assert row[field.key] == str(value)
            assert row["status"] == "sample data, made up"
            assert row["snapshot"] == answer.snapshot
            assert row["period_count"] == str(answer.total)
            assert date.fromisoformat(row["period_since"]) == answer.period.now.since
            assert (row["before_since"] == "") == (answer.period.before is None)
            assert row["dataset"] == "smpl-inc1"


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_drawn(name: str, answers: Answers, cases: dict[str, Selection]) -> None:
    lang = tuple(LANGUAGES)[DRAWN.index(name) % 2]
    for view in CATALOG.subject("incidents").views:
        answer = answers.answer(view, cases[name].but(lang=lang))
        drawn = charts.static(answer, Words(lang)).decode()
        assert drawn.startswith("<svg"), view.key
        assert not re.search(r"\bnan\b|NaN|undefined|Infinity", drawn), view.key


def test_the_months_of_a_trend_are_whole_and_in_order(answers: Answers, cases: dict[str, Selection]) -> None:
    for selection in cases.values():
        answer = answers.answer(CATALOG.view("incidents-trend"), selection)
        months = [month for record in answer.records if isinstance(month := record["month"], date)]
        assert len(months) == len(answer.records)
        assert months == sorted(set(months))
        for record in answer.records:
            assert isinstance(record["month"], date)
            if record["complete"]:
                assert month_end(record["month"]) <= answer.period.settled.until


@pytest.mark.parametrize(
    ("name", "lang"), declared(product(("usual", "long before the data", "still counting"), LANGUAGES))
)
def test_every_view_of_every_subject_answers_or_says_why_not(
    name: str, lang: str, answers: Answers, cases: dict[str, Selection]
) -> None:
    words = Words(lang)
    for view in CATALOG.views.values():
        try:
            answer = answers.answer(view, cases[name].but(lang=lang))
        except (Unavailable, Protected):
            assert view.subject != "incidents", view.key
            continue
        told = explain(answer, words)
        assert told.headline
        for text in texts(told):
            assert not re.search(HOLES, text), (view.key, text)
        assert "<" in render(table(answer, told.caption, words))
        found = list(csv.reader(io.StringIO(csv_bytes(answer).decode(), newline=""), strict=True))
        assert len(found) == len(answer.records) + 1

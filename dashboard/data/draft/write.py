"""The text of a draft: a city file in which every guess and every open question is marked.

Knows the shape of a city file and the marks. Asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalog import CATALOG
from dashboard.data.draft import city
from dashboard.data.draft.columns import Guess
from dashboard.data.draft.make import Findings, Found
from dashboard.data.draft.places import Boundary
from dashboard.data.draft.toml import UNKNOWN, comment, edit, edits, guess, key, listed, plain
from dashboard.data.mapping import OTHER

LISTED = 60
HEAD = """\
# A draft, written by `dashboard new-city` from the catalogue of {host}. No city has looked at it yet.
# Two marks. "guess:" stands behind what was guessed: read every one, for names and samples can mislead.
# "edit:" stands before what you must decide: make the value right and take the mark away.
# Then: dashboard check THIS FILE. What each key means is in docs/add-a-city.md."""


def write(found: Findings, url: str) -> str:
    """The whole file, ending in a line break; ``url`` is the portal's address for it."""
    parts = [_city(found, url), *map(_subject, found.subjects), *map(_place, found.drawn.found), _missing(found)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _city(found: Findings, url: str) -> Iterator[str]:
    short = city.short_name(found.host)
    yield HEAD.format(host=found.host)
    yield guess("key", short, "from the address; the name that --city takes")
    yield edit("name", short.replace("-", " ").title(), "the city's name as residents write it")
    yield edit("state", UNKNOWN, "the state, written out")
    ask = "the time zone by its name in the IANA database, such as America/Chicago"
    if found.zone:
        yield guess("timezone", found.zone.zone, found.zone.why)
    else:
        yield edit("timezone", UNKNOWN, f"{ask}; no record has a point that would tell it")
    yield ""
    yield "[portal]"
    yield plain("url", url)
    yield ""
    yield "# For rates, add residents: [population] with residents, year and source."


def _subject(found: Found) -> Iterator[str]:
    where = f"subjects.{found.subject.key}"
    yield f"[{where}]"
    yield from _source(found)
    yield ""
    yield f"[{where}.columns]"
    for column in found.subject.columns:
        if column.name in found.guesses.columns:
            one = found.guesses.columns[column.name]
            yield guess(column.name, one.written, one.why)
    yield from _untaken(found)
    for name, one in found.guesses.columns.items():
        if one.sorted:
            yield ""
            yield f"[{where}.codes.{name}]"
            yield from _codes(found, name, one)


def _source(found: Found) -> Iterator[str]:
    told, subject = found.asked.metadata, found.subject
    yield guess("dataset", found.asked.id, f"{subject.key} by its name and columns; {found.asked.count:,} rows")
    if found.others:
        yield comment(f"also there: {'; '.join(found.others)}")
    yield plain("name", told.name, "pinned: another name under this id stops the refresh")
    if told.attribution:
        yield plain("publisher", told.attribution)
    else:
        yield edit("publisher", UNKNOWN, "the agency that answers for the data, as readers know it")
    yield _unit(found)
    if told.row_identifier:
        yield guess("key", told.row_identifier, "the portal calls it the row identifier")
    yield _begins(found)
    yield guess("settles_after", 14, "days until a day's records are nearly all there; see docs/add-a-city.md")
    yield guess("time_of_day", found.timed, "from the moments of some rows")
    if told.license:
        yield plain("license", told.license)


def _unit(found: Found) -> str:
    units = found.subject.units
    if len(units) == 1:
        return plain("unit", units[0])
    said = next((unit for unit in units if unit in found.asked.metadata.name.lower()), units[0])
    return guess("unit", said, f"what one row is: {' or '.join(units)}")


def _begins(found: Found) -> str:
    ask = "the first day from which the records are whole"
    if found.begins:
        return guess("covers_from", found.begins, f"{ask}; stray older ones are rejected")
    return edit("covers_from", UNKNOWN, f"{ask}, as 2020-01-31 without quotes; the portal would not compare days")


def _untaken(found: Found) -> Iterator[str]:
    yield from (comment(f"left out: {told}") for told in found.guesses.left_out)
    used = {one.field for one in found.guesses.columns.values()}
    free = [name for name in found.asked.types if name not in used]
    if free:
        yield comment(f"not used: {', '.join(free)}")


def _codes(found: Found, name: str, one: Guess) -> Iterator[str]:
    assert one.sorted is not None
    dimension = next(d for d in found.subject.dimensions if d.column == name and d.values)
    told = "by the words below, the first that fits" if one.sorted.many else "every value below, by its words"
    yield comment(f"guess: {told}")
    rest, other = one.sorted.rest, bool(dimension.value(OTHER))
    for code, values in one.sorted.codes.items():
        if code == OTHER and rest:
            rest = [*values, *rest]
        else:
            yield from listed(code, values)
    if rest:
        yield comment(f"there are: {', '.join(value.code for value in dimension.values)}")
        yield from _rest(other, rest)


def _rest(other: bool, values: list[str]) -> Iterator[str]:
    """An edit that counts them as other where that is a code; else the values, to be sorted or left as not told."""
    shown, more = values[:LISTED], len(values) > LISTED
    if other and not more:
        yield comment("no word of these tells a code; move each to its code, and what is left to other:")
        yield from edits(list(listed(OTHER, shown)))
        return
    ask = "move what you know to its code" + (
        ", then count the rest as other:" if other else " or leave it as not told"
    )
    yield comment(f"{len(values)} values tell no code; {ask}")
    yield from map(comment, listed("the most frequent", shown))
    if other:
        yield edit(OTHER, ["*"], "everything else")


def _place(one: Boundary) -> Iterator[str]:
    yield f"[places.{key(one.kind)}]"
    yield guess("dataset", one.dataset, "by its name and a column with areas")
    if one.others:
        yield comment(f"also there: {'; '.join(one.others)}; older boundaries go under [[places.{one.kind}.earlier]]")
    yield plain("name", one.name)
    yield guess("key", one.key, one.why)
    if one.label:
        yield guess("label", one.label, "what a reader sees in place of the key")
    if one.geometry != "the_geom":
        yield plain("geometry", one.geometry)


def _missing(found: Findings) -> Iterator[str]:
    """What was looked for and not found, so that nobody looks for it twice."""
    have = {one.subject.key for one in found.subjects}
    absent = [name for name in CATALOG.subjects if name not in have]
    if absent:
        yield comment(f"Nothing was found for: {', '.join(absent)}. What the city does not publish is left out.")
    yield from (comment(f"left out: {told}") for told in (*found.left_out, *found.drawn.refused))

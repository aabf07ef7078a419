from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.cities import City, find, load
from dashboard.cities.loader import with_portal
from dashboard.cities.schema import Dataset, Places
from dashboard.data.check import Finding, check
from dashboard.data.check.binding import bind
from dashboard.data.portal import Portal
from dashboard.data.transport.errors import Gone, PortalError, Refused
from tests.support.portal import portal_process

Row = dict[str, Any]
TODAY = date(2026, 10, 20)


@dataclass(frozen=True)
class FakeColumn:
    field: str
    type: str


@dataclass
class FakeDataset:
    name: str
    columns: list[FakeColumn]
    data: list[Row] = field(default_factory=list)


class FakePortal:
    """Answers from memory; counts the requests for rows."""

    def __init__(self, datasets: dict[str, FakeDataset], refuse: PortalError | None = None) -> None:
        self.datasets, self.refuse, self.asked = datasets, refuse, 0

    def metadata(self, dataset: str, /) -> FakeDataset:
        if dataset not in self.datasets:
            raise Gone(f"no dataset {dataset} here")
        return self.datasets[dataset]

    def count(self, dataset: str, /) -> int:
        return len(self.datasets[dataset].data)

    def rows(self, dataset: str, **soql: str) -> list[Row]:
        self.asked += 1
        if self.refuse:
            raise self.refuse
        if "group" not in soql:
            assert soql in ({"select": ":*, *", "limit": "1000"}, {"select": "the_geom, title", "limit": "3"})
            return [{":id": f"row-{n}"} | row for n, row in enumerate(self.datasets[dataset].data)]
        names = soql["group"].split(", ")
        assert soql["select"] == f"{soql['group']}, count(*) AS check_count"
        counted = Counter(tuple(row.get(name) for name in names) for row in self.datasets[dataset].data)
        return [
            {name: value for name, value in zip(names, key, strict=True) if value is not None} | {"check_count": str(n)}
            for key, n in counted.items()
        ]


def columns(**types: str) -> list[FakeColumn]:
    return [FakeColumn(name, kind) for name, kind in types.items()]


DAY = {"date": "2020-05-06T00:00:00.000"}
ROWS: list[Row] = [DAY | {"kind": "MURDER", "flag": False}] * 3 + [DAY | {"kind": "ROBBERY", "flag": True}] * 2


def crimes(data: list[Row] | None = None, name: str = "Crimes") -> FakeDataset:
    published = columns(
        row_id="number",
        date="calendar_date",
        kind="text",
        flag="checkbox",
        district="text",
        location="point",
        lon="number",
    )
    return FakeDataset(name, published, ROWS if data is None else data)


AREAS = FakeDataset("Districts", columns(the_geom="multipolygon", title="text", center="point"), [{"title": "East"}])


def city(places: dict[str, Places] | None = None, **changes: Any) -> City:
    given: dict[str, Any] = {
        "dataset": "abcd-1234",
        "name": "Crimes",
        "publisher": "Police",
        "unit": "incident",
        "key": "row_id",
        "covers_from": date(2015, 1, 1),
        "columns": {"occurred_at": "date", "offense": "kind"},
        "codes": {"offense": {"homicide": ["MURDER"], "robbery": ["ROBB*"]}},
    }
    subjects = {"incidents": Dataset(**{**given, **changes})}
    return load("baltimore").model_copy(update={"subjects": subjects, "places": places or {}})


def found(where: City, data: FakeDataset | None = None, refuse: PortalError | None = None) -> list[Finding]:
    return check(where, FakePortal({"abcd-1234": data or crimes(), "abcd-9876": AREAS}, refuse), today=TODAY)


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def test_a_file_that_fits_gives_no_finding() -> None:
    assert found(city({"district": Places(dataset="abcd-9876", name="Districts", key="title")})) == []


def test_a_missing_dataset_is_told_with_what_the_portal_said() -> None:
    finding = only(found(city(dataset="zzzz-9999")))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.dataset")
    assert "no dataset zzzz-9999 here" in finding.message


def test_another_name_under_the_id_is_an_error() -> None:
    finding = only(found(city(), crimes(name="Parking tickets")))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.name")
    assert '"Parking tickets"' in finding.message
    assert 'name = "Parking tickets"' in finding.suggestion


def test_an_empty_dataset_is_a_warning() -> None:
    findings = found(city(codes={}), crimes(data=[]))
    assert [(f.severity, f.where) for f in findings] == [("warning", "subjects.incidents.dataset")]


def test_the_key_must_be_a_column() -> None:
    finding = only(found(city(key="rowid")))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.key")
    assert finding.suggestion == 'did you mean "row_id"?'


@pytest.mark.parametrize(
    ("expression", "missing", "near"),
    [
        ("distrikt", "distrikt", "district"),
        ("upper(trim(distict))", "distict", "district"),
        ("CASE WHEN kind = 'X' THEN Locatin END", "Locatin", "location"),
        ('"district " || kind', "district ", "district"),
    ],
)
def test_a_column_that_is_not_published_is_named_with_the_nearest(expression: str, missing: str, near: str) -> None:
    finding = only(found(city(columns={"occurred_at": "date", "offense": "kind", "district": expression})))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.columns.district")
    assert f'"{missing}"' in finding.message
    assert finding.suggestion == f'did you mean "{near}"?'


def test_every_missing_column_of_an_expression_is_named() -> None:
    findings = found(city(columns={"occurred_at": "date", "offense": "kind", "block": "aaa || kind || bbb || 'ccc'"}))
    assert [finding.message for finding in findings] == [
        'the dataset has no column "aaa"',
        'the dataset has no column "bbb"',
    ]
    assert findings[0].suggestion.startswith("there are: row_id, date, kind")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("hour(kind)", "No function matches"),
        ("uper(kind)", "uper"),
        ("kind kind kind", "syntax error"),
        ("kind; SELECT 1", ""),
    ],
)
def test_an_expression_that_cannot_be_read_is_told(expression: str, told: str) -> None:
    finding = only(found(city(columns={"occurred_at": "date", "offense": "kind", "block": expression})))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.columns.block")
    assert expression in finding.message
    assert told in finding.message


def test_reject_conditions_are_checked_too() -> None:
    finding = only(found(city(reject={"void": "statuss = 'VOID'", "fine": "kind IS NULL"})))
    assert finding.where == "subjects.incidents.reject.void"


def test_a_type_that_cannot_be_what_it_is_mapped_to_is_a_warning() -> None:
    findings = found(
        city(columns={"occurred_at": "flag", "offense": "kind", "latitude": "location", "longitude": "lon"})
    )
    assert [(f.severity, f.where) for f in findings] == [
        ("warning", "subjects.incidents.columns.occurred_at"),
        ("warning", "subjects.incidents.columns.latitude"),
        ("warning", "subjects.incidents.columns"),
    ]
    assert '"location" is published as point' in findings[1].message


def test_values_that_no_code_names_are_counted() -> None:
    data = [
        *ROWS * 20,
        *(DAY | row for row in ({"kind": "ARSON"}, {"kind": " arson "}, {"kind": "SPIT"}, {"kind": "-"}, {})),
    ]
    findings = found(city(), crimes(data))
    assert [(f.severity, f.where) for f in findings] == [
        ("warning", "subjects.incidents.codes.offense"),
        ("note", "subjects.incidents.codes.offense"),
    ]
    assert '3 rows hold values that no code names: "ARSON" (1), "SPIT" (1), "arson" (1)' in findings[0].message
    assert findings[1].message.startswith("2 rows hold no value")


def test_a_pattern_that_fits_nothing_is_told_with_the_nearest_value() -> None:
    codes = {"offense": {"homicide": ["MURDRE", "MURDER"], "robbery": ["ROBB*"], "arson": ["ARSON*"]}}
    findings = found(city(codes=codes), crimes([*ROWS, DAY | {"kind": "MURDER 2"}]))
    assert [f.where.rsplit(".", 1)[1] for f in findings] == ["homicide", "arson", "offense"]
    assert findings[0].message == '"MURDRE" fits no value of the dataset'
    assert findings[0].suggestion == 'did you mean "MURDER 2"?'


def test_a_code_that_an_earlier_one_empties_is_told() -> None:
    codes = {"offense": {"homicide": ["M*"], "arson": ["MURDER"], "robbery": ["ROBB*"]}}
    finding = only(found(city(codes=codes)))
    assert finding.where == "subjects.incidents.codes.offense.arson"
    assert "a code above" in finding.message


def test_codes_of_an_expression_are_counted_by_the_columns_it_reads() -> None:
    columns_ = {"occurred_at": "date", "offense": "CASE WHEN flag = 'true' THEN 'ROBBERY' ELSE upper(kind) END"}
    assert found(city(columns=columns_)) == []


def test_an_expression_that_fails_on_a_row_is_an_error() -> None:
    columns_ = {"occurred_at": "date", "offense": "kind", "block": "CAST(kind AS INTEGER)"}
    finding = only(found(city(columns=columns_)))
    assert (finding.severity, finding.where) == ("error", "subjects.incidents.columns")
    assert "Could not convert string 'MURDER'" in finding.message
    assert "try_cast" in finding.suggestion


def test_rows_that_a_refresh_would_reject_are_told() -> None:
    finding = only(found(city(covers_from=date(2021, 1, 1))))
    assert (finding.severity, finding.where) == ("warning", "subjects.incidents.columns")
    assert "5 of 5 rows that were tried are rejected: before the covered period (5)" in finding.message


def test_a_column_that_stays_empty_is_told() -> None:
    columns_ = {"occurred_at": "date", "offense": "kind", "district": "district"}
    finding = only(found(city(columns=columns_)))
    assert (finding.severity, finding.where) == ("warning", "subjects.incidents.columns.district")
    assert "no value in any of 5 rows" in finding.message


def test_an_error_does_not_hide_what_else_is_wrong() -> None:
    """One report: a required column, another one, the name, and values without a code, all at once."""
    data = crimes([*ROWS, DAY | {"kind": "SPIT"}])
    columns_ = {"occurred_at": "datum", "offense": "kind", "block": "blok", "premise": "district"}
    findings = found(city(columns=columns_, name="Crime"), data)
    assert [(f.severity, f.where.removeprefix("subjects.incidents.")) for f in findings][:4] == [
        ("error", "name"),
        ("error", "columns.occurred_at"),
        ("error", "columns.block"),
        ("warning", "codes.offense"),
    ]
    assert '"SPIT" (1)' in findings[3].message


def test_what_is_marked_unverified_is_listed() -> None:
    findings = found(city(unverified=("dataset", "codes.offense")))
    assert [(f.severity, f.where) for f in findings] == [("note", "subjects.incidents")]
    assert "dataset, codes.offense" in findings[0].message


def test_an_unverified_dataset_that_is_not_there_is_a_warning() -> None:
    missing = only(found(city(dataset="zzzz-9999", unverified=("dataset",))))
    assert (missing.severity, missing.where) == ("warning", "subjects.incidents.dataset")
    assert only(found(city(dataset="zzzz-9999"))).severity == "error"


def test_a_portal_that_will_not_group_gives_a_note() -> None:
    findings = found(city(), refuse=Refused("400 query too complex"))
    assert [finding.severity for finding in findings] == ["note", "note"]
    assert all("query too complex" in finding.message for finding in findings)


def test_boundaries_are_checked() -> None:
    wrong = {"district": Places(dataset="abcd-9876", name="District", key="titel", label="center", geometry="center")}
    findings = found(city(wrong))
    assert [(f.severity, f.where) for f in findings] == [
        ("error", "places.district.name"),
        ("error", "places.district.key"),
        ("error", "places.district.geometry"),
    ]
    missing = {"district": Places(dataset="zzzz-9999", name="x", key="y")}
    assert only(found(city(missing))).where == "places.district.dataset"


def test_a_finding_reads_as_one_line_and_a_remedy() -> None:
    assert str(Finding("error", "a.b", "wrong", "right")) == "error: a.b: wrong\n    right"
    assert str(Finding("note", "a.b", "well")) == "note: a.b: well"


def test_binding_tells_what_an_expression_reads() -> None:
    bound = bind(
        "list_transform([Kind, district], lambda word: word || \"date\")[1] || ':id'", ["kind", "district", "date", "x"]
    )
    assert bound.reads == ("kind", "district", "date")
    assert (bound.missing, bound.error) == ((), None)
    assert bind('":id"', []).reads == (":id",)


def small_catalog(source: Path, folder: Path) -> Path:
    """The datasets that a bundled city names, in a catalogue of their own; of the crimes every twentieth."""
    bundled = load(source.name)
    wanted = {subject.dataset for subject in bundled.subjects.values()}
    wanted |= {version.dataset for places in bundled.places.values() for version in places.versions}
    blocks = (source / "portal.toml").read_text(encoding="utf-8").split("[[dataset]]\n")[1:]
    kept = [block for block in blocks if block.split('"')[1] in wanted]
    text = "".join(f"[[dataset]]\n{block}" for block in kept)
    text = re.sub(
        r'file = "(crimes?\.parquet)"', rf"""sql = "SELECT * FROM '{source}/\1' WHERE hash(block) % 20 = 0" """, text
    )
    text = text.replace("hash(block)", "hash(location)") if source.name == "baltimore" else text
    (folder / "portal.toml").write_text(text.replace('file = "', f'file = "{source}/'), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["baltimore", "chicago"])
def bundled(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A bundled city, read from a local portal that serves a part of its real rows."""
    folder = small_catalog(shared / "portal-data" / request.param, tmp_path_factory.mktemp(request.param))
    with portal_process(folder) as running:
        yield with_portal(load(request.param), running.url)


def reading(where: City) -> Portal:
    return Portal(where.portal.url, requests_per_second=500)


@pytest.mark.shared
def test_a_bundled_file_fits_its_portal(bundled: City) -> None:
    with reading(bundled) as portal:
        assert [str(finding) for finding in check(bundled, portal) if finding.severity == "error"] == []


@pytest.mark.shared
def test_a_copy_with_one_column_renamed_wrongly_names_it_and_the_nearest(bundled: City, tmp_path: Path) -> None:
    text = find(bundled.key).read_text(encoding="utf-8")
    path = tmp_path / "copy.toml"
    path.write_text(text.replace('latitude = "latitude"', 'latitude = "lattitude"', 1), encoding="utf-8")
    with reading(bundled) as portal:
        wrong = [f for f in check(with_portal(load(path), bundled.portal.url), portal) if f.severity == "error"]
    assert only(wrong).where == "subjects.incidents.columns.latitude"
    assert '"lattitude"' in only(wrong).message
    assert only(wrong).suggestion == 'did you mean "latitude"?'


@pytest.mark.shared
def test_a_dataset_that_is_not_there_is_told(bundled: City) -> None:
    with reading(bundled) as portal:
        findings = check(city(dataset="zzzz-9999"), portal)
    assert "zzzz-9999" in only(findings).message

"""Boundaries: from WKT or GeoJSON as published to one table of places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cities.schema import Places
from dashboard.data.places.boundaries import Area, BadBoundary, _merged, from_wkt, shape_of
from dashboard.data.places.points import keep

PLACES = Places(dataset="boun-dary", name="Districts", key="name")
RING = "((0 0,1 0,1 1,0 0))"
SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 0]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POINT (-76.5 39.25)", {"type": "Point", "coordinates": [-76.5, 39.25]}),
        ("point(1e2 -.5)", None),
        ("POLYGON ((0 0, 1 0, 1 1, 0 0))", {"type": "Polygon", "coordinates": SQUARE}),
        ("SRID=4326;MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))", {"type": "MultiPolygon", "coordinates": [SQUARE]}),
        (f"MULTIPOLYGON({RING},{RING})", {"type": "MultiPolygon", "coordinates": [SQUARE] * 2}),
        ("POLYGON Z ((0 0 5, 1 0 5, 1 1 5, 0 0 5))", {"type": "Polygon", "coordinates": SQUARE}),
        ("CIRCLE (1 1)", None),
        ("nonsense", None),
        ("POLYGON ((0 0, 1 0", None),
    ],
)
def test_wkt_as_geojson(text: str, expected: dict[str, object] | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match=r"geometry|JSON|Expecting|Extra"):
            from_wkt(text)
    else:
        assert from_wkt(text) == expected


def test_metres_are_refused_with_the_dataset_and_the_point() -> None:
    with pytest.raises(BadBoundary, match=r"boun-dary \(Districts\), district 'A': \[433000, 180000\].*metres"):
        shape_of(PLACES, "district", "A", "POLYGON ((433000 180000, 433001 180000, 433001 180001, 433000 180000))")


def test_geojson_is_kept_and_nothing_is_none() -> None:
    told = {"type": "Polygon", "coordinates": SQUARE}
    assert json.loads(str(shape_of(PLACES, "district", "A", json.dumps(told)))) == told
    assert shape_of(PLACES, "district", "A", " ") is None
    assert shape_of(PLACES, "district", "A", None) is None


@pytest.mark.parametrize(("residents", "total"), [((5, 5), 5), ((5, 7), 12), ((None, None), None), ((5, None), 5)])
def test_rows_of_one_place_become_one_area(residents: tuple[int | None, int | None], total: int | None) -> None:
    shapes = [{"type": "Polygon", "coordinates": SQUARE}, {"type": "MultiPolygon", "coordinates": [SQUARE]}]
    same = [
        Area("district", "A", "Alpha", count, 2020, json.dumps(shape))
        for count, shape in zip(residents, shapes, strict=True)
    ]
    merged = _merged(same)
    assert (merged.name, merged.residents) == ("Alpha", total)
    assert json.loads(str(merged.geometry)) == {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}


def test_kept_boundaries_that_were_damaged_are_kept_again(tmp_path: Path) -> None:
    areas = [Area("district", "1", "One", None, None, '{"type":"Point","coordinates":[1,2]}')]
    digest = keep(areas, tmp_path)
    (file,) = (tmp_path / "boundaries").iterdir()
    whole = file.read_bytes()
    for damaged in (b"{", b"\xff"):
        file.write_bytes(damaged)
        assert keep(areas, tmp_path) == digest
        assert file.read_bytes() == whole

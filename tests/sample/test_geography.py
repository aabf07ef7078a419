"""The map of the sample city: one clean coverage, and unions that are exact."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import shapely

from dashboard import cities
from dashboard.sample.areas import Area
from dashboard.sample.geography import harbor_city
from dashboard.sample.mesh import Mesh

Shapes = Callable[[str], Any]


def belongs(kind: str, name: str, area: Area) -> bool:
    return bool(getattr(area, kind) == name)


@pytest.fixture(scope="module")
def layers(shapes: Shapes) -> dict[str, dict[str, Any]]:
    city = harbor_city()
    names = {
        "name": [area.name for area in city.areas],
        "district": city.districts,
        "council": city.councils,
    }
    return {kind: {n: shapes(city.shape(partial(belongs, kind, n))) for n in listed} for kind, listed in names.items()}


def test_sixty_neighborhoods_nine_districts_seven_councils(layers: dict[str, dict[str, Any]]) -> None:
    assert {kind: len(areas) for kind, areas in layers.items()} == {"name": 60, "district": 9, "council": 7}


@pytest.mark.parametrize("kind", ["name", "district", "council"])
def test_every_layer_is_a_clean_coverage_of_single_areas(layers: dict[str, dict[str, Any]], kind: str) -> None:
    areas = list(layers[kind].values())
    assert all(area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)
    assert [name for name, area in layers[kind].items() if len(area.geoms) != 1] == []


@pytest.mark.parametrize("kind", ["district", "council"])
def test_larger_areas_are_exact_unions_of_neighborhoods(layers: dict[str, dict[str, Any]], kind: str) -> None:
    for name, area in layers[kind].items():
        parts = [layers["name"][each.name] for each in harbor_city().areas if getattr(each, kind) == name]
        union = shapely.coverage_union_all(parts)
        assert shapely.MultiPolygon([union]).normalize().equals_exact(area.normalize())


def test_every_block_lies_in_its_neighborhood(layers: dict[str, dict[str, Any]]) -> None:
    city = harbor_city()
    points = shapely.points(city.block_longitude, city.block_latitude)
    owner = np.ceil(city.block_share).astype(int) - 1
    for index, area in enumerate(city.areas):
        inside = shapely.contains(layers["name"][area.name], points[owner == index])
        assert inside.size > 0
        assert inside.all(), area.name


def test_block_addresses_are_unique_and_to_the_hundred() -> None:
    addresses = list(harbor_city().block_address)
    assert len(set(addresses)) == len(addresses)
    assert all(address.split(" ")[0].endswith("00") and " BLK " in address for address in addresses)


def test_population_is_that_of_the_city_file() -> None:
    stated = cities.load("sample").population
    assert stated is not None
    assert harbor_city().residents(lambda area: True) == stated.residents


def test_outline_cuts_holes_and_keeps_cells_that_only_touch_apart(shapes: Shapes) -> None:
    mesh = Mesh(4, 4, (0.0, 0.0), (1.0, 1.0))
    ring = [(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    with_hole = mesh.outline([*ring, (3, 3)])
    assert sorted(len(polygon) for polygon in with_hole) == [1, 2]
    assert shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in with_hole]).is_valid

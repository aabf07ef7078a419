"""Boundaries of the sample city: neighborhoods, and the districts that are exact unions of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dashboard.sample.areas import PLANNING, PUBLISHER, Area
from dashboard.sample.dataset import Context, Dataset, Field, Rows

GEOMETRY = Field("the_geom", "multipolygon", "the_geom", "Boundary, longitude and latitude in degrees (WGS 84)")
RESIDENTS = Field("residents", "number", "Residents", "People who live here; made up, like the city")


def _areas(context: Context, names: list[str], of: Callable[[Area], str]) -> Rows:
    geography = context.geography
    tests = [lambda area, name=name: of(area) == name for name in names]
    return {
        "the_geom": np.array([geography.shape(test) for test in tests], object),
        "name": np.array(names, object),
        "residents": np.array([geography.residents(test) for test in tests]),
    }


def _neighborhoods(context: Context) -> Rows:
    areas = sorted(context.geography.areas, key=lambda area: area.name)
    return {
        **_areas(context, [area.name for area in areas], lambda area: area.name),
        "district": np.array([area.district for area in areas], object),
        "council_district": np.array([area.council for area in areas], object),
    }


def _districts(context: Context) -> Rows:
    return _areas(context, list(context.geography.districts), lambda area: area.district)


def _councils(context: Context) -> Rows:
    return _numbered(_areas(context, list(context.geography.councils), lambda area: area.council))


def _legislatures(context: Context) -> Rows:
    return _numbered(_areas(context, list(context.geography.legislatures), lambda area: area.legislative))


def _numbered(areas: Rows) -> Rows:
    rows = dict(areas)
    rows["number"] = rows.pop("name")
    return rows


DATASETS = (
    Dataset(
        "smpl-nbh1",
        "Neighborhoods",
        "The neighborhoods of Harbor City, a city that does not exist, with the districts they lie in.",
        PLANNING,
        (
            GEOMETRY,
            Field("name", "text", "Name"),
            Field("district", "text", "Police district"),
            Field("council_district", "text", "Council district"),
            RESIDENTS,
        ),
        _neighborhoods,
        category="Geographic",
    ),
    Dataset(
        "smpl-dst1",
        "Police districts",
        "Police districts of Harbor City; each is a union of neighborhoods.",
        PUBLISHER,
        (GEOMETRY, Field("name", "text", "Name"), RESIDENTS),
        _districts,
        category="Geographic",
    ),
    Dataset(
        "smpl-cncl",
        "Council districts",
        "City council districts of Harbor City; each is a union of neighborhoods.",
        PLANNING,
        (GEOMETRY, Field("number", "text", "District number"), RESIDENTS),
        _councils,
        category="Geographic",
    ),
    Dataset(
        "smpl-leg1",
        "Legislative districts",
        "Districts of the state legislature in Harbor City; each is a union of council districts.",
        PLANNING,
        (GEOMETRY, Field("number", "text", "District number"), RESIDENTS),
        _legislatures,
        category="Geographic",
    ),
)

"""A city is one TOML file: this package holds the files and the loader that validates them."""

from __future__ import annotations

from dashboard.cities.loader import CityError, find, keys, load
from dashboard.cities.schema import City

__all__ = ["City", "CityError", "find", "keys", "load"]

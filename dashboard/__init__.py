"""A public accountability dashboard for a city's open data."""

__version__ = "0.1.0"

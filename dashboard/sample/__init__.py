"""The sample city, Harbor City: a seeded generator and a small Socrata-compatible portal that serves it.

No such city exists. Used through HTTP like any other portal; knows nothing of
how its data is pulled, mapped or shown.
"""

from dashboard.sample.portal import SamplePortal

__all__ = ["SamplePortal"]

"""Rows of the made-up subject, as its portal publishes them: one tree every second day, its kind and fate by number."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from dashboard.sample.dataset import Context, Dataset, Field, Rows

SPECIES = ("OAK", "MAPLE", "GINKGO")
DISTRICTS = ("Central", "Harbor", "Mill")


def _rows(context: Context) -> Rows:
    count = (context.cutoff - context.begin).days // 2
    days = [context.begin + timedelta(days=2 * number) for number in range(count)]
    return {
        "planted": np.array(days, "datetime64[us]"),
        "kind": np.array([SPECIES[number % 3] for number in range(count)], object),
        "alive": np.array(["N" if number % 7 == 0 else "Y" for number in range(count)], object),
        "district": np.array([DISTRICTS[number % 5 % 3] for number in range(count)], object),
    }


DATASETS = (
    Dataset(
        "smpl-tree",
        "Trees planted",
        "Made-up trees of a city that does not exist.",
        "Harbor City Parks",
        (
            Field("planted", "floating_timestamp", "Planted"),
            Field("kind", "text", "Kind"),
            Field("alive", "text", "Alive"),
            Field("district", "text", "District"),
        ),
        _rows,
    ),
)

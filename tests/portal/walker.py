"""A process that stages a dataset and prints its progress, to be killed: URL DATASET FOLDER PAGE_SIZE."""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard.data.portal import Portal
from dashboard.data.staging import stage


def main(url: str, dataset: str, folder: str, page_size: str) -> None:
    def told(rows: int, total: int) -> None:
        print(f"{rows} of {total}", flush=True)
        sys.stdin.readline()

    portal = Portal(url, page_size=int(page_size), requests_per_second=1e6)
    stage(portal, dataset, Path(folder), progress=told)


if __name__ == "__main__":
    main(*sys.argv[1:])

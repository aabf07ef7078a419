"""The datasets of one sample city as Parquet files, made once a (seed, date, version) and read through DuckDB.

Knows nothing of HTTP or SoQL.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.sample.dataset import Context, Dataset, Rows
from dashboard.sample.subjects import datasets
from dashboard.sample.text import row_labels, scrambled

MANIFEST = "manifest.json"
MEMORY = "256MB"
ROW_GROUP = 16_384


@dataclass(frozen=True, slots=True)
class Published:
    """A dataset with its rows on disk. ``loaded`` is when rows last changed, UTC."""

    dataset: Dataset
    rows: int
    loaded: datetime


class Store:
    """Read access to a folder that :func:`prepare` made; closing it leaves the files."""

    def __init__(self, folder: Path) -> None:
        known = datasets()
        manifest = json.loads((folder / MANIFEST).read_text())
        self.version = folder.name
        self.published = {
            key: Published(known[key], entry["rows"], datetime.fromisoformat(entry["loaded"]))
            for key, entry in manifest.items()
        }
        self._base = duckdb.connect(config={"memory_limit": MEMORY, "threads": 2})
        self._base.execute("SET TimeZone = 'UTC'")
        for key in self.published:
            self._base.execute(f"CREATE VIEW {view(key)} AS SELECT * FROM {_literal(folder / f'{key}.parquet')}")

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one request; close it after use."""
        return self._base.cursor()

    def close(self) -> None:
        """Let go of the files."""
        self._base.close()


def view(dataset_id: str) -> str:
    """The SQL name of a dataset's rows."""
    return '"' + dataset_id.replace('"', "") + '"'


def prepare(context: Context, parent: Path, only: Collection[str] = ()) -> Path:
    """The folder with every dataset under ``parent``; made unless it is there already, whole or not at all.

    ``only`` limits it to the datasets of these ids and what they draw on.
    """
    wanted = _needed(only) if only else tuple(datasets())
    folder = parent / "-".join((_key(context), *only))
    if not (folder / MANIFEST).exists():
        parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=parent))
        try:
            _write(context, wanted, draft)
            _publish(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


def _needed(only: Collection[str]) -> tuple[str, ...]:
    """The ids of these datasets and of all that they draw on, in the order in which they are made."""
    known, wanted = datasets(), set(only)
    for dataset in reversed(known.values()):
        wanted |= set(dataset.draws_on) if dataset.id in wanted else set()
    return tuple(key for key in known if key in wanted)


def _publish(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)
    except OSError:
        if not (folder / MANIFEST).exists():  # not another process that was faster
            raise


def _key(context: Context) -> str:
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    version = hashlib.blake2b(b"".join(source.read_bytes() for source in sources), digest_size=5).hexdigest()
    size = f"{context.years}y-{context.incidents}"
    return f"sample-{context.cutoff.isoformat()}-seed{context.seed}-{size}-{version}"


def _write(context: Context, wanted: Collection[str], folder: Path) -> None:
    manifest: dict[str, Any] = {}
    known = datasets()
    with duckdb.connect(config={"threads": 1}) as con:
        for dataset in (known[key] for key in wanted):
            _load(con, dataset, context)
            target = _literal(folder / f"{dataset.id}.parquet")
            con.execute(
                f'COPY (SELECT * FROM {view(dataset.id)} ORDER BY ":id") TO {target} '
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
            found = con.execute(f'SELECT count(*), max(":updated_at") FROM {view(dataset.id)}').fetchall()
            rows, loaded = found[0]
            manifest[dataset.id] = {"rows": rows, "loaded": loaded.replace(tzinfo=UTC).isoformat()}
    draft = folder / (MANIFEST + ".part")
    draft.write_text(json.dumps(manifest, indent=1))
    os.replace(draft, folder / MANIFEST)


def _load(con: duckdb.DuckDBPyConnection, dataset: Dataset, context: Context) -> None:
    """Make the rows, and keep them as a table named by the dataset's id."""
    made = dataset.rows(context)
    if isinstance(made, str):
        asked = con.execute(made)
        made = {name: _nulled(column) for name, column in asked.fetchnumpy().items()}
    con.register("made", _with_system_fields(dataset, made, context))
    fields = ", ".join(f'CAST("{field.name}" AS {field.sql}) AS "{field.name}"' for field in dataset.fields)
    system = '":id"::VARCHAR AS ":id", ":created_at", ":updated_at", ":version"::VARCHAR AS ":version"'
    con.execute(f"CREATE TABLE {view(dataset.id)} AS SELECT {system}, {fields} FROM made")
    con.unregister("made")


def _nulled(column: Any) -> Any:
    """A column as DuckDB gives it, its nulls as NaT, NaN or None."""
    if not np.ma.isMaskedArray(column):
        return column
    kind = column.dtype.kind
    made = np.array(column.data, float if kind in "iuf" else column.dtype if kind == "M" else object)
    made[np.ma.getmaskarray(column)] = np.datetime64("NaT") if kind == "M" else np.nan if kind in "iuf" else None
    return made


def _with_system_fields(dataset: Dataset, rows: Rows, context: Context) -> dict[str, NDArray[Any]]:
    count = len(rows[dataset.fields[0].name])
    first = np.full(count, np.datetime64(context.launch, "D"))
    filled: Mapping[str, NDArray[Any]] = {
        ":id": context.rng("rows", dataset.id).integers(0, 2**60, count, np.uint64),
        ":created_at": context.stamps(first),
        ":updated_at": context.stamps(first),
        **rows,
    }
    number = filled[":id"].astype(np.uint64)
    updated = filled[":updated_at"].astype("datetime64[s]").astype(np.uint64)
    version = row_labels("rv-", scrambled(number ^ (updated << np.uint64(20))))
    return {**filled, ":id": row_labels("row-", number), ":version": version}


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

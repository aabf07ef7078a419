"""Metadata documents of the sample portal: ``/api/views`` and the catalog, as JSON values."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dashboard.sample.dataset import Dataset, Field
from dashboard.sample.errors import platform
from dashboard.sample.store import Published

METADATA_TYPES = {"floating_timestamp": "calendar_date"}
DEEPEST = 10_000


def view(published: Published) -> dict[str, Any]:
    """``/api/views/<id>.json``; times are epoch seconds."""
    dataset, loaded = published.dataset, int(published.loaded.timestamp())
    document: dict[str, Any] = {
        "id": dataset.id,
        "name": dataset.name,
        "assetType": "dataset",
        "attribution": dataset.publisher,
        "averageRating": 0,
        "category": dataset.category,
        "createdAt": loaded,
        "description": dataset.about,
        "displayType": "table",
        "license": {"name": dataset.license},
        "newBackend": True,
        "provenance": "official",
        "publicationDate": loaded,
        "publicationStage": "published",
        "rowsUpdatedAt": loaded,
        "viewLastModified": loaded,
        "viewType": "tabular",
        "tags": ["sample data"],
        "columns": [_column(dataset, field, position) for position, field in enumerate(dataset.fields, 1)],
        "metadata": {"attachments": [], "custom_fields": {}},
        "owner": {"id": "smpl-ownr", "displayName": dataset.publisher},
    }
    if dataset.row_identifier:
        document["rowIdentifierColumnId"] = _column_id(dataset, dataset.row_identifier)
        document["metadata"]["rowIdentifier"] = dataset.row_identifier
    return document


def catalog(published: Iterable[Published], parameters: Mapping[str, str], host: str) -> dict[str, Any]:
    """``/api/catalog/v1``: ``domains ids q only limit offset``; SodaError 404 for an unknown domain."""
    domains = parameters.get("domains", host).split(",")
    if not {host, host.split(":")[0]} & set(domains):
        raise platform(404, "not_found", f"Domain not found: {domains[0]}")
    limit, offset = (_whole(parameters, name, default) for name, default in (("limit", 100), ("offset", 0)))
    if limit + offset > DEEPEST:
        raise platform(400, "invalid_request", f"limit + offset must be <= {DEEPEST}")
    found = [entry for entry in published if _matches(entry.dataset, parameters)]
    return {
        "results": [_result(entry, host) for entry in found[offset : offset + limit]],
        "resultSetSize": len(found),
        "timings": {"serviceMillis": 1, "searchMillis": [1, 1]},
        "warnings": [],
    }


def _whole(parameters: Mapping[str, str], name: str, default: int) -> int:
    text = parameters.get(name, str(default))
    if not (text.isascii() and text.isdigit()):
        raise platform(400, "invalid_request", "limit and offset must be integers")
    return int(text)


def _matches(dataset: Dataset, parameters: Mapping[str, str]) -> bool:
    words = f"{dataset.name} {dataset.about}".lower()
    return (
        ("ids" not in parameters or dataset.id in parameters["ids"].split(","))
        and all(term in words for term in parameters.get("q", "").lower().split())
        and ("only" not in parameters or {"dataset", "datasets"} & set(parameters["only"].split(",")) != set())
    )


def _column_id(dataset: Dataset, name: str) -> int:
    return 100_000_000 + zlib.crc32(f"{dataset.id}/{name}".encode()) % 800_000_000


def _kind(field: Field) -> str:
    return METADATA_TYPES.get(field.type, field.type)


def _column(dataset: Dataset, field: Field, position: int) -> dict[str, Any]:
    return {
        "id": _column_id(dataset, field.name),
        "name": field.label,
        "fieldName": field.name,
        "dataTypeName": _kind(field),
        "renderTypeName": _kind(field),
        "description": field.about,
        "position": position,
        "tableColumnId": _column_id(dataset, field.name) - 50_000_000,
        "format": {},
    }


def _result(published: Published, host: str) -> dict[str, Any]:
    dataset, stamp = published.dataset, _iso(published.loaded)
    return {
        "resource": {
            "name": dataset.name,
            "id": dataset.id,
            "description": dataset.about,
            "attribution": dataset.publisher,
            "type": "dataset",
            "createdAt": stamp,
            "updatedAt": stamp,
            "data_updated_at": stamp,
            "metadata_updated_at": stamp,
            "columns_name": [field.label for field in dataset.fields],
            "columns_field_name": [field.name for field in dataset.fields],
            "columns_datatype": [_kind(field) for field in dataset.fields],
            "columns_description": [field.about for field in dataset.fields],
            "parent_fxf": [],
            "provenance": "official",
        },
        "classification": {
            "categories": [],
            "tags": [],
            "domain_category": dataset.category,
            "domain_tags": ["sample data"],
            "domain_metadata": [],
        },
        "metadata": {"domain": host, "license": dataset.license},
        "permalink": f"http://{host}/d/{dataset.id}",
        "link": f"http://{host}/d/{dataset.id}",
        "owner": {"id": "smpl-ownr", "display_name": dataset.publisher},
    }


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")

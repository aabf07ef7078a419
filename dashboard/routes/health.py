"""/healthz says that the process lives, /readyz that it has data to serve."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from dashboard.page import Context


def blueprint(context: Context) -> Blueprint:
    """The two routes."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @routes.get("/readyz")
    def ready() -> tuple[Response, int]:
        snapshot = context.answers.warehouse.current()
        if snapshot is None:
            return jsonify(status="no snapshot", remedy="dashboard refresh"), 503
        return jsonify(status="ok", snapshot=snapshot.id, city=snapshot.city), 200

    return routes

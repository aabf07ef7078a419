"""Plain HTTP beside the pages: views, embeds, static files, health."""

from __future__ import annotations

from flask import Flask

from dashboard.page import Context
from dashboard.routes import embed, health, revisions, rows, static, views


def register(server: Flask, context: Context) -> None:
    """Add every route to the server."""
    for module in (views, rows, revisions, embed, static, health):
        server.register_blueprint(module.blueprint(context))

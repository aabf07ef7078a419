"""Serving: a refresh in its own process first, then gunicorn with threads over the published snapshots."""

from __future__ import annotations

import subprocess
import sys

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard.cities import City
from dashboard.data.warehouse import Warehouse
from dashboard.settings import Settings

THREADS, WORKERS = 8, 2


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn around one app that each worker makes for itself: nothing is shared by fork."""

    def __init__(self, settings: Settings, options: dict[str, object]) -> None:
        self.settings, self.options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Settings of gunicorn."""
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        """The app, made in the worker."""
        from dashboard.factory import wsgi

        return wsgi(self.settings)


def run(city: City, key: str, settings: Settings, *, host: str, port: int, refreshing: bool, portal: str | None) -> None:
    """Refresh unless told not to, print the address, serve until stopped."""
    if refreshing:
        refreshed(key, portal)
    snapshot = Warehouse(city, settings.cache, settings.warehouse).current()
    what = f"snapshot {snapshot.id}" if snapshot else "no data yet: the pages will say so"
    print(f"{city.name}: {what}\nServing at http://{host}:{port}/  (stop with Ctrl-C)", flush=True)
    options = {"bind": f"{host}:{port}", "workers": WORKERS, "threads": THREADS, "worker_class": "gthread", "loglevel": "warning"}
    Server(Settings(city=key, cache=settings.cache, warehouse=settings.warehouse, base_url=settings.base_url, frame_ancestors=settings.frame_ancestors), options).run()


def refreshed(key: str, portal: str | None) -> int:
    """Run ``refresh`` in a process of its own and give its exit status; a failure does not stop serving."""
    extra = ["--portal", portal] if portal else []
    return subprocess.run([sys.executable, "-m", "dashboard", "refresh", "--city", key, *extra], check=False).returncode

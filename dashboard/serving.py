"""Serving: a refresh in its own process first, then gunicorn with threads over the published snapshots."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard import logs, processes
from dashboard.cities import City
from dashboard.data.warehouse import Warehouse
from dashboard.disclosure import Ledger
from dashboard.settings import Settings

LOG = logging.getLogger(__name__)
HOUR = 3600.0
SOON = HOUR / 4
TOLD = (0, 2, 3)
OPTIONS: dict[str, object] = {
    "workers": 2,
    "threads": 8,
    "worker_class": "gthread",
    "loglevel": "warning",
    "graceful_timeout": 5,
}


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


def run(
    city: City, key: str, settings: Settings, *, host: str, port: int, refreshing: bool, portal: str | None
) -> None:
    """Serve until stopped; with nothing published yet, refresh first, else beside the serving."""
    warehouse = Warehouse(city, settings.cache, settings.warehouse)
    empty = warehouse.current() is None
    if refreshing and empty:
        refreshed(key, portal)
    snapshot = warehouse.current()
    if snapshot and Ledger(warehouse.folder).releases(snapshot.id) is None:
        processes.run("audit", key)
    what = f"snapshot {snapshot.id}" if snapshot else "no data yet: the pages will say so"
    address = f"http://{host}:{port}/"
    LOG.info("serving", extra={"city": key, "snapshot": snapshot.id if snapshot else None, "address": address})
    print(f"{city.name}: {what}\nServing at {address}  (stop with Ctrl-C)", flush=True)
    if refreshing:
        hours = city.portal.refresh_hours
        schedule(key, portal, lambda: pause(hours, warehouse.current() is None), at_once=not empty)
    options = {**OPTIONS, "bind": f"{host}:{port}", "logconfig_dict": logs.gunicorn(settings.log)}
    Server(replace(settings, city=key), options).run()


def refreshed(key: str, portal: str | None) -> int:
    """Run ``refresh`` in a process of its own and give its exit status; a failure does not stop serving.

    What it could not tell itself, as when it was killed, is told here.
    """
    status = processes.run("refresh", key, *(["--portal", portal] if portal else []))
    extra = {"city": key, "exit_status": status}
    if status in TOLD:
        LOG.log(logging.WARNING if status else logging.INFO, "refresh ended", extra=extra)
    else:
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        LOG.error("refresh ended %s before it was done; what was published stays", how, extra=extra)
    return status


def pause(hours: float, empty: bool) -> float:
    """Seconds to the next refresh: ``hours``, but no more than a quarter of one while there is nothing to serve."""
    return min(hours * HOUR, SOON) if empty else hours * HOUR


def schedule(key: str, portal: str | None, seconds: Callable[[], float], *, at_once: bool) -> threading.Thread:
    """Refresh after so many ``seconds()`` for as long as this process lives, each time in a process of its own."""

    def loop() -> None:
        never = threading.Event()
        if at_once:
            refreshed(key, portal)
        while not never.wait(seconds()):
            refreshed(key, portal)

    thread = threading.Thread(target=loop, name="refresh", daemon=True)
    thread.start()
    return thread

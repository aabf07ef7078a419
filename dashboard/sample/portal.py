"""The sample portal as a value with a beginning and an end: made, served from a thread, stopped."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Collection
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType

from dashboard.sample.dataset import Context
from dashboard.sample.server import HOST, Server
from dashboard.sample.store import Store, prepare

POLL_SECONDS = 0.05


class SamplePortal:
    """Harbor City's portal at ``url`` on loopback, while the ``with`` block lasts.

    ``now`` is the clock: a date, or a datetime (without a zone, the city's own
    time). ``incidents`` is about how many there are in ``years`` years and the
    current one. Rows are kept in ``folder`` for the next time where one is given.
    ``only`` limits the portal to the datasets of these ids and what they draw on.
    """

    def __init__(
        self,
        now: date,
        seed: int = 7,
        years: int = 6,
        incidents: int = 150_000,
        port: int = 0,
        folder: Path | str | None = None,
        only: Collection[str] = (),
    ) -> None:
        self._context = Context.at(now, seed, years, incidents)
        self._port = port
        self._folder = None if folder is None else Path(folder)
        self._only = only
        self._open: ExitStack | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``, without a slash; RuntimeError while the portal is not open."""
        if self._open is None:
            raise RuntimeError("the sample portal is not open: use it in a with block")
        return self._url

    def __enter__(self) -> SamplePortal:
        with ExitStack() as stack:
            parent = self._folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sample-city-")))
            store = Store(prepare(self._context, parent, self._only))
            stack.callback(store.close)
            server = Server(store, self._port)
            stack.callback(server.server_close)
            thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            self._url = f"http://{HOST}:{server.server_address[1]}"
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

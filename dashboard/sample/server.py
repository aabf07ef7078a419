"""HTTP of the sample portal: routes, conditional requests, chunked and gzipped bodies. GET and HEAD, loopback only."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import duckdb

from dashboard.sample import documents, render
from dashboard.sample.errors import SodaError, platform
from dashboard.sample.store import Published, Store, view
from dashboard.sample.url_query import read

HOST = "127.0.0.1"
IDLE_SECONDS = 60
CLOSE_SECONDS = 5
RESOURCE = re.compile(r"/resource/([\w-]+)(?:\.(\w+))?")
VIEW = re.compile(r"/api/views/([\w-]+?)(?:\.json)?")
JSON = ("Content-Type", render.CONTENT_TYPES["json"])
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``body`` is bytes or an iterator that is closed after use."""

    status: int
    headers: Headers
    body: bytes | Iterator[bytes] = b""


class Server(ThreadingHTTPServer):
    """A thread a connection over one store. Port 0 takes a free one."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, store: Store, port: int) -> None:
        self.store = store
        self.open: dict[socket.socket, threading.Thread] = {}
        super().__init__((HOST, port), Handler)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection, remembered while it is open."""
        self.open[request] = threading.current_thread()
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.open.pop(request, None)

    def server_close(self) -> None:
        """Close the door, and the connections that clients keep open."""
        super().server_close()
        for connection, thread in list(self.open.items()):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            thread.join(CLOSE_SECONDS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error of ours."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a request; the query of a row request runs before any header is sent."""
        reply = self._answer()
        try:
            self._send(reply)
        finally:
            if isinstance(reply.body, Iterator):
                reply.body.close()  # type: ignore[attr-defined]

    do_HEAD = do_GET

    def version_string(self) -> str:
        """What the Server header says."""
        return "sample-portal"

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def _answer(self) -> Reply:
        try:
            return self._route()
        except SodaError as error:
            problem = error
        except duckdb.Error as error:
            problem = platform(500, "internal-error", "Internal error", tag=str(error))
        return Reply(problem.status, [JSON], json.dumps(problem.body, indent=1).encode() + b"\n")

    def _route(self) -> Reply:
        parts = urlsplit(self.path)
        path, parameters = parts.path.rstrip("/"), dict(parse_qsl(parts.query, keep_blank_values=True))
        store, host = self.server.store, self.headers.get("Host", HOST)
        if path == "/api/catalog/v1":
            return self._document(documents.catalog(store.published.values(), parameters, host))
        if found := RESOURCE.fullmatch(path):
            return self._rows(found[1], found[2] or self._accepted_format(), parameters)
        if found := VIEW.fullmatch(path):
            if found[1] not in store.published:
                raise platform(404, "not_found", f"Cannot find view with id {found[1]}")
            return self._document(documents.view(store.published[found[1]]))
        raise platform(404, "not_found", f"No such path: {parts.path}")

    def _accepted_format(self) -> str:
        accept = self.headers.get("Accept", "")
        return "csv" if "text/csv" in accept else "geojson" if "geo+json" in accept else "json"

    def _document(self, document: dict[str, Any]) -> Reply:
        body = json.dumps(document, indent=1).encode() + b"\n"
        tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
        if self.headers.get("If-None-Match") == tag:
            return Reply(304, [("ETag", tag)])
        return Reply(200, [JSON, ("ETag", tag)], body)

    def _rows(self, dataset_id: str, fmt: str, parameters: dict[str, str]) -> Reply:
        published = self.server.store.published.get(dataset_id)
        if published is None:
            raise platform(404, "dataset.missing", "Not found", id=dataset_id)
        if fmt not in render.CONTENT_TYPES:
            raise platform(406, "not-acceptable", f"Format not served: {fmt}")
        query = read(parameters, published.dataset.types)
        stamps = self._stamps(published)
        if self.headers.get("If-None-Match") == stamps[0][1]:
            return Reply(304, stamps[:2])
        cursor = self.server.store.cursor()
        cursor.execute(render.sql(query, view(dataset_id), fmt), query.values)
        names, types = [output.name for output in query.outputs], [output.type for output in query.outputs]
        told = [("X-SODA2-Fields", _compact(names)), ("X-SODA2-Types", _compact(types))]
        headers = [("Content-Type", render.CONTENT_TYPES[fmt]), *stamps, *told]
        return Reply(200, headers, render.body(cursor, query.outputs, fmt))

    def _stamps(self, published: Published) -> Headers:
        """ETag of this version, URL and content negotiation, and the dates."""
        accepts = [self.headers.get(name, "") for name in ("Accept", "Accept-Encoding")]
        told = "\n".join([self.server.store.version, published.loaded.isoformat(), self.path, *accepts])
        tag = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
        modified = formatdate(published.loaded.timestamp(), usegmt=True)
        return [
            ("ETag", f'W/"{tag}{"---gzip" if self._gzip else ""}"'),
            ("Last-Modified", modified),
            ("X-SODA2-Data-Out-Of-Date", "false"),
            ("X-SODA2-Truth-Last-Modified", modified),
            ("X-SODA2-Secondary-Last-Modified", modified),
        ]

    @property
    def _gzip(self) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "")

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in [*reply.headers, ("Access-Control-Allow-Origin", "*"), ("Vary", "Accept-Encoding")]:
            self.send_header(name, value)
        bodyless = reply.status == 304
        if not bodyless:
            if self._gzip:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if not bodyless and self.command != "HEAD":
            pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body
            for piece in gzipped(pieces) if self._gzip else pieces:
                self._chunk(piece)
            self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def _chunk(self, piece: bytes) -> None:
        if piece:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compressed as it streams."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def _compact(values: list[str]) -> str:
    return json.dumps(values, separators=(",", ":"))

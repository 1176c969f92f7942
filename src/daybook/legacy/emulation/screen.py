"""The machine's own screen and its small test interface, over http.server on this machine only."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from daybook.legacy.emulation import pages
from daybook.legacy.emulation.machine import Machine

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LIMIT_BYTES = 5_000_000
SHOWN = 200


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """`silent` closes the connection without an answer."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: dict[str, str] | None = None
    silent: bool = False


Routes = dict[str, Callable[[Request], Response]]
"""First path segment (such as `incidents`) to what answers it."""


def serve(machine: Machine, port: int, faults: bool, routes: Routes) -> ThreadingHTTPServer:
    """A server bound to 127.0.0.1; not yet running."""
    site = _Site(machine, faults, routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), LIMIT_BYTES)
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = unquote(urlsplit(self.path).path)
            _send(self, site.answer(Request(self.command, path, headers, self.rfile.read(length))))

        do_GET = do_POST = do_PATCH = do_DELETE = answer

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: a path may name a record."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    return server


def _send(handler: BaseHTTPRequestHandler, response: Response) -> None:
    if response.silent:
        handler.close_connection = True
        return
    handler.send_response(response.status)
    headers = {
        "Content-Type": response.kind, "Content-Length": str(len(response.body)), "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", **(response.headers or {}),
    }  # fmt: skip
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(response.body)


@dataclass(frozen=True)
class _Site:
    machine: Machine
    faults: bool
    routes: Routes

    def answer(self, request: Request) -> Response:
        first = request.path.strip("/").split("/")[0]
        if first in self.routes:
            return self.routes[first](request)
        if first == "faults" and self.faults and request.method == "POST":
            return self._change_faults(request)
        if request.method != "GET":
            return as_json({"error": "not here"}, 404)
        return self._api(request.path) or self._page(request.path)

    def _change_faults(self, request: Request) -> Response:
        try:
            self.machine.faults.change(json.loads(request.body))
        except (ValueError, TypeError, AttributeError) as error:
            return as_json({"error": str(error)}, 400)
        return as_json({"faults": "set"})

    def _api(self, path: str) -> Response | None:
        store = self.machine.store
        if path == "/api/records":
            return as_json([asdict(record) for record in store.records()])
        if path == "/api/messages":
            return as_json([asdict(message) for message in store.messages()])
        return as_json({"status": "ready", "machine": self.machine.name}) if path == "/health" else None

    def _page(self, path: str) -> Response:
        machine = self.machine
        if path == "/screen.css":
            return Response(200, pages.STYLE.encode(), "text/css; charset=utf-8")
        if path == "/":
            return _html(pages.records(machine.title, machine.store.records(SHOWN), machine.store.count()))
        if path == "/messages":
            return _html(pages.messages(machine.title, machine.store.messages(SHOWN)))
        record = machine.store.record(path.removeprefix("/records/"))
        return (
            _html(pages.record(machine.title, record)) if record else _html(pages.absent(machine.title), 404)
        )


def as_json(value: Any, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(status, json.dumps(value, ensure_ascii=False).encode())


def _html(text: str, status: int = 200) -> Response:
    return Response(status, text.encode(), "text/html; charset=utf-8")

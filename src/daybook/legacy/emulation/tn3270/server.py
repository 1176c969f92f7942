"""The host's front door: one thread for each terminal that dials in, on this machine only."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.tn3270.session import Dialogue, Session
from daybook.legacy.emulation.tn3270.telnet import Line, LineGone
from daybook.legacy.mapping.fixed import codepages

codepages.register()


@dataclass
class Terminals:
    """`begin` makes a new dialogue for each terminal. `violations` are sendings that no terminal could have typed."""

    begin: Callable[[], Dialogue]
    faults: Faults
    code_page: str
    idle_seconds: float = 300.0
    violations: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    def serve(self, port: int) -> int:
        """Take calls from now on; the port."""
        terminals = self

        class Call(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(LineGone):
                    terminals.run(Line(self.request))

        server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Call, bind_and_activate=False)
        server.daemon_threads = server.allow_reuse_address = True
        server.server_bind()
        server.server_activate()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return int(server.server_address[1])

    def run(self, line: Line) -> None:
        session = Session(
            line, self.begin(), self.faults, self.code_page, self.idle_seconds, self.violations.append
        )
        self.sessions.append(session)
        try:
            session.run()
        finally:
            self.sessions.remove(session)

    def screens(self) -> list[str]:
        """What each terminal shows now."""
        return [session.dialogue.shown.text() for session in list(self.sessions)]

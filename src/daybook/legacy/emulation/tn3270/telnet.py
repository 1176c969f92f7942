"""The telnet side of a TN3270 host (RFC 1576, 885, 856, 1091): options agreed first, then records up to EOR."""

import socket

IAC, DONT, DO, WONT, WILL, SB, SE, EOR = 255, 254, 253, 252, 251, 250, 240, 239
BINARY, TERMINAL_TYPE, END_OF_RECORD = 0, 24, 25
IS, SEND = 0, 1
LONGEST = 8192


class LineGone(Exception):
    """The terminal hung up, or speaks no TN3270."""


class Line:
    """One terminal's connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.waiting = b""
        self.agreed: set[tuple[int, int]] = set()
        self.terminal = ""

    def negotiate(self) -> str:
        """Agree on a terminal type, end of record and binary in both directions; the terminal's type."""
        self._send(bytes((IAC, DO, TERMINAL_TYPE)))
        while not self.terminal:
            self._command()
        if not self.terminal.startswith("IBM-"):
            raise LineGone("no 3270 terminal")
        for option in (END_OF_RECORD, BINARY):
            self._send(bytes((IAC, DO, option, IAC, WILL, option)))
        wanted = {(word, option) for word in (WILL, DO) for option in (END_OF_RECORD, BINARY)}
        while not wanted <= self.agreed:
            self._command()
        return self.terminal

    def read(self) -> bytes:
        """The next record; LineGone at the end."""
        record = bytearray()
        while len(record) <= LONGEST:
            if (byte := self._byte()) != IAC:
                record.append(byte)
            elif (command := self._byte()) == IAC:
                record.append(IAC)
            elif command == EOR:
                return bytes(record)
            else:
                self._obey(command)
        raise LineGone("a record without end")

    def write(self, record: bytes) -> None:
        self._send(record.replace(b"\xff", b"\xff\xff") + bytes((IAC, EOR)))

    def garbage(self) -> None:
        """What no 3270 terminal understands."""
        self.write(b"\x99HTTP/1.1 200 OK")

    def _send(self, data: bytes) -> None:
        try:
            self.connection.sendall(data)
        except OSError as error:
            raise LineGone(type(error).__name__) from error

    def _command(self) -> None:
        if self._byte() != IAC:
            raise LineGone("data before the options were agreed")
        self._obey(self._byte())

    def _obey(self, command: int) -> None:
        if command == SB:
            self._subnegotiation()
            return
        if command < SB:
            return
        option = self._byte()
        if command in (WONT, DONT):
            raise LineGone(f"option {option} refused")
        self.agreed.add((command, option))
        if (command, option) == (WILL, TERMINAL_TYPE):
            self._send(bytes((IAC, SB, TERMINAL_TYPE, SEND, IAC, SE)))

    def _subnegotiation(self) -> None:
        told = bytearray()
        while len(told) < LONGEST and told[-2:] != bytes((IAC, SE)):
            told.append(self._byte())
        if told[:2] == bytes((TERMINAL_TYPE, IS)):
            self.terminal = told[2:-2].decode("ascii", "replace").upper()

    def _byte(self) -> int:
        if not self.waiting:
            try:
                self.waiting = self.connection.recv(4096)
            except OSError as error:
                raise LineGone(type(error).__name__) from error
            if not self.waiting:
                raise LineGone("hung up")
        byte, self.waiting = self.waiting[0], self.waiting[1:]
        return byte

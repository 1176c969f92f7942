"""Asking a host for people over its screens: type what is sought, page through the list, read its lines.

Searches have lines of their own, so that they hold up no delivery; a host that signs a user on only once needs another
user for them (`search_user`, `search_password`). A host that did not sign us on is left alone for a while, since each
further try would lead to the user's being locked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daybook.legacy.mapping import InForm, Sought, in_form
from daybook.legacy.mapping.spec import ExtractSpec
from daybook.legacy.mapping.terminal import TerminalSpec
from daybook.legacy.mapping.terminal_search import SearchSpec
from daybook.legacy.transports.base import Connection, TransportError, Tree
from daybook.legacy.transports.tn3270.deadline import Deadline
from daybook.legacy.transports.tn3270.entries import entries
from daybook.legacy.transports.tn3270.entry import NotNow
from daybook.legacy.transports.tn3270.lines import Lines
from daybook.legacy.transports.tn3270.operator import Astray, Operator, ShutOut
from daybook.legacy.transports.tn3270.sign_on import ShutOuts, as_user, failed
from daybook.legacy.transports.tn3270.terminal import LineLost, Locked

TRIES = 3
READINGS_MOST = 4
Row = dict[str, str]


class Searches:
    """All searches of this process."""

    def __init__(self) -> None:
        self.lines, self.shut_outs = Lines(), ShutOuts()

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        """Name and content of at most so many records; TransportError where it does not answer."""
        terminal, extract = connection.mapping.spec.terminal, connection.mapping.spec.extract
        assert terminal is not None
        assert terminal.search is not None
        assert extract is not None
        questions = list(questions_of(in_form(sought, connection.mapping), terminal.search))
        searcher = as_user("search", connection)
        rows = self._rows(questions, most, searcher, terminal) if questions else []
        found = {tuple(row.items()): row for row in rows}
        records = (_record(row, terminal.search, extract) for row in found.values())
        return [each for each in records if each is not None][:most]

    def _rows(
        self, questions: list[Row], most: int, connection: Connection, terminal: TerminalSpec
    ) -> list[Row]:
        self.shut_outs.refuse(connection)
        asking = _Asking(questions, most, connection, terminal, Deadline.after(connection.timeout))
        try:
            return asking.rows(self.lines)
        except ShutOut as error:
            raise self.shut_outs.note(connection) from error
        except (Astray, Locked, LineLost, NotNow) as error:
            raise failed(error, connection, "search") from error


def _record(row: Row, spec: SearchSpec, extract: ExtractSpec) -> tuple[str, Tree] | None:
    """The record that an entry stands for; None for a kind that the mapping does not know."""
    if not spec.kind:
        return extract.record, dict(row)
    meant = spec.kinds.get(row[spec.kind])
    return (meant.record, dict(meant.read(row))) if meant else None


def questions_of(asked: InForm, spec: SearchSpec) -> Iterator[Row]:
    """What is typed, once for each way to read the words; nothing where the host has no field for what is sought."""
    first, last = asked.born or ("", "")
    same = {"born_from": first, "born_to": last, **dict(asked.numbers)}
    for words in asked.names[:READINGS_MOST] or ("",):
        typed = {name: text for name, text in {"names": words, **same}.items() if text and name in spec.slots}
        if typed:
            yield typed


@dataclass(frozen=True)
class _Asking:
    """Some questions to one host, begun anew on a new line where it went astray, as long as there is time."""

    questions: list[Row]
    most: int
    connection: Connection
    terminal: TerminalSpec
    deadline: Deadline

    def rows(self, lines: Lines) -> list[Row]:
        for _ in range(TRIES - 1):
            try:
                return self._once(lines)
            except (Astray, LineLost):
                if not self.deadline.left:
                    raise
        return self._once(lines)

    def _once(self, lines: Lines) -> list[Row]:
        user = {name: self.connection.param(name) for name in ("user", "password")}
        rows: list[Row] = []
        with lines.taken(self.connection, self.deadline) as terminal:
            for typed in self.questions:
                operator = Operator(terminal, self.terminal, self.deadline, typed | user)
                rows += self._answered(operator)
        return rows

    def _answered(self, operator: Operator) -> list[Row]:
        spec = self.terminal.search
        assert spec is not None
        operator.go_home()
        screen, rows = operator.walk(spec.steps), list[Row]()
        if screen.name != spec.listed:
            return self._nobody(operator, screen.name, spec)
        while True:
            rows += entries(operator, spec)
            if operator.code() not in spec.more or len(rows) >= self.most:
                return rows
            screen = operator.press(spec.next)
            if screen.name != spec.listed:
                raise Astray(f"the screen '{screen.name}' came in place of '{spec.listed}'")

    def _nobody(self, operator: Operator, screen: str, spec: SearchSpec) -> list[Row]:
        code = operator.code()
        if code in spec.none:
            return []
        if code in self.terminal.message.wait:
            raise NotNow
        if code and screen == spec.steps[-1].on:
            raise TransportError(
                f"{self.connection.mapping.system.title} does not take the question ({code})."
            )
        raise Astray(f"the screen '{screen}' came in place of '{spec.listed}'")

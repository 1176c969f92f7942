"""Whoever sits at the terminal: knows each screen by its words, walks the ways of the map, never guesses."""

from __future__ import annotations

from collections.abc import Mapping

from daybook.legacy.mapping.screens import SLOT, Cell, ScreenSpec, Step
from daybook.legacy.mapping.terminal import MessageSpec, TerminalSpec
from daybook.legacy.transports.base import TransportError
from daybook.legacy.transports.tn3270.deadline import Deadline
from daybook.legacy.transports.tn3270.terminal import OtherField, Terminal

UNASKED_MOST, HOMEWARD_MOST = 5, 12
SETTLING_SECONDS = 0.5
"""How long an unknown screen may be the first half of a known one."""
Values = Mapping[str, str]


class Astray(Exception):
    """Another screen than the map expects. Nothing was saved by the last key; it can be begun again."""


class ShutOut(Exception):
    """The host does not sign us on; trying again could lock the user."""


class Operator:
    """`given` fills what is typed on the ways: places of the body, `user` and `password`."""

    def __init__(self, terminal: Terminal, spec: TerminalSpec, deadline: Deadline, given: Values) -> None:
        self.terminal, self.spec, self.deadline, self.given = terminal, spec, deadline, given

    def see(self) -> ScreenSpec:
        """The screen after the host has answered. Those that nobody asked for are dealt with first."""
        for _ in range(UNASKED_MOST):
            screen = self._settled()
            if screen.unasked is None:
                return screen
            if self.code() in self.spec.message.shut_out:
                raise ShutOut
            self.type_in(screen, screen.unasked.type)
            self.terminal.press(screen.unasked.press)
        raise Astray(f"the screen '{screen.name}' comes again and again")

    def go_home(self) -> None:
        """Back to the home screen from wherever it is."""
        for _ in range(HOMEWARD_MOST):
            screen = self.see()
            if screen.name == self.spec.home:
                return
            if screen.leave is None:
                raise Astray(f"no key leads away from the screen '{screen.name}'")
            self.terminal.press(screen.leave)
        raise Astray("the way home does not end")

    def walk(self, steps: list[Step]) -> ScreenSpec:
        """Do these steps; the screen after the last."""
        screen = self.see()
        for step in steps:
            if screen.name != step.on:
                raise Astray(f"the screen '{screen.name}' came in place of '{step.on}'")
            self.type_in(screen, step.type)
            self.terminal.press(step.press)
            screen = self.see()
        return screen

    def press(self, key: str) -> ScreenSpec:
        self.terminal.press(key)
        return self.see()

    def type_in(self, screen: ScreenSpec, words: Values) -> None:
        for name, text in words.items():
            self.type(screen, name, SLOT.sub(lambda found: self.given.get(found.group(1), ""), text))

    def type(self, screen: ScreenSpec, name: str, text: str) -> None:
        cell = screen.fields[name]
        try:
            self.terminal.type(cell, text)
        except OtherField as error:
            raise TransportError(
                f"The screen '{screen.name}' is not as its map says: at row {cell.row}, column {cell.col} ({name})"
                f" {error}. Compare the map with the screen.", permanent=True,
            ) from error  # fmt: skip

    def shown(self, screen: ScreenSpec) -> dict[str, str]:
        """What stands in the fields of the screen, and its message."""
        found = {name: self.terminal.text(cell) for name, cell in screen.fields.items()}
        return found | {"CODE": self.code(), "TEXT": self.message()}

    def message(self) -> str:
        return self.terminal.text(self.spec.message.cell)

    def code(self) -> str:
        """The code of the message; empty where there is none."""
        return self.message()[: self._message.code].strip()

    @property
    def _message(self) -> MessageSpec:
        return self.spec.message

    def _settled(self) -> ScreenSpec:
        while True:
            self.terminal.ready(self.deadline)
            if screen := self._known():
                return screen
            if not self.terminal.more(min(SETTLING_SECONDS, self.deadline.left)):
                raise Astray("a screen came that the map does not know")

    def _known(self) -> ScreenSpec | None:
        return next((screen for screen in self.spec.screen if self._is(screen)), None)

    def _is(self, screen: ScreenSpec) -> bool:
        return all(self._read(words.cell) == words.text for words in screen.shows)

    def _read(self, cell: Cell) -> str:
        return self.terminal.text(cell)

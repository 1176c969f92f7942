"""Entering, amending and withdrawing one record over the host's screens, with its answer.

A host knows no key of ours: the same thing typed twice is held twice. So our number is looked up before anything is
typed, and what is found is brought to what is told instead of being entered again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.screens import ScreenSpec
from daybook.legacy.mapping.terminal import WaySpec
from daybook.legacy.transports.base import Verb
from daybook.legacy.transports.tn3270.find import Found, NotFound, find
from daybook.legacy.transports.tn3270.operator import Astray, Operator
from daybook.legacy.transports.tn3270.terminal import LineLost, Locked

DONE, REFUSED = "DONE", "REFUSED"
Row = dict[str, Any]


class InDoubt(Exception):
    """The saving key was pressed and no answer came: nobody knows whether it was taken."""


class NotNow(Exception):
    """The host says that it cannot do it just now; nothing was saved."""


@dataclass
class Entry:
    """One record on its way. `values` are the fields by place; `places` all that the mapping may type.

    `told` becomes true with the first screen of the record that is sent.
    """

    operator: Operator
    values: dict[str, str]
    places: frozenset[str]
    told: bool = False

    def run(self, verb: Verb) -> Row:
        """The host's answer as a row: its fields, `CODE` and `TEXT`, and `STATE`."""
        self.operator.go_home()
        if verb == "erase":
            return self._erased()
        found = find(self.operator)
        if isinstance(found, NotFound):
            return self._not_found(found, verb)
        if verb == "withdraw" and not found.is_live:
            return _there(found)
        return self._brought(found, "withdraw" if verb == "withdraw" else "amend")

    def _not_found(self, found: NotFound, verb: Verb) -> Row:
        if verb != "create" or not found.none:
            return found.shown | {"STATE": REFUSED}
        self.operator.go_home()
        way = self._way("create")
        refused = self._typed(way, self.operator.walk(way.open))[1]
        return refused or self._saved(way)

    def _brought(self, found: Found, verb: Verb) -> Row:
        """Make the found record what is told; where it is that already, nothing is saved. A withdrawal always is."""
        way = self._way(verb)
        changed, refused = self._typed(way, self.operator.walk(way.open))
        if refused:
            return refused
        needed = changed or verb == "withdraw" or not found.is_live
        return self._saved(way) if needed else _there(found)

    def _erased(self) -> Row:
        """By the host's own number: it shows the record and asks, and only for that very number the answer is yes."""
        way = self.operator.spec.erase
        assert way is not None  # checked when the mapping was loaded
        screen = self.operator.walk(way.steps)
        if screen.name != way.asks:
            return self._refusal(screen, way.steps[-1].on)
        shown = self.operator.shown(screen)[way.reference]
        if shown not in self.values.values():
            raise Astray(f"the screen '{screen.name}' shows another record than was asked for")
        self.operator.type_in(screen, way.confirm)
        return self._settled(way.save, way.asks)

    def _way(self, verb: Verb) -> WaySpec:
        spec = self.operator.spec
        return spec.forms[self.values[spec.form]].way(verb)

    def _typed(self, way: WaySpec, screen: ScreenSpec) -> tuple[bool, Row | None]:
        """Type over the screens; whether anything differed from what stood there, and a refusal on the way."""
        changed = False
        for number, name in enumerate(way.screens):
            if screen.name != name:
                return changed, self._refusal(screen, way.screens[max(0, number - 1)])
            changed |= self._fill(screen)
            if number + 1 < len(way.screens):
                self.told = True
                screen = self.operator.press(way.next)
        return changed, None

    def _fill(self, screen: ScreenSpec) -> bool:
        changed = False
        for name, cell in screen.fields.items():
            wanted = self.values.get(name, "")
            if name in self.places and self.operator.terminal.text(cell) != wanted.rstrip():
                self.operator.type(screen, name, wanted)
                changed = True
        return changed

    def _saved(self, way: WaySpec) -> Row:
        return self._settled(way.save, way.screens[-1])

    def _settled(self, key: str, expected: str) -> Row:
        """Press the saving key, if there is still time to hear the answer, and read it."""
        spec = self.operator.spec
        if self.operator.deadline.left < spec.in_doubt_seconds:
            raise Astray("too little time is left to save and hear the answer")
        self.told = True
        try:
            screen = self.operator.press(key)
        except (LineLost, Locked) as error:
            raise InDoubt from error
        if self.operator.code() in spec.message.done:
            return self.operator.shown(screen) | {"STATE": DONE}
        if self.operator.code() in spec.message.duplicate:
            raise Astray("the host says that it holds this already")
        return self._refusal(screen, expected)

    def _refusal(self, screen: ScreenSpec, expected: str) -> Row:
        """The screen came back with a message: what it says. Any other screen is no answer."""
        shown = self.operator.shown(screen)
        if screen.name != expected or not shown["CODE"]:
            raise Astray(f"the screen '{screen.name}' came without an answer")
        if shown["CODE"] in self.operator.spec.message.wait:
            raise NotNow
        self.operator.go_home()
        return {"CODE": shown["CODE"], "TEXT": shown["TEXT"], "STATE": REFUSED}


def _there(found: Found) -> Row:
    return found.shown | {"STATE": DONE, "FOUND": "YES"}

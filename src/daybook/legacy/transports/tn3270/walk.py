"""Going through a host's list of records: the list is read whole, a record only where it is new or was changed."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass, field

from daybook.legacy.mapping.screens import ScreenSpec
from daybook.legacy.mapping.spec import ExtractSpec
from daybook.legacy.mapping.terminal_listing import ListingSpec
from daybook.legacy.transports.base import Tree
from daybook.legacy.transports.tn3270.entries import entries
from daybook.legacy.transports.tn3270.entry import NotNow
from daybook.legacy.transports.tn3270.operator import Astray, Operator

Row = dict[str, str]


@dataclass
class Walk:
    """How far one reading has come. `after`: the last number read; `records`: kind and packed content of each.

    `whole`: the end of the list was seen.
    """

    after: str = ""
    records: list[tuple[str, bytes]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    whole: bool = False

    def __iter__(self) -> Iterator[tuple[str, Tree]]:
        return ((kind, _unpacked(packed)) for kind, packed in self.records)

    def only(self, places: Container[int]) -> Iterator[tuple[str, Tree]]:
        for place, (kind, packed) in enumerate(self.records):
            if place in places:
                yield kind, _unpacked(packed)


TRUSTED_SECONDS = 7 * 86400.0
"""A record is looked at again after so long, though its stamp says that nothing was changed."""


class Known:
    """What was read of records, by number, with the stamp that they had: a hundred thousand take some 50 MB."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, float, bytes]] = {}

    def get(self, number: str, stamp: str) -> bytes | None:
        before, seen, packed = self._held.get(number, ("", 0.0, b""))
        is_good = packed and before == stamp and time.monotonic() - seen < TRUSTED_SECONDS
        return packed if is_good else None

    def only(self, numbers: Collection[str]) -> None:
        """Forget every other record: the host does not list it any more."""
        for number in self._held.keys() - set(numbers):
            del self._held[number]

    def keep(self, number: str, stamp: str, packed: bytes) -> None:
        self._held[number] = stamp, time.monotonic(), packed


@dataclass
class Round:
    """One sitting at the terminal. `must_stop` says when to leave; `pages`: so many screens of the list at most.

    `everything`: records without a number of ours are looked at, too.
    """

    operator: Operator
    walk: Walk
    known: Known
    extract: ExtractSpec
    must_stop: Callable[[], bool]
    everything: bool
    pages: int | None = None

    @property
    def spec(self) -> ListingSpec:
        spec = self.operator.spec.listing
        assert spec is not None
        return spec

    def run(self) -> bool:
        """Go on with the walk; whether more follows what was read."""
        shown, read = self._begin(), 0
        while shown:
            code, rows = self.operator.code(), entries(self.operator, self.spec)
            fresh = [row for row in rows if row[self.spec.number] != self.walk.after]
            for row in fresh:
                if self.must_stop():
                    return True
                self._take(row)
            read += 1
            if code in self.spec.end:
                break
            if self.must_stop() or read == self.pages:
                return True
            shown = self._further(code, bool(fresh))
        self.walk.whole = True
        return False

    def _begin(self) -> bool:
        """From the home screen to the list, from the last number on; False where there is nothing."""
        self.operator.go_home()
        screen = self._walked()
        if screen.name == self.spec.listed:
            return True
        code = self.operator.code()
        if code in self.spec.none:
            return False
        raise self._in_its_place(screen, code)

    def _walked(self) -> ScreenSpec:
        self.operator.given = {**self.operator.given, "after": self.walk.after}
        return self.operator.walk(self.spec.steps)

    def _further(self, code: str, moved: bool) -> bool:
        """To the next screen of the list, or to a new list where the host lists no further."""
        if code in self.spec.full:
            if not moved:
                raise Astray("the list does not go on after its last number")
            return self._begin()
        if code not in self.spec.more:
            raise Astray(f"the list ends with '{code}', which is none of its codes")
        self._on_the_list(self.operator.press(self.spec.next))
        return True

    def _take(self, row: Row) -> None:
        number, kind = row[self.spec.number], row[self.spec.kind]
        if kind in self.spec.view.screens and (packed := self._packed(number, kind, row)):
            self.walk.records.append((kind, packed))
        self.walk.after = number
        self.walk.numbers.append(number)

    def _packed(self, number: str, kind: str, row: Row) -> bytes | None:
        """The record as it stands there; None where it is not there any more."""
        if not self._is_looked_at(row):
            return _packed(row)
        stamp = "\0".join([kind, *(row[name] for name in self.spec.stamp)])
        packed = self.known.get(number, stamp)
        if packed is None and (seen := self._seen(number, kind)) is not None:
            packed = _packed({**seen, **row})
            self.known.keep(number, stamp, packed)
        return packed

    def _is_looked_at(self, row: Row) -> bool:
        """What is not in force, or is none of ours, is known well enough by its line."""
        in_force = not self.extract.state or row[self.extract.state] in self.extract.live
        return in_force and (self.everything or bool(row[self.spec.key]))

    def _seen(self, number: str, kind: str) -> Row | None:
        view, operator = self.spec.view, self.operator
        operator.given = {**operator.given, "number": number}
        operator.type_in(operator.spec.named(self.spec.listed), view.type)
        screen, found = operator.press(view.press), Row()
        if screen.name == self.spec.listed and operator.code() in view.gone:
            return None
        screens = view.screens[kind]
        for place, each in enumerate(screens, 1):
            if screen.name != each.screen:
                raise self._in_its_place(screen, operator.code(), each.screen)
            found |= self._fields(each.like)
            if place < len(screens):
                screen = operator.press(view.next)
        self._on_the_list(operator.press(view.leave))
        return found

    def _fields(self, like: str) -> Row:
        cells = self.operator.spec.named(like).fields
        texts = {name: self.operator.terminal.text(cell) for name, cell in cells.items()}
        return {name: text for name, text in texts.items() if text}

    def _on_the_list(self, screen: ScreenSpec) -> None:
        if screen.name != self.spec.listed:
            raise self._in_its_place(screen, self.operator.code())

    def _in_its_place(self, screen: ScreenSpec, code: str, expected: str = "") -> Exception:
        if code in self.operator.spec.message.wait:
            return NotNow()
        said = f", which says {code}," if code else ""
        return Astray(f"the screen '{screen.name}'{said} came in place of '{expected or self.spec.listed}'")


def _packed(row: Row) -> bytes:
    return zlib.compress(json.dumps(row, ensure_ascii=False).encode())


def _unpacked(packed: bytes) -> Tree:
    found: Tree = json.loads(zlib.decompress(packed))
    return found

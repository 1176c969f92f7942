"""What was written late, behind the last mark, is met again; what is met again is not taken twice."""

import itertools
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.legacy.engine.ports import Passage
from daybook.legacy.mapping import Held
from daybook.legacy.models import Reading, ReadRecord
from daybook.legacy.read_in import progress as module
from daybook.legacy.read_in.reader import Reader
from old_systems import HandClock, Target, kinds, old_system

pytestmark = pytest.mark.django_db
WITHIN = 5
"""How many numbers a record may come late."""


def late_row(web, reference, number):
    """A change whose number was drawn before others and that could be seen only after them."""
    web.typed(reference, "Late")
    with web.machine.store.transaction() as session:
        session.execute("UPDATE record SET rowid = ? WHERE reference = ?", (number, reference))


def test_a_change_with_an_earlier_number_that_was_written_late_is_found(web):
    web.typed("X-1", "Alder")
    late_row(web, "X-3", 90)
    late_row(web, "X-9", 100)
    web.read()
    late_row(web, "X-2", 95)
    assert web.read() == 1
    assert [key for key, _, _ in web.sources()] == ["X-1", "X-3", "X-9", "X-2"]


def test_without_the_overlap_it_is_found_when_all_is_read(web, no_overlap):
    late_row(web, "X-9", 100)
    web.read()
    late_row(web, "X-2", 95)
    assert web.read() == 0
    web.swept()
    assert [key for key, _, _ in web.sources()] == ["X-9", "X-2"]


def test_a_row_of_an_earlier_moment_that_was_written_late_is_found(table):
    now = time.time()
    table.typed("X-1", "Alder", changed=now)
    table.read()
    table.typed("X-2", "Beech", changed=now - 30)
    assert table.read() == 1
    table.typed("X-3", "Cedar", changed=now - 300)
    assert table.read() == 0
    table.swept()
    assert [key for key, _, _ in table.sources()] == ["X-1", "X-2", "X-3"]


def test_what_is_read_again_makes_no_second_entry(there):
    there.typed("X-1", "Alder")
    for _ in range(4):
        there.read()
    assert kinds().count("sources:received") == 1


@dataclass
class Numbered:
    """Draws a number for each change at once and shows it later: no more than `WITHIN` numbers late."""

    reports = frozenset({"sighting"})
    seen: dict = field(default_factory=dict)
    hidden: list = field(default_factory=list)
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))
    break_at: int = -1
    asked: int = 0

    def change(self, reference, late):
        self.hidden.append((next(self.numbers), reference, late))
        newest = self.hidden[-1][0]
        for one in [each for each in self.hidden if each[0] + each[2] <= newest]:
            self._show(*one[:2])

    def show_all(self):
        for number, reference, _ in self.hidden:
            self._show(number, reference)
        self.hidden = []

    def _show(self, number, reference):
        if self.seen.get(reference, 0) < number:
            self.seen[reference] = number
        self.hidden = [each for each in self.hidden if each[0] != number]

    def back(self, trail):
        return str(max(0, int(trail[-1]) - WITHIN)) if trail else ""

    def step(self, after):
        self.asked += 1
        if self.asked == self.break_at:
            raise OSError("the line is cut")
        rows = sorted((number, name) for name, number in self.seen.items() if number > int(after or 0))[:3]
        helds = [
            Held("sighting", name, {"n": [[[], str(number)]]}, None, None, name) for number, name in rows
        ]
        return Passage(helds, [str(rows[-1][0])] if rows else [], bool(rows))

    def said(self, held):
        return {}


_systems = itertools.count()


@settings(max_examples=25)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, WITHIN), st.booleans()), min_size=1, max_size=25
    ),
    cut=st.integers(0, 12),
    die=st.integers(0, 12),
)
def test_nothing_is_lost_or_taken_twice_whatever_comes_late_or_breaks(changes, cut, die):
    """`cut`: at which question the line is cut; `die`: at which step the process dies inside its transaction."""
    there, clock = Numbered(break_at=cut), HandClock()
    system = old_system(Target(f"numbered{next(_systems)}"), follow=there, extracts=there)
    true_take, steps = module.take, itertools.count(1)

    def take(system, helds, asked, now):
        news = true_take(system, helds, asked, now)
        if next(steps) == die:
            raise KeyError("dies before the commit")
        return news

    def read():
        """As if the process were a new one every time."""
        clock.move(600)
        reader = Reader(system, "reader-1", clock)
        reader.progress.save(swept_at=clock.now())
        reader.turn()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "take", take)
        for name, late, now in changes:
            there.change(f"R-{name}", late)
            if now:
                read()
    there.show_all()
    there.break_at = -1
    read()
    row = Reading.objects.get(system=system.name)
    known = ReadRecord.objects.filter(system=system.name)
    assert {one.reference for one in known} == set(there.seen), row.problem
    assert row.failures == 0
    changed = {one.reference: one.changed_at for one in known}
    clock.move(600)
    assert Reader(system, "reader-2", clock).turn() == 0
    assert {one.reference: one.changed_at for one in known.all()} == changed

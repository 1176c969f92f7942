"""Where a kind of record is entered: in an old system alone while that is its master, else here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from daybook.custody.documents import CUSTODY_RECORD
from daybook.legacy import registry
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Position, Reading
from daybook.legacy.read_in.scope import reports_read
from daybook.legacy.read_in.words import span
from daybook.legacy.switch.functions import function_of, functions_of, words_of
from daybook.legacy.switch.left_out import LeftOut
from daybook.legacy.switch.positions import last_turns
from daybook.records.reports import all_types
from daybook.web.places import EnteredElsewhere

MISSED = 2
"""So many rounds of reading whole without an end, and the form may be opened at once."""


def masters() -> dict[str, EnteredElsewhere]:
    """Each kind of record of which a joined system is master, with that system.

    A system that is joined no more is master of nothing: what is entered in it does not come here.
    """
    turned = sorted(last_turns().items())
    names = [key for key, turn in turned if turn.after == Position.OLD_IS_MASTER]
    found = ((function, registry.find(system)) for system, function in names)
    return {
        function: EnteredElsewhere(system.name, system.title, system.screen)
        for function, system in found
        if system is not None
    }


def stands_theirs(system: str, report: str) -> bool:
    """Whether nobody else is master of this kind of record, so that what this system says may become ours."""
    master = masters().get(function_of(report))
    return master is None or master.system == system


def why_not_sole(system: OldSystem, function: str) -> str:
    """Why it cannot be the only place where these are entered, and the remedy; empty where it can."""
    what = words_of(function)
    if function in LeftOut(system.name).turns:
        return (
            f"{system.title} is not read while Daybook alone keeps each {what}. Turn it back to “Both, old wins”"
            " first."
        )
    if function not in {function_of(report) for report in reports_read(system)}:
        return (
            f"{system.title} cannot be the only place of entry ({what}): none is read in from it, so nobody here would"
            " see what is entered there. Leave it at “Both, old wins”, or make it readable first: its mapping says"
            " how an extract looks ([extract]), and its transport fetches one."
        )
    other = masters().get(function)
    if other is not None and other.system != system.name:
        return (
            f"{other.title} is master of every {what} already. Two places of entry would have it typed twice: turn that"
            " switch on first."
        )
    row = Reading.objects.filter(system=system.name).first()
    if row is None or row.whole_at is None:
        return (
            f"{system.title} was not read to its end yet, so what is entered there is not seen here. Run “daybook"
            f" legacy read-in {system.name} --once”, then turn the switch."
        )
    return ""


def why_open_at_once(system: OldSystem, function: str, now: datetime | None = None) -> str:
    """Why a locked form may be opened without clean days: nothing comes from the master. Empty where it does."""
    if function not in {function_of(report) for report in reports_read(system)}:
        return f"No {words_of(function)} is read in from {system.title} any more."
    row = Reading.objects.filter(system=system.name).first()
    last, now = (row.read_at if row else None), now or timezone.now()
    if last is not None and now - last <= MISSED * system.sweep_every:
        return ""
    since = f"for {span(now - last)}" if last else "yet"
    return f"{system.title} was not read to its end {since}."


class Effect(NamedTuple):
    """What one kind of record becomes while an old system is master of it. `told_no_more`: titles of other systems."""

    forms: list[str]
    told_no_more: list[str]


def effect_of(system: OldSystem, function: str) -> Effect:
    """Which forms a switch locks, and who else gets none of these from here meanwhile."""
    others = [
        each.title
        for each in registry.all_systems()
        if each.name != system.name and function in functions_of(each)
    ]
    return Effect(list(_forms(function)), others)


def _forms(function: str) -> Iterator[str]:
    kind = all_types().get(function)
    if kind is None:
        yield "Book in to custody" if function == CUSTODY_RECORD else words_of(function).capitalize()
        return
    yield kind.title
    yield from (change.do for change in kind.changes)

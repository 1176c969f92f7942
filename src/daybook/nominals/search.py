"""The look-up of every form: whom on record may be meant, best first, each with why; or what more to ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.book.asked import asked
from daybook.book.bulk import table_of
from daybook.nominals import asked as typed_record
from daybook.nominals import candidates, reasons, scoring
from daybook.nominals.elsewhere import known_elsewhere, offered_from, theirs_perhaps
from daybook.nominals.matching import Cleaned, Kind, Match, identity, index_keys, kind_of
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.models.short import OurId
from daybook.nominals.offering import FOLDED, OPEN, left_of
from daybook.nominals.queries.sides import Side
from daybook.nominals.reasons import Hit
from daybook.nominals.scoring import Loaded
from daybook.records.models import Person, WarningMarker
from daybook.records.person_lookup import (
    NUMBERS,
    Candidate,
    Found,
    beginning_so,
    by_number,
    candidate,
    in_force,
    labelled,
    name_typed,
)
from daybook.records.queries.filter import ask
from daybook.records.queries.search import people_by_id

CONSIDERED = 24
"""Of the best so many are read, since a few may be hidden from the caller."""
FEW = frozenset((Kind.NAMES,))
TOO_MANY = 400
"""People of one name who are not ranked by it."""
EQUAL = 0.5
"""Bits within which nothing typed says which of two is meant."""
TELL_APART = ("a birth date", "a postcode", "a number")
ASK = "About {count:,} people on record have a name like this. Add a birth date or a postcode to tell them apart."
MORE = "More people than these have a name that begins like this. Type more of it, or add a birth date or a number."
TOO_LITTLE = "That is too little to look anybody up by. Add a name, a whole birth date or a number."


def look_up(caller: Caller, typed: dict[str, Any], limit: int) -> Found:
    """Who may be meant by what was typed so far."""
    if not allowed(caller, "records.search"):
        return Found()
    asked = typed_record.cleaned(typed)
    if advice := _too_common(asked):
        return Found(advice=advice)
    by = scoring.loaded()
    hits = list(best(asked, by))
    shown = list(_visible(caller, hits, limit))
    described = _described(caller, asked, shown, by)
    advice = _undecided(asked, [hit for hit, _ in described])
    found = [one for _, one in described] or by_number(caller, typed, limit)
    if not found or (len(found) < limit and not _has_more_than_names(asked)):
        known = {one.id for one in found}
        found += [one for one in beginning_so(caller, typed, limit + 1) if one.id not in known]
        advice = advice or (MORE if len(found) > limit else "")
    if not found and _is_too_little(asked, typed):
        advice = TOO_LITTLE
    return Found(tuple(found[:limit]), advice)


def best(asked: Cleaned, by: Loaded) -> Iterator[Hit]:
    """The likeliest persons, best first, each once: those whom `offering` lets through."""
    near = {identity(one.record): one for one in candidates.near(asked)}
    matches = by.scorer.best(asked, [one.record for one in near.values()], most=len(near))
    found: dict[UUID, tuple[Match, UUID | None]] = {}
    for match in matches[:CONSIDERED]:
        its = near[identity(match.candidate)]
        found.setdefault(its.nominal, (match, its.person))
    bits = [match.bits - by.caution for match, _ in found.values()]
    for (nominal, (match, person)), own, left in zip(found.items(), bits, left_of(bits), strict=True):
        if left >= FOLDED:
            yield Hit(match, person, nominal, own, left, matches)


def _too_common(asked: Cleaned) -> str:
    """What to ask for where nothing but a name was typed, and too many have it; else empty."""
    if _has_more_than_names(asked):
        return ""
    count = candidates.so_named(asked)
    if count < TOO_MANY:
        return ""
    return ASK.format(count=count)


def _is_too_little(asked: Cleaned, typed: dict[str, Any]) -> bool:
    """Whether nobody was looked for: a year of birth or two letters alone find nobody."""
    said = _has_more_than_names(asked) or candidates.has_two_names(asked) or name_typed(typed)
    return not (said or any(typed.get(number) for number in NUMBERS))


def _undecided(asked: Cleaned, shown: list[Hit]) -> str:
    """What to ask for where the best of those shown, in their order on the page, fit equally well; else empty."""
    top = max(shown, key=lambda hit: hit.match.bits, default=None)
    if top is None or top.left < OPEN:
        return ""
    alike = [hit.match.bits > top.match.bits - EQUAL for hit in shown]
    equal = sum(alike)
    if equal < 2:
        return ""
    known = (any(birth.whole for birth in asked.births), asked.postcodes, asked.numbers)
    missing = [what for what, its in zip(TELL_APART, known, strict=True) if not its]
    which = f"The first {equal}" if all(alike[:equal]) else f"{equal} of these"
    return f"{which} fit equally well. Add {' or '.join(missing[:2])} to tell them apart." if missing else ""


def _has_more_than_names(asked: Cleaned) -> bool:
    return bool({kind_of(key) for key in index_keys(asked)} - FEW)


def _visible(caller: Caller, hits: list[Hit], limit: int) -> Iterator[tuple[Hit, Person | Side]]:
    """Those whom the caller may see: both the record that was found and the one that is shown for it.

    Whom only old systems know is shown as the record that was found.
    """
    wanted = {key for hit in hits for key in (hit.person, hit.nominal) if key}
    people = people_by_id(caller, wanted)
    elsewhere = known_elsewhere(caller, [hit for hit in hits if hit.person is None])
    for hit in hits:
        if hit.nominal in people and (hit.person is None or hit.person in people):
            yield hit, people[hit.nominal]
        elif (record := identity(hit.match.candidate)) in elsewhere:
            yield hit, elsewhere[record]
        else:
            continue
        limit -= 1
        if not limit:
            return


def _described(
    caller: Caller, asked: Cleaned, shown: list[tuple[Hit, Person | Side]], by: Loaded
) -> list[tuple[Hit, Candidate]]:
    """Ours first, each with the old systems' records that may be theirs; then those whom only old systems know."""
    ours = [(hit, its) for hit, its in shown if isinstance(its, Person)]
    others = [(hit, its) for hit, its in shown if isinstance(its, Side)]
    marks = _warnings(caller, [hit.nominal for hit, _ in ours])
    lived = reasons.addresses(caller, asked, [hit for hit, _ in ours])
    perhaps = theirs_perhaps([hit for hit, _ in ours], others)
    strengths = reasons.strengths(asked, [hit for hit, _ in shown], by)
    found = []
    for hit, person in ours:
        why = reasons.words(asked, hit.match, lived.get(hit.person or hit.nominal, ""))
        one = candidate(person, why, marks.get(hit.nominal, ()), strengths[hit.nominal])
        also = "; ".join(perhaps.get(hit.nominal, ()))
        found.append((hit, replace(one, near_certain=reasons.is_near_certain(hit), elsewhere=also)))
    named = {title for titles in perhaps.values() for title in titles}
    return found + [
        (hit, offered_from(its, hit, asked, strengths[hit.nominal]))
        for hit, its in others
        if its.title not in named
    ]


def _warnings(caller: Caller, nominals: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The warnings of each nominal, whichever of their records they stand on."""
    wanted = [table_of(IndexedRecord).prepared("nominal", one) for one in nominals]
    marks = labelled(ask(caller, _in_force, nominals=wanted, today=timezone.localdate()))
    whose = dict(_records_of(nominals=wanted)) if marks else {}
    found: dict[UUID, tuple[str, ...]] = {}
    for person, labels in marks.items():
        if nominal := whose.get(person):  # it may have been untied since the warnings were read
            found[nominal] = tuple(dict.fromkeys((*found.get(nominal, ()), *labels)))
    return found


@asked
def _in_force(
    caller: Caller, nominals: list[object], today: date
) -> QuerySet[WarningMarker, tuple[UUID, str]]:
    return in_force(caller, _ours(nominals).values(our_id=OurId("key")), today)


@asked
def _records_of(nominals: list[object]) -> QuerySet[IndexedRecord, tuple[UUID, UUID]]:
    """(the record of ours, whose it is)."""
    return _ours(nominals).values_list(OurId("key"), "nominal")


def _ours(nominals: Any) -> QuerySet[IndexedRecord]:
    return IndexedRecord.objects.filter(system=OWN, nominal__in=nominals)

"""Records that an old system gave: which of them this caller may see, and what Daybook knows of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from daybook.access.caller import Caller
from daybook.legacy.engine.ports import FoundThere
from daybook.legacy.exports import written_of
from daybook.legacy.models import Reference
from daybook.nominals.matching import Written
from daybook.nominals.models import IndexedRecord, SourceRecord
from daybook.nominals.queries.filter import visible as visible_records
from daybook.nominals.queries.sides import Side, side_of
from daybook.records.models import Event
from daybook.records.queries.filter import visible
from daybook.records.search import address
from daybook.records.templatetags.records import kind_name


@dataclass(frozen=True, slots=True)
class Found:
    """One record as its system wrote it. `entered`: the day that system got it; `read_at`: when it was read in so,
    where it is shown from our copy."""

    written: Written
    entered: date | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as the page shows it: `place` counts it within its answer; `url` and `known` lead to what it is here."""

    place: int
    side: Side
    entered: date | None
    read_at: datetime | None = None
    url: str = ""
    known: str = ""


def found_there(system: str, records: Iterable[FoundThere]) -> list[Found]:
    """Those in force that name a person, each once, by name."""
    live = [each for each in records if each.held.is_live]
    found = [Found(written_of(system, each.held, each.said), each.held.entered) for each in live]
    once = {one.written.key: one for one in found if one.written.names}
    return sorted(once.values(), key=lambda one: (one.written.names, one.written.births, one.written.key))


def seen_by(caller: Caller, found: Sequence[Found]) -> list[Found]:
    """Without records that are here as closed ones: their report, or whoever they are one person with."""
    hidden = _hidden_reports(caller, found) | _hidden_people(caller, found)
    return [one for one in found if one.written.key not in hidden]


def shown(caller: Caller, found: Sequence[Found]) -> list[Shown]:
    """Those that the caller may see, with what each is here."""
    open_ones = {one.written.key for one in seen_by(caller, found)}
    reports, people = _reports(caller, found), _people(found)
    lines = []
    for place, one in enumerate(found):
        key = one.written.key
        if key in open_ones:
            url, known = reports.get(key) or people.get(key) or ("", "")
            lines.append(Shown(place, side_of(one.written), one.entered, one.read_at, url, known))
    return lines


def to_text(found: Sequence[Found]) -> str:
    rows = [{**asdict(one), "entered": _iso(one.entered), "read_at": _iso(one.read_at)} for one in found]
    return json.dumps(rows, ensure_ascii=False)


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def from_text(text: str) -> list[Found]:
    return [_found(row) for row in json.loads(text)]


def _found(row: dict[str, object]) -> Found:
    given = row["written"]
    assert isinstance(given, dict)
    said = {name: value for name, value in given.items() if name not in ("key", "system")}
    written = SourceRecord(system=given["system"], key=given["key"], written=said).as_written()
    entered = row["entered"]
    entered, read_at = row["entered"], row["read_at"]
    return Found(
        replace(written),
        date.fromisoformat(str(entered)) if entered else None,
        datetime.fromisoformat(str(read_at)) if read_at else None,
    )


def _system_and_keys(found: Sequence[Found]) -> tuple[str, list[str]]:
    return (found[0].written.system if found else ""), [one.written.key for one in found]


def _events(found: Sequence[Found]) -> dict[UUID, str]:
    """Our reports among them: the key there by the report's id."""
    system, keys = _system_and_keys(found)
    rows = Reference.objects.filter(system=system, reference__in=keys, record_type="event")
    return dict(rows.values_list("record_id", "reference"))


def _hidden_reports(caller: Caller, found: Sequence[Found]) -> set[str]:
    ours = _events(found)
    seen = set(visible(caller, Event).filter(pk__in=ours).values_list("pk", flat=True))
    return {key for event, key in ours.items() if event not in seen}


def _hidden_people(caller: Caller, found: Sequence[Found]) -> set[str]:
    system, keys = _system_and_keys(found)
    held = IndexedRecord.objects.filter(system=system, key__in=keys)
    seen = visible_records(caller).filter(system=system, key__in=keys)
    return set(held.values_list("key", flat=True)) - set(seen.values_list("key", flat=True))


def _reports(caller: Caller, found: Sequence[Found]) -> dict[str, tuple[str, str]]:
    ours = _events(found)
    return {
        ours[event.pk]: (address("event", event.pk), f"{kind_name(event.report_type)} {event.number}")
        for event in visible(caller, Event).filter(pk__in=ours)
    }


def _people(found: Sequence[Found]) -> dict[str, tuple[str, str]]:
    """Where a record is one person with somebody of ours."""
    system, keys = _system_and_keys(found)
    held = IndexedRecord.objects.filter(system=system, key__in=keys)
    whose = dict(held.values_list("key", "nominal"))
    ours = IndexedRecord.objects.filter(nominal__in=whose.values()).exclude(person=None)
    people = {nominal: person for nominal, person in ours.values_list("nominal", "person") if person}
    return {
        key: (address("person", people[nominal]), "In Daybook as this person")
        for key, nominal in whose.items()
        if nominal in people
    }

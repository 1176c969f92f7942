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
from daybook.legacy.find.meant import is_meant
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Reference
from daybook.nominals.matching import Written
from daybook.nominals.models import OWN, IndexedRecord, SourceRecord
from daybook.nominals.queries.filter import visible as visible_records
from daybook.nominals.queries.sides import Side, side_of
from daybook.records.labels import label
from daybook.records.models import Event
from daybook.records.queries.filter import visible
from daybook.records.search import address
from daybook.records.templatetags.records import kind_name

HARMED = frozenset({"victim", "witness", "personReporting"})
OF_HARMED = frozenset({"vulnerable"})
APART = "Victims, witnesses and vulnerable people"


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody in a record as its system wrote it.

    `entered`: the day that system got it; `read_at`: when it was read in so, where it is shown from our copy. `number`:
    the record's own, where it names several; `report` what kind of record it is, `role` what they are in it.
    """

    written: Written
    entered: date | None = None
    read_at: datetime | None = None
    number: str = ""
    report: str = ""
    role: str = ""

    @property
    def record(self) -> str:
        """The record's number there."""
        return self.number or self.written.key

    @property
    def group(self) -> str:
        """Under which heading they stand: who was harmed or saw it never among those suspected."""
        return APART if self.role in HARMED or self.report in OF_HARMED else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as the page shows it: `place` counts it within its answer; `url` and `known` lead to what it is here.

    `number` is the record's own there; `what` says what kind it is and what they are in it.
    """

    place: int
    side: Side
    entered: date | None
    read_at: datetime | None = None
    url: str = ""
    known: str = ""
    number: str = ""
    what: str = ""
    group: str = ""


def found_there(system: str, records: Iterable[FoundThere], sought: Sought) -> list[Found]:
    """Those in force that name a person, each once, by name; victims and witnesses last.

    A record that names several is given whole: of these, who is sought.
    """
    live = [(each, _found_there(system, each)) for each in records if each.held.is_live]
    meant = [
        one for each, one in live if one.written.names and (not each.place or is_meant(one.written, sought))
    ]
    once = {one.written.key: one for one in meant}
    return sorted(
        once.values(), key=lambda one: (one.group, one.written.names, one.written.births, one.record)
    )


def _found_there(system: str, each: FoundThere) -> Found:
    written = written_of(system, each.held, each.said)
    if not each.place:
        return Found(written, each.held.entered, report=each.held.report)
    of_several = replace(written, key=f"{written.key}/{each.place}")
    return Found(of_several, each.held.entered, None, written.key, each.held.report, each.role)


def seen_by(caller: Caller, found: Sequence[Found]) -> list[Found]:
    """Without records that are here as closed ones: their report, or whoever they are one person with."""
    reports, people = _hidden_reports(caller, found), _hidden_people(caller, found)
    return [one for one in found if one.record not in reports and one.written.key not in people]


def shown(caller: Caller, found: Sequence[Found]) -> list[Shown]:
    """Those that the caller may see, with what each is here."""
    open_ones = {one.written.key for one in seen_by(caller, found)}
    reports, people = _reports(caller, found), _people(found)
    lines = []
    for place, one in enumerate(found):
        key = one.written.key
        if key in open_ones:
            url, known = reports.get(one.record) or people.get(key) or ("", "")
            side, what = side_of(one.written), what_of(one)
            lines.append(
                Shown(place, side, one.entered, one.read_at, url, known, one.record, what, one.group)
            )
    return lines


def what_of(one: Found) -> str:
    """What kind of record it is, and what they are in it: `Crime: victim`."""
    if not one.report:
        return ""
    kind = kind_name(one.report)
    return f"{kind}: {label('link-roles', one.role).lower()}" if one.role else kind


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
    entered, read_at = row["entered"], row["read_at"]
    return Found(
        written,
        date.fromisoformat(str(entered)) if entered else None,
        datetime.fromisoformat(str(read_at)) if read_at else None,
        str(row.get("number", "")),
        str(row.get("report", "")),
        str(row.get("role", "")),
    )


def _system_and_records(found: Sequence[Found]) -> tuple[str, list[str]]:
    return (found[0].written.system if found else ""), [one.record for one in found]


def _system_and_keys(found: Sequence[Found]) -> tuple[str, list[str]]:
    return (found[0].written.system if found else ""), [one.written.key for one in found]


def _events(found: Sequence[Found]) -> dict[UUID, str]:
    """Our reports among them: the record's number there by the report's id."""
    system, records = _system_and_records(found)
    rows = Reference.objects.filter(system=system, reference__in=records, record_type="event")
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
    ours = IndexedRecord.objects.filter(system=OWN, nominal__in=whose.values())
    people = {nominal: UUID(key) for nominal, key in ours.values_list("nominal", "key")}
    return {
        key: (address("person", people[nominal]), "In Daybook as this person")
        for key, nominal in whose.items()
        if nominal in people
    }

"""Two records, or all records of a person, as their sources wrote them: for the desk, the profile and the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from daybook.nominals.matching import Written
from daybook.nominals.matching.cleaning.ages import born_within
from daybook.nominals.matching.cleaning.dates import DAY_FIRST, MONTH_FIRST, read_birth
from daybook.nominals.models import OWN, SourceRecord
from daybook.nominals.people import written_people
from daybook.nominals.receiving import latest_versions, said_since
from daybook.records import labels
from daybook.records.models import WarningMarker
from daybook.records.people import canonical_number

Identity = tuple[str, str]
SEXES = {"1": "Male", "2": "Female", "m": "Male", "f": "Female"}
OURS = "Daybook"


@dataclass(frozen=True, slots=True)
class Side:
    """A record to be looked at. `facts`: label and what was written, each once. `url` leads to our own person.

    `title` says of a withdrawn record that it is one, wherever it is shown. `since`: when another system's record came
    to say this.
    """

    record: Identity
    title: str
    written: Written
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...] = ()
    url: str = ""
    source: SourceRecord | None = None
    since: datetime | None = None

    @property
    def withdrawn_at(self) -> datetime | None:
        """When its system was found to hold the record no more; None while it does."""
        return self.source.received_at if self.source and self.source.gone else None

    @property
    def name(self) -> str:
        """The name in use."""
        return next(iter(dict(self.facts).get("Name", ())), "No name recorded")

    @property
    def system(self) -> str:
        return system_name(self.record[0])


def system_name(system: str) -> str:
    """A system as people call it: `case_preparation` gives Case preparation."""
    return OURS if system == OWN else system.replace("_", " ").capitalize()


def record_title(record: Identity) -> str:
    """A record without a name: its system, and its key there if it is not ours."""
    return OURS if record[0] == OWN else f"{system_name(record[0])} {record[1]}"


def _title(source: SourceRecord) -> str:
    """With the day on which its system was found to hold it no more: `Custody C1, withdrawn 01/12/2026`."""
    title = record_title((source.system, source.key))
    return f"{title}, withdrawn {timezone.localdate(source.received_at):%d/%m/%Y}" if source.gone else title


def sides_of(records: Iterable[Identity]) -> dict[Identity, Side]:
    """The records that are held, each as it was last written."""
    wanted = list(dict.fromkeys(records))
    own = [UUID(key) for system, key in wanted if system == OWN]
    marks = _warnings(own)
    found = {}
    for one in written_people(own):
        url = reverse("records:person", args=[one.key])
        found[OWN, one.key] = _side(one, tuple(marks.get(one.key, ())), url)
    sources = latest_versions(one for one in wanted if one[0] != OWN)
    since = said_since(sources.values())
    for record, source in sources.items():
        side = _side(source.as_written(), (), "")
        found[record] = replace(side, title=_title(source), source=source, since=since[record])
    return {record: found[record] for record in wanted if record in found}


def _side(one: Written, warnings: tuple[str, ...], url: str) -> Side:
    record = one.system, one.key
    return Side(record, record_title(record), one, tuple(_facts(one)), warnings, url)


def side_of(one: Written) -> Side:
    """A record of another system that is not kept here, as it was written there."""
    return _side(one, (), "")


def _facts(one: Written) -> Iterable[tuple[str, tuple[str, ...]]]:
    names = tuple(f"{given} {family}".strip() for family, given in one.names)
    yield "Name", names[:1]
    yield "Also known as", names[1:]
    born = map(day_words, one.births)
    yield "Birth date", _once(f"about {text}" if one.age_estimated else text for text in born)
    yield "Age", () if one.births else _once(age_words(*its) for its in one.ages)
    yield "Sex", (SEXES.get(one.sex.strip().casefold(), one.sex),) if one.sex.strip("0 ") else ()
    for scheme in dict.fromkeys(scheme for scheme, _ in one.numbers):
        yield (
            labels.SCHEMES.get(scheme, scheme),
            _once(canonical_number(scheme, text)[0] for its, text in one.numbers if its == scheme),
        )
    yield "Address", tuple(dict.fromkeys((*one.addresses, *one.towns, *one.postcodes)))
    yield "Telephone", one.phones
    yield "E-mail", one.emails


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def day_words(text: str) -> str:
    """A date that can be read in one order only in words; any other stays as it was written."""
    birth, month_first = (read_birth(text, order=order)[0] for order in (DAY_FIRST, MONTH_FIRST))
    if birth is None or birth != month_first or not birth.whole:
        return text
    try:
        day = date(birth.year, birth.month, birth.day)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def age_words(text: str, taken: str) -> str:
    """An age that somebody guessed, with the day they did and the years of birth that it leaves open."""
    age = f"about {text}" if text.strip().isdigit() else text
    on = f" on {day_words(taken)}" if taken else ""
    within, _ = born_within(text, taken)
    if within is None:
        return age + on
    first, last = within
    return f"{age}{on} (born about {first} {'or' if last == first + 1 else 'to'} {last})"


def _warnings(people: Sequence[UUID]) -> dict[str, list[str]]:
    """The warnings in force of each person, by the person's id as text."""
    today, found = timezone.localdate(), dict[str, list[str]]()
    rows = WarningMarker.objects.filter(person__in=people, withdrawn=False).order_by("code")
    for mark in rows:
        if mark.expires_on is None or mark.expires_on >= today:
            words = f"{mark.code} {labels.label('warning-markers', mark.code)}"
            found.setdefault(str(mark.person_id), []).append(words)
    return found


def together(first: Side, second: Side) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every label that either has, with what each wrote there."""
    one, other = dict(first.facts), dict(second.facts)
    names = dict.fromkeys([*one, *other])
    return [
        (name, one.get(name, ()), other.get(name, ())) for name in names if one.get(name) or other.get(name)
    ]

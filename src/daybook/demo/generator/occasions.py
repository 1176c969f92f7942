"""Why an old system has a record of somebody: an arrest, a crime, a report, a warrant, drawn by chance.

They lie in the years before the town's events begin and beside them, and are none of these: an invented history that
only the old systems know.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from .city import City, nearest_station
from .data_files import table
from .draw import Wheel
from .old_systems import OldSystem
from .shapes import GeneratedPerson, Occasion

IN_ONE_OF_SEVERAL_LINES = frozenset({"suspect", "victim", "witness", "reported"})
ARRESTED_SHARE, VICTIM_SHARE = 0.75, 0.7
COURTS = ("Averwick Magistrates' Court", "Tarnholt Magistrates' Court", "Averwick Crown Court")


@cache
def _crimes(with_victim: bool) -> Wheel[str]:
    """Categories of crime by their share; those that have a victim, or those that have a suspect."""
    rows = table("events")["crime"]
    asked = "victim" if with_victim else "suspect"
    return Wheel.of({name: row["share"] for name, row in rows.items() if row.get("codes") and row.get(asked)})


@cache
def _codes(category: str) -> Wheel[str]:
    return Wheel.of(table("events")["crime"][category]["codes"], 256)


@cache
def _summaries(category: str) -> tuple[str, ...]:
    told = str(table("events")["crime"][category]["summary"])
    return tuple(f"{text.strip()}." for text in told.split(".") if text.strip())


def draw_occasion(
    random: Random, system: OldSystem, person: GeneratedPerson, city: City, recorded: date
) -> Occasion:
    """Something that happened on the day before the record was made."""
    part = _part(random, system.tells, bool(person.pncid))
    ward = 1 + int(random.random() * len(city.wards))
    place = city.on_street(random, ward)
    category = _crimes(part in ("victim", "witness")).spin(random)
    summaries = _summaries(category)
    at = time(int(random.random() * 24), int(random.random() * 60))
    return Occasion(
        part,
        datetime.combine(recorded - timedelta(days=1), at),
        _codes(category).spin(random),
        summaries[int(random.random() * len(summaries))].format(place=place.lines[0]),
        place.lines[0],
        place.postcode,
        f"{1000 + int(random.random() * 9000)}",
        nearest_station(ward).name,
        COURTS[int(random.random() * len(COURTS))] if part == "wanted" else "",
        random.random(),
    )


def _part(random: Random, parts: tuple[str, ...], has_record: bool) -> str:
    """Whoever has a record is the one arrested, suspected or wanted; all others were harmed, saw it, or came by."""
    if len(parts) == 1:
        return parts[0]
    first = random.random() < (ARRESTED_SHARE if has_record else VICTIM_SHARE)
    if len(parts) == 2:
        return parts[0] if has_record else parts[1]
    return parts[(0 if has_record else 2) + (not first)]

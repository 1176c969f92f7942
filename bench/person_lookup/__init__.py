"""Looking somebody up among many: how fast, how often the right person, how often wrongly certain.

The people are those of the demonstration's generator, `BENCH_PEOPLE` of them (1,000,000); what is typed holds the slips of
`daybook.demo.generator.slips` in their mix: a third of the entries are of people who are not in the index. Every entry
goes through the look-up that forms call, permission filter and warnings included. Times are processor times of this
process; on PostgreSQL the server's come on top, so there the clock is taken. How often the right one must come first, or
among five, is told by the rival in the same run.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench import measure

if TYPE_CHECKING:
    from daybook.access.caller import Caller
    from daybook.demo.generator import GeneratedPerson

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
PRESENT, ABSENT = int(os.environ.get("BENCH_ASKED", "2000")), int(os.environ.get("BENCH_ASKED", "2000")) // 2
SEED, UNTIL = 7, date(2026, 11, 1)
POSTCODE_MISSING, POSTCODE_MOVED, PNCID_GIVEN = 0.35, 0.33, 0.21
FEWEST_OF_A_GROUP = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry: the boxes as typed, and whom it is of; nobody where they are not in the index."""

    typed: dict[str, Any]
    person: UUID | None
    group: str
    born: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the place of the right person (0: not among the first five), and whether the first was sure.

    `shown`: how many are shown at once, the others being folded away. `namesake`: the first is somebody else, of the very
    name and birth date that were typed: nothing typed parts the two. `alike`: the first is somebody else, offered for the
    very same reasons as the right one, so that nothing typed tells which of them is meant.
    """

    asked: Asked
    place: int
    certain: bool
    namesake: bool
    alike: bool
    shown: int
    seconds: float


def _id(key: str) -> UUID:
    from daybook.demo.loading.ids import person_id

    return person_id(SEED, key)


def _everybody() -> Iterator[GeneratedPerson]:
    """The people of the index, then as many more as are asked for in vain."""
    from daybook.demo.generator import generate

    yield from generate(SEED, PEOPLE + ABSENT * 4, until=UNTIL).people()


@cache
def built() -> tuple[list[Asked], float]:
    """(the entries to look up, seconds of the processor that the index took)."""
    from daybook.nominals import tables
    from daybook.nominals.indexing import BATCH, large_cache

    chance = Random(1066)
    every = max(PEOPLE // PRESENT, 1)
    asked: list[Asked] = []
    took = 0.0
    people = _everybody()
    with large_cache():
        for start in range(0, PEOPLE, BATCH):
            batch = list(islice(people, min(BATCH, PEOPLE - start)))
            took += _put(batch)
            picked = [one for place, one in enumerate(batch, start) if place % every == every // 2]
            asked += [_asked(chance, one, _id(one.key)) for one in picked]
    tables.count_anew()
    strangers = [one for place, one in enumerate(people) if place % 4 == 0]
    asked += [_asked(chance, one, None) for one in strangers[:ABSENT]]
    chance.shuffle(asked)
    return asked, took


def _put(batch: list[GeneratedPerson]) -> float:
    from django.db import transaction

    from daybook.book.bulk import table_of
    from daybook.nominals import tables
    from daybook.nominals.matching import clean
    from daybook.records.models import Person

    at = datetime(2026, 1, 1, tzinfo=UTC)
    people = table_of(Person)
    with transaction.atomic():
        people.insert([people.fill(_row(one, at)) for one in batch])
        _put_names(batch, at)
        began = time.process_time()
        tables.put([tables.Indexed(clean(_written(one)), _id(one.key)) for one in batch])
    return time.process_time() - began


def _put_names(batch: list[GeneratedPerson], at: datetime) -> None:
    """Each name with its words, by which the beginning of a name is found."""
    from daybook.book.bulk import table_of
    from daybook.records.models import NameToken, PersonName
    from daybook.records.names import search_form

    names, tokens = table_of(PersonName), table_of(NameToken)
    rows = [
        names.fill({"person_id": _id(one.key), "search": search_form(*name), "asserted_at": at})
        for one in batch
        for name in _names(one)
    ]
    names.insert(rows)
    tokens.insert(
        [
            tokens.fill(
                {
                    "token": token,
                    "words": f" {row['search']}",
                    "person_id": row["person_id"],
                    "name_id": row["id"],
                }
            )
            for row in rows
            for token in row["search"].split()
        ]
    )


def _names(one: GeneratedPerson) -> list[tuple[str, str]]:
    """(family name, given names) of each name that they go by, the one in use first."""
    first = " ".join(one.given_names)
    return [(one.family_name, first)] + [
        (its.family_name or one.family_name, " ".join(its.given_names) or first) for its in one.aliases
    ]


def _row(one: GeneratedPerson, at: datetime) -> dict[str, Any]:
    return {
        "id": _id(one.key),
        "family_name": one.family_name,
        "given_names": " ".join(one.given_names),
        "date_of_birth": one.date_of_birth,
        "sex": one.sex,
        "recorded_at": at,
    }


def _written(one: GeneratedPerson) -> Any:
    """As the index finds the generated person on record."""
    from daybook.nominals.matching import Written
    from daybook.nominals.models.index import OWN
    from daybook.nominals.people import street

    homes = [home for home in (one.address, one.former_address) if home]
    numbers = (("pncid", one.pncid), ("cro", one.cro), ("driver_number", one.driver_number))
    return Written(
        key=str(_id(one.key)),
        system=OWN,
        names=tuple(_names(one)),
        births=(one.date_of_birth.isoformat(),),
        sex=one.sex,
        addresses=tuple(street("\n".join(home.lines)) for home in homes),
        postcodes=tuple(home.postcode for home in homes),
        phones=(one.phone,) if one.phone else (),
        emails=(one.email,) if one.email else (),
        numbers=tuple(number for number in numbers if number[1]),
    )


def _asked(chance: Random, one: GeneratedPerson, person: UUID | None) -> Asked:
    """What a sergeant types: name, birth date, often a postcode, sometimes a PNCID."""
    from daybook.demo.generator.slips import draw_plan, fits, typed

    while not fits(plan := draw_plan(chance), one):
        continue
    wrong = typed(chance, one, plan)
    born = wrong.born
    boxes = {"day": str(born.day), "month": str(born.month), "year": str(born.year)} if born else {}
    where = chance.random()
    postcode = "" if where < POSTCODE_MISSING else one.address.postcode
    if POSTCODE_MISSING <= where < POSTCODE_MISSING + POSTCODE_MOVED:
        postcode = f"AV{chance.randrange(1, 40)} {chance.randrange(1, 10)}{chance.choice('ABDEFG')}H"
    return Asked(
        {
            "family_name": wrong.family,
            "given_names": " ".join(wrong.given),
            "date_of_birth": boxes,
            "postcode": postcode,
            "pncid": one.pncid if chance.random() < PNCID_GIVEN else "",
            "sex": one.sex,
        },
        person,
        one.group,
        one.date_of_birth.year,
    )


@cache
def answers() -> list[Answer]:
    """Every entry, looked up once after a hundred to warm up."""
    from bench.people import signed_on
    from daybook.access.caller import caller_for

    asked, _ = built()
    _, user = signed_on("officer")
    caller = caller_for(user, "bench")
    for one in asked[:100]:
        _answer(caller, one)
    return [_answer(caller, one) for one in asked]


def _answer(caller: Caller, asked: Asked) -> Answer:
    from django.db import connection

    from daybook.records.person_lookup import candidates

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    found = candidates(caller, asked.typed)
    took = clock() - began
    ids = found.ids[:5]
    place = ids.index(asked.person) + 1 if asked.person in ids else 0
    certain = bool(found.people and found.people[0].strength == "Very likely")
    namesake = certain and place != 1 and _is_typed(ids[0], asked.typed)
    alike = place > 1 and found.people[0].why == found.people[place - 1].why
    return Answer(asked, place, certain, namesake, alike, len(found.offered), took)


def _is_typed(person: UUID, typed: dict[str, Any]) -> bool:
    """Whether this is the very name and birth date of the person."""
    from daybook.records.models import Person

    its = Person.objects.get(pk=person)
    born = "/".join(typed["date_of_birth"].values())
    names = [
        f"{one}|{other}".casefold()
        for one, other in (
            (its.family_name, its.given_names),
            (typed["family_name"], typed["given_names"]),
        )
    ]
    return names[0] == names[1] and f"{its.date_of_birth:%-d/%-m/%Y}" == born


def _present() -> list[Answer]:
    return [one for one in answers() if one.asked.person]


def _time(share: int) -> float:
    return 1000 * statistics.quantiles([one.seconds for one in answers()], n=20)[share]


TITLE = f"One person among {PEOPLE:,}"


@measure(f"{TITLE}, through the action, median", unit=" ms", at_most=15, runs=1)
def median() -> float:
    return _time(9)


@measure(f"{TITLE}, through the action, 95th percentile", unit=" ms", at_most=30, runs=1)
def late() -> float:
    return _time(18)


@measure(f"{TITLE}: share where the right one comes first", unit="", runs=1)
def first() -> float:
    return sum(one.place == 1 for one in _present()) / len(_present())


@measure(f"{TITLE}: share where the right one is among five", unit="", runs=1)
def among_five() -> float:
    return sum(one.place > 0 for one in _present()) / len(_present())


@measure(f"{TITLE}: share where the right one is among five that are shown at once", unit="", runs=1)
def among_five_shown() -> float:
    return sum(0 < one.place <= one.shown for one in _present()) / len(_present())


@measure(f"People who are not among {PEOPLE:,}: share where somebody is shown at once", unit="", runs=1)
def shown_in_vain() -> float:
    absent = [one for one in answers() if one.asked.person is None]
    return sum(one.shown > 0 for one in absent) / len(absent)


@measure(f"People who are not among {PEOPLE:,}: wrongly called very likely", unit="", at_most=0, runs=1)
def wrongly_certain() -> float:
    return sum(one.certain for one in answers() if one.asked.person is None)


@measure(f"{TITLE}: of those present, called very likely and right", unit="", at_least=0.70, runs=1)
def rightly_certain() -> float:
    return sum(one.certain and one.place == 1 for one in _present()) / len(_present())


@measure(f"{TITLE}: gap between name groups, right one first", unit="", at_most=0.03, runs=1)
def gap() -> float:
    """Between the best and the worst of the groups with at least 40 entries; name origin is used for nothing else."""
    return _gap(_present())


@measure(f"{TITLE}: the same without entries that nothing typed tells from a namesake's", unit="", runs=1)
def gap_without_ties() -> float:
    return _gap([one for one in _present() if not one.alike])


def _gap(present: list[Answer]) -> float:
    counted: Counter[str] = Counter()
    right: defaultdict[str, int] = defaultdict(int)
    for one in present:
        counted[one.asked.group] += 1
        right[one.asked.group] += one.place == 1
    shares = [right[group] / count for group, count in counted.items() if count >= FEWEST_OF_A_GROUP]
    return max(shares) - min(shares)


@measure(f"Index of {PEOPLE:,} people built, processor", unit=" s", runs=1)
def seconds_to_build() -> float:
    return built()[1]


@measure(f"Index of {PEOPLE:,} people", unit=" GB", at_most=1.1, runs=1)
def size() -> float:
    """Keys, records, spellings and counts."""
    from django.db import connection

    built()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relname IN ('nominals_keypage',"
                " 'nominals_indexedrecord', 'nominals_spelling', 'nominals_termcount')"
            )
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE '%nominals_%' OR name = 'indexed_once'"
            )
        return float(cursor.fetchone()[0]) / 1e9

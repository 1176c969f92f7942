"""Invented people for the tests of matching, written in few words, and hypothesis strategies for them."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import strategies as st

from daybook.nominals.matching import Cleaned, Written, clean
from daybook.records.identifiers import PncId

TODAY = date(2026, 3, 2)
FAMILIES = (
    *("Smith", "Jones", "Kowalski", "Hussain", "Okafor", "Nguyen", "Patel"),
    *("Murphy", "O’Brien", "Fernandes", "Mohamud", "Dąbrowski", "Lee", "Grant"),
)
GIVEN = (
    *("James", "Mohammed", "Katarzyna", "Chidi", "Linh", "Priya", "Sean"),
    *("Maria", "Fatima", "Oliver", "Grace", "Yusuf", "Amelia", "Robert"),
)
SLIPS = {"Smith": "Smyth", "Hussain": "Hussein", "Dąbrowski": "Dabrowsky", "Fernandes": "Fernandez"}
PNCID = PncId.make(2019, 123456).canonical
OTHER_PNCID = PncId.make(2020, 654321).canonical


def person(
    family: str = "",
    given: str = "",
    born: str = "",
    *,
    key: str = "1",
    system: str = "custody",
    also: tuple[tuple[str, str], ...] = (),
    **rest: object,
) -> Cleaned:
    """A cleaned record; `also` are other names, `rest` any field of `Written`."""
    births = (born,) if born else ()
    return clean(Written(key, system, ((family, given), *also), births, **rest), today=TODAY)  # type: ignore[arg-type]


def crowd(count: int, seed: int = 7) -> list[Cleaned]:
    """People who all exist once, and half of them again with slips in a second system; truth: the same key."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        family, given = draw.choice(FAMILIES), draw.choice(GIVEN)
        born = f"{draw.randrange(1, 29):02}/{draw.randrange(1, 13):02}/{draw.randrange(1950, 2008)}"
        code = f"AV{draw.randrange(1, 30)} {draw.randrange(1, 10)}AB"
        found.append(person(family, given, born, key=str(number), system="first", postcodes=(code,)))
        if number % 2:
            again = SLIPS.get(family, family)
            found.append(person(again, given, born, key=str(number), system="second", postcodes=(code,)))
    return found


written_names = st.text(
    st.characters(categories=("L", "M", "Zs"), include_characters="-'’.") | st.sampled_from("aeioubcdmnrst "),
    max_size=20,
)
births = st.dates(date(1920, 1, 1), TODAY).map(lambda day: f"{day:%d/%m/%Y}") | st.sampled_from(
    ("", "1980", "01/01/1990", "31/02/1980", "c. 1975", "05/1984")
)
people = st.builds(
    lambda family, given, born, also, code, sex: person(
        family, given, born, also=also, postcodes=code, sex=sex
    ),
    st.sampled_from(FAMILIES) | written_names,
    st.sampled_from(GIVEN) | written_names,
    births,
    st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN)), max_size=2).map(tuple),
    st.lists(st.sampled_from(("AV1 1AB", "AV1 2AB", "AV12", "2600")), max_size=2).map(tuple),
    st.sampled_from(("M", "F", "")),
)

"""The old systems that hold copies of the people: how each writes, and whom it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from .details import PNC_PRIME, plain_letters


def _as_written(text: str) -> str:
    return text


def _shouted(text: str) -> str:
    return plain_letters(text).upper()


@lru_cache(maxsize=65536)
def _latin(text: str) -> str:
    """Accents of western Europe stay, all others go."""
    text = text.replace("’", "'")
    return text if all(letter < "Ā" for letter in text) else plain_letters(text)


@dataclass(frozen=True, slots=True)
class OldSystem:
    """How one old system writes. `recorded`, `others`: its share of people with a record and of the rest.

    `key` takes a number and the year in two digits; the numbers lie below `numbers`. `pncids`: the share of those who
    have a PNCID that it knows by it. `tells`: what kinds of occasion its records are of, none where they are of a
    person alone. `oldest`: the first year in which it lets anybody be born; it knows no birth to come, either.
    """

    name: str
    key: str
    letters: Callable[[str], str]
    name_length: int
    dates: str
    sexes: dict[str, str]
    ethnicity: str
    short_pncid: bool
    recorded: float
    others: float
    least_age: int = 0
    pncids: float = 0.18
    numbers: int = PNC_PRIME
    tells: tuple[str, ...] = ()
    oldest: int = 0


MALE_FEMALE = {"1": "M", "2": "F"}
IN_WORDS = {"1": "Male", "2": "Female"}
AS_NUMBER = {"1": "1", "2": "2"}
CASES = "case_preparation"
OF_PEOPLE = (
    OldSystem("custody", "CU/{:07d}", _shouted, 35, "%d/%m/%Y", MALE_FEMALE, "{}", True, 0.74, 0.16, 10),
    OldSystem("vulnerable", "VP-{:07d}", _as_written, 24, "%Y-%m-%d", IN_WORDS, "{}", False, 0.25, 0.30),
    OldSystem(CASES, "CP{:07d}", _as_written, 35, "%Y-%m-%d", AS_NUMBER, "ESDD_{}", False, 0.50, 0.26, 8),
    OldSystem("national_computer", "N{:07d}", _shouted, 27, "%d%m%Y", MALE_FEMALE, "{}", True, 0.32, 0.0, 10, 1.0),
)  # fmt: skip
"""With the PNCIDs of the national computer, which always gives it, 21% of all copies have one."""
OF_OCCASIONS = (
    OldSystem(
        "crime_recording", "{:07d}/{:02d}", _shouted, 25, "%d%m%y", MALE_FEMALE, "{}", False, 0.30, 0.08, 10, 0.4,
        2_400_000, ("arrested", "suspect", "victim", "witness"), 1930,
    ),
    OldSystem(
        "intelligence", "LN/{:07d}/{:02d}", _as_written, 40, "%Y-%m-%d", MALE_FEMALE, "{}", True, 0.08, 0.01, 10, 0.15,
        900_000, ("reported",), 1900,
    ),
    OldSystem(
        "warrants", "EW{:07d}-{:02d}", _shouted, 35, "%Y%m%d", MALE_FEMALE, "{}", False, 0.07, 0.0, 12, 0.6,
        900_000, ("wanted",), 1900,
    ),
    OldSystem(
        "antisocial_behaviour", "ASB{:06d}", _latin, 30, "%d/%m/%Y", MALE_FEMALE, "{}", False, 0.06, 0.02, 10, 0.0,
        700_000, ("arrested", "attended"), 1900,
    ),
)  # fmt: skip
"""Their numbers lie below those that each machine gives itself, or it is made to count on from there."""
SYSTEMS = OF_PEOPLE + OF_OCCASIONS
BY_NAME = {system.name: system for system in SYSTEMS}

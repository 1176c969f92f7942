"""Where somebody lives or lived: house and street, town, postcode; the best agreement among all of each side.

Beginning weights: 15.1 to 5.3 bits for a shared postcode by its rarity, 5.3 for its first half, -2.3 for none
(hmpps-person-match, MIT). People move: a different address says little.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.cleaning.cleaned import Address
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.sql_rest import addresses_level, postcodes_level, towns_level
from daybook.nominals.matching.features.words import near, slips, spelling
from daybook.nominals.matching.keys import district

LINES = {
    "two": ("two lines of the address the same", 0.2, 1e-6),
    "one": ("street the same", 0.35, 4e-4),
    "near": ("street nearly the same", 0.1, 2e-3),
    "rough": ("street a little alike", 0.05, 0.05),
    "other": ("street different", 0.3, 0.9476),
}
HOUSES = {
    "same": ("house number the same", 0.7, 0.012),
    "missing": ("house number not known", 0.1, 0.1),
    "other": ("house number different", 0.2, 0.888),
}
ADDRESS_LEVELS = tuple(
    sorted(
        (
            Level(f"{line}-{house}", f"{LINES[line][0]}, {HOUSES[house][0]}", m, u)
            for line, house in product(LINES, HOUSES)
            for m, u in [(LINES[line][1] * HOUSES[house][1], LINES[line][2] * HOUSES[house][2])]
        ),
        key=lambda level: -level.bits,
    )
)
ADDRESS_NUMBERS = {tuple(level.name.split("-")): number for number, level in enumerate(ADDRESS_LEVELS, 1)}


def compare_addresses(first: Cleaned, second: Cleaned) -> int:
    """House and street together."""
    if not first.addresses or not second.addresses:
        return NOT_KNOWN
    pairs = product(first.addresses, second.addresses)
    return min([ADDRESS_NUMBERS[_lines(*pair), _house(*pair)] for pair in pairs])


def _house(first: Address, second: Address) -> str:
    if not first.house or not second.house:
        return "missing"
    return "same" if first.house == second.house else "other"


def _lines(first: Address, second: Address) -> str:
    same = sum(line in second.lines for line in first.lines)
    if same:
        return "two" if same > 1 else "one"
    grades = {spelling(one, other) for one in first.lines for other in second.lines}
    return "near" if "near" in grades else "rough" if "rough" in grades else "other"


def compare_towns(first: Cleaned, second: Cleaned) -> int:
    """Town or suburb: same, nearly, different."""
    if not first.towns or not second.towns:
        return NOT_KNOWN
    if set(first.towns) & set(second.towns):
        return 1
    return 2 if any(near(*pair) for pair in product(first.towns, second.towns)) else 3


def compare_postcodes(first: Cleaned, second: Cleaned) -> int:
    """Whole, one sign off, first half, different."""
    if not first.postcodes or not second.postcodes:
        return NOT_KNOWN
    if not set(first.postcodes).isdisjoint(second.postcodes):
        return 1
    return min([_postcode(*pair) for pair in product(first.postcodes, second.postcodes)])


@lru_cache(maxsize=1 << 16)
def _postcode(first: str, second: str) -> int:
    if slips(first, second, score_cutoff=1) == 1:
        return 2
    if sorted(first) == sorted(second):
        return 3
    return 4 if district(first) == district(second) else 5


ADDRESSES = Field(
    "address",
    "Address",
    ADDRESS_LEVELS,
    compare_addresses,
    addresses_level(ADDRESS_NUMBERS),
    ("address", "all_address"),
    least=-4.0,
    most=14.0,
)
TOWNS = Field(
    "town",
    "Town",
    (
        Level("same", "town the same", 0.75, 0.01, ("town",)),
        Level("near", "town nearly the same", 0.1, 0.003),
        Level("other", "town different", 0.15, 0.987),
    ),
    compare_towns,
    towns_level(),
    ("town", "all_town"),
    least=-4.0,
)
POSTCODES = Field(
    "postcode",
    "Postcode",
    (
        Level("same", "postcode the same", 0.65, 1.9e-4, ("postcode",)),
        Level("slip", "postcode differs in one sign", 0.04, 9e-4),
        Level("turned", "postcode has the same signs in another order", 0.008, 1.8e-4),
        Level("district", "first half of the postcode the same", 0.1, 2.4e-3),
        Level("other", "postcode different", 0.2, 0.9955),
    ),
    compare_postcodes,
    postcodes_level(),
    ("postcode", "all_postcode"),
    least=-3.0,
    most=15.0,
)

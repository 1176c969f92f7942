"""Why a person is offered, in plain words: what agrees, best first, then what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.matching import FIELDS, Cleaned, Match, Scorer
from daybook.nominals.matching.cleaning.cleaned import Address
from daybook.nominals.matching.features import PLACES
from daybook.nominals.matching.features.names import BOTH_SAME
from daybook.nominals.matching.features.names import NUMBERS as NAME_LEVELS
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.namesakes import are_few
from daybook.nominals.offering import OPEN
from daybook.nominals.people import street
from daybook.nominals.scoring import Loaded
from daybook.nominals.second_fact import (
    BEST,
    agrees,
    has_a_third,
    lacks_a_middle_name,
    reads_alike,
    shares_a_number,
)
from daybook.records.models import Link, Location
from daybook.records.people import LIVES_AT
from daybook.records.person_lookup import UNLIKELY
from daybook.records.queries.filter import visible

VERY_LIKELY, LIKELY = 3.0, 2.0
"""Bits. From 2 on, more than half were right of those found for 10,000 entries among 300,000 invented people."""
NEARLY_SURE = 10.0
"""Bits from which a new record is asked about first."""
CLEAR = 5.0
"""Bits that whoever is very likely has before anybody else: of two who fit alike, at least one is wrong."""
SHORTER = {
    "family name the same, first name the same": "same name",
    "birth date the same": "same birth date",
    "birth date the same, but 1 January": "same birth date, a 1 January",
    "postcode the same": "same postcode",
    "a telephone number in common": "same telephone",
    "an e-mail address in common": "same e-mail",
    "middle name the same": "same middle name",
}
SAME_NAME = frozenset((BOTH_SAME, NAME_LEVELS["swapped"], NAME_LEVELS["also"]))
SILENT = frozenset(("sex", "town"))
UNTOLD = frozenset(("no middle name on either side", "only one side has a middle name"))
"""They order namesakes, but are no reason that anybody would give."""
AGREES = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A person of the index: the best of their records, and the person of ours who stands for all of them.

    `bits`: the match's, less the caution of a small index. `left`: what is left of them beside everybody else who was
    found. `found`: all records that were scored.
    """

    match: Match
    person: UUID | None
    nominal: UUID
    bits: float
    left: float
    found: Sequence[Match]


def strengths(asked: Cleaned, hits: Sequence[Hit], by: Loaded) -> dict[UUID, str]:
    """How likely each is, in a word, by nominal.

    Very likely: by the weights, a number or two further facts agree, no hard rule keeps the two apart, nobody else of
    those shown comes near, and a namesake is unlikely.
    """
    found = {}
    for hit in hits:
        rivals = any(other.bits > hit.bits - CLEAR for other in hits if other is not hit)
        sure = not rivals and agrees(hit.match) and not by.rules.refusal(asked, hit.match.candidate)
        found[hit.nominal] = _strength(asked, hit, by.scorer, sure=sure)
    return found


def _strength(asked: Cleaned, hit: Hit, scorer: Scorer, *, sure: bool) -> str:
    if sure and hit.bits >= VERY_LIKELY and _is_no_namesake(asked, hit, scorer):
        return "Very likely"
    if hit.bits >= LIKELY:
        return "Likely"
    return "Possible" if hit.left >= OPEN else UNLIKELY


def _is_no_namesake(asked: Cleaned, hit: Hit, scorer: Scorer) -> bool:
    """A third fact agrees, or hardly anybody else of such names can have been born on that day."""
    match = hit.match
    if has_a_third(match):
        return True
    sure = reads_alike(asked, match) and not lacks_a_middle_name(match)
    return sure and are_few(match, hit.found, scorer)


def is_near_certain(hit: Hit) -> bool:
    """Whether a new record for what was typed would nearly surely be a second one of this person.

    By the weights, and by a number or the very name; a name one letter off may be a brother's.
    """
    levels = hit.match.levels
    the_name = levels[PLACES["name"]] in SAME_NAME and levels[PLACES["birth_date"]] in SAME_BIRTH
    return hit.bits >= NEARLY_SURE and (the_name or shares_a_number(hit.match))


def words(asked: Cleaned, match: Match, address: str = "") -> str:
    """One sentence part for each field that both have. `address` stands in place of postcode and address."""
    agreeing: list[tuple[float, str]] = [(12.0, address)] if address else []
    differing: list[str] = []
    for it, number in zip(FIELDS, match.levels, strict=True):
        level = it.level(number)
        if level is None or level.words in UNTOLD or (it.name in SILENT and level.bits > 0):
            continue
        if address and it.name in ("postcode", "address"):
            continue
        said = SHORTER.get(level.words, level.words)
        if level.bits > AGREES:
            agreeing.append((level.bits, said))
        else:
            differing.append(said)
    told = "; ".join([*(said for _, said in sorted(agreeing, key=lambda one: -one[0])), *differing])
    return told[:1].upper() + told[1:]


def addresses(caller: Caller, asked: Cleaned, shown: Sequence[Hit]) -> dict[UUID, str]:
    """For those who lived where the person asked for does: `same address 2023`, by person."""
    postcode = PLACES["postcode"]
    ids = [hit.person or hit.nominal for hit in shown if hit.match.levels[postcode] == BEST]
    if not ids:
        return {}
    ties = visible(caller, Link).filter(from_id__in=ids, role=LIVES_AT, withdrawn=False)
    links = list(ties.order_by("valid_from", "id"))
    places = visible(caller, Location).filter(postcode__in=asked.postcodes)
    known = places.in_bulk({link.to_id for link in links})
    return {link.from_id: _lived(asked, known[link.to_id], link) for link in links if link.to_id in known}


def _lived(asked: Cleaned, place: Location, link: Link) -> str:
    """The same house or only the same postcode, and until or since when."""
    home = street(place.address_lines or place.description.replace(", ", "\n")).casefold()
    same = "same address" if any(_is_home(home, address) for address in asked.addresses) else "same postcode"
    if link.valid_to:
        return f"{same} until {link.valid_to.year}"
    return f"{same} since {link.valid_from.year}" if link.valid_from else same


def _is_home(home: str, address: Address) -> bool:
    """Whether house and street are the same."""
    return any(home.endswith(f"{address.house} {line}") for line in address.lines)

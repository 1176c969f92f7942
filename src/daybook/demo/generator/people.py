"""Drafts become people: every detail drawn from the block's own stream."""

from collections.abc import Iterator
from datetime import date
from random import Random

from . import details
from .city import City
from .draw import stream
from .households import BLOCK, Draft, block_of_drafts
from .names import SINGLE_NAME_SHARE
from .shapes import GeneratedPerson, Relation

MOVED_SHARE = 0.42


def person_key(index: int) -> str:
    """The key of the person with this index, counted from 0."""
    return f"P{index + 1:07d}"


def person_index(key: str) -> int:
    """The index that a key stands for."""
    return int(key[1:]) - 1


def generate_people(seed: int, count: int, until: date, city: City) -> Iterator[GeneratedPerson]:
    """Everybody, in order of their keys."""
    for block in range((count + BLOCK - 1) // BLOCK):
        random = stream(seed, "details", block)
        limit = min(count, (block + 1) * BLOCK)
        for draft in block_of_drafts(seed, block, until):
            if draft.index >= limit:
                return
            yield _dressed(random, draft, limit, count, until, city)


def _dressed(
    random: Random, draft: Draft, limit: int, count: int, until: date, city: City
) -> GeneratedPerson:
    if draft.given and random.random() < SINGLE_NAME_SHARE.get(draft.group, 0.0):
        draft.given = ()
    looks = "mixed" if draft.other_group else draft.group
    age = (until.toordinal() - draft.born.toordinal()) // 366
    pncid, cro = details.record_ids(random, draft, until)
    nationality = details.NATIONALITY[draft.group].spin(random) if age > 12 else "GBR"
    language = details.LANGUAGES.get(nationality, details.ENGLISH)
    moved = age > 17 and random.random() < MOVED_SHARE
    return GeneratedPerson(
        person_key(draft.index),
        draft.group,
        draft.family,
        draft.given,
        details.aliases(random, draft, bool(pncid)),
        draft.sex,
        details.GENDERS.spin(random) if age > 15 else "",
        draft.born,
        details.ETHNICITY[looks].spin(random),
        details.OBSERVED[looks].spin(random),
        nationality,
        language,
        language != details.ENGLISH and random.random() < 0.25,
        details.occupation(random, age),
        details.height(random, draft.sex, age),
        details.phone(random) if age > 10 else "",
        details.email(random, draft) if age > 12 else "",
        pncid,
        cro,
        details.driver_number(random, draft, until),
        details.warnings(random, bool(pncid), until),
        city.home(draft.household),
        city.home(int(random.random() * count)) if moved else None,
        tuple(
            Relation(kind, person_key(other.index)) for kind, other in draft.relations if other.index < limit
        ),
    )

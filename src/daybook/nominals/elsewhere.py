"""People whom only old systems know, as a form offers them: with the system that knows them, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.nominals import reasons
from daybook.nominals.evidence import REVIEW_FROM, weigh
from daybook.nominals.matching import Birth, Cleaned, identity
from daybook.nominals.membership import Identity
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.queries.filter import visible
from daybook.nominals.queries.sides import Side, sides_of
from daybook.nominals.reasons import Hit
from daybook.records.code_lists import code_list
from daybook.records.person_lookup import Candidate

SEXES = {"M": "1", "F": "2"}


def known_elsewhere(caller: Caller, hits: Sequence[Hit]) -> dict[Identity, Side]:
    """Those of the records found that the caller may see, and that are no person of ours."""
    keys = [hit.match.candidate.key for hit in hits]
    if not keys:
        return {}
    ours = IndexedRecord.objects.filter(system=OWN, nominal=OuterRef("nominal"))
    rows = visible(caller).filter(key__in=keys).exclude(Exists(ours))
    open_ones = set(rows.values_list("system", "key"))
    return sides_of(one for hit in hits if (one := identity(hit.match.candidate)) in open_ones)


def theirs_perhaps(ours: Sequence[Hit], others: Sequence[tuple[Hit, Side]]) -> dict[UUID, list[str]]:
    """By person of ours, the old systems' records that are likelier theirs than another's, each with one of ours."""
    found: dict[UUID, list[str]] = {}
    for hit, side in others:
        weighed = [(weigh(one.match.candidate, hit.match.candidate), one.nominal) for one in ours]
        likely = [(its.bits, nominal) for its, nominal in weighed if its.bits >= REVIEW_FROM and not its.rule]
        if likely:
            found.setdefault(max(likely)[1], []).append(side.title)
    return found


def offered_from(side: Side, hit: Hit, asked: Cleaned, strength: str) -> Candidate:
    """A record of an old system as a form offers it; its age is since when it has stood so."""
    record = hit.match.candidate
    sex = code_list("sex").label(SEXES.get(record.sex, "0"))
    born = next((f"born {_day(one)}" for one in record.births), "birth date not known")
    at = side.since or timezone.now()
    return Candidate(
        hit.nominal,
        side.name,
        f"{sex}, {born}",
        reasons.words(asked, hit.match),
        strength=strength,
        source=f"Only in {side.title}, as of {timezone.localdate(at):%d/%m/%Y}",
    )


def _day(birth: Birth) -> str:
    parts = [f"{part:02}" for part in (birth.day, birth.month) if part]
    return "/".join([*parts, str(birth.year)]) + (", estimated" if birth.estimated else "")

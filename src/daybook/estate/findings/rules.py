"""The rule behind each finding, in words and as computed."""

from __future__ import annotations

from collections.abc import Mapping

from daybook.estate.facts import Facts
from daybook.estate.findings.found import Finding, Found
from daybook.estate.risk import CRITERIA, Score

OBSOLETE_FROM = 4
OBSOLETE_BY = ("L1", "L2", "L4")
FEWEST_ACTIVE = 5
LEAST_SHARE = 2
"""Per cent of the named users."""

RULES = {
    Finding.OBSOLETE: f"End of support (L1), contract over (L2) or unmet needs (L4) is scored {OBSOLETE_FROM} or more.",
    Finding.DUPLICATE: "By its pair score it does the work of another system, and no analyst disagrees.",
    Finding.UNUSED: f"Fewer than {FEWEST_ACTIVE} people, or fewer than {LEAST_SHARE}% of the named users, were active "
    "in 90 days (in 30 where only that is known).",
    Finding.ORPHAN: "No business owner, technical owner or senior responsible officer is named.",
}


def findings_of(facts: Facts, scores: Mapping[str, Score], duplicate: str = "") -> list[Found]:
    """What is found of a system that is not switched off. `duplicate` is the evidence that it is one, if it is."""
    if not facts.is_here:
        return []
    evidence = {
        Finding.OBSOLETE: _obsolete(scores),
        Finding.DUPLICATE: duplicate,
        Finding.UNUSED: _unused(facts),
        Finding.ORPHAN: "" if facts.owners else "Nobody is named as owner.",
    }
    return [Found(finding, words) for finding, words in evidence.items() if words]


def _obsolete(scores: Mapping[str, Score]) -> str:
    high = [scores[code] for code in OBSOLETE_BY if (scores[code].score or 0) >= OBSOLETE_FROM]
    return " ".join(f"{CRITERIA[one.code].title} ({one.code}) is {one.score}: {one.evidence}" for one in high)


def _unused(facts: Facts) -> str:
    active, days = facts.active_users_90, 90
    if active is None:
        active, days = facts.active_users_30, 30
    if active is None:
        return ""
    last = f" The last sign-on was on {facts.last_sign_on:%-d %B %Y}." if facts.last_sign_on else ""
    if active < FEWEST_ACTIVE:
        return (
            f"{active or 'Nobody'} active in {days} days.".replace("Nobody active", "Nobody was active")
            + last
        )
    if facts.named_users and active * 100 < facts.named_users * LEAST_SHARE:
        return f"{active} of {facts.named_users} named users active in {days} days.{last}"
    return ""

"""What a copy withholds: by rule, for each kind of entry and each question, with the reason on the black bar.

The whole record withholds nothing. A solicitor or appropriate adult may read the record while the person is held
(Code C 2.4), and both they and the person may have a copy until twelve months after release (Code C 2.4A).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reader(StrEnum):
    """Whom a copy is for. WHOLE is the force's own."""

    WHOLE = "whole"
    SOLICITOR = "solicitor"
    DETAINEE = "detainee"
    ESCORT = "escort"


COPIES = frozenset({Reader.SOLICITOR, Reader.DETAINEE})
OUTSIDE = COPIES | {Reader.ESCORT}
Lifted = frozenset[str]
"""Ids of rules that do not hold for a copy, such as health where the person agreed."""


@dataclass(frozen=True, slots=True)
class Withholding:
    """One rule. `fields` names, for each kind of entry, the questions it covers.

    `lift` is, for a reader, the question whose yes lifts the rule.
    """

    id: str
    reason: str
    source: str
    readers: frozenset[Reader]
    fields: Mapping[str, frozenset[str]]
    lift: Mapping[Reader, str] = field(default_factory=dict)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


RULES: tuple[Withholding, ...] = (
    Withholding(
        "RED-1",
        "content of a risk assessment",
        "Code C 3.8A: it need not be shown to the person or to anybody who acts for them.",
        COPIES,
        {
            "risk": _names("concerns words plan would_not_answer"),
            "level": _names("reason"),
            "person-escort-record": _names("risks words"),
        },
        {Reader.SOLICITOR: "Might withholding the risk assessment put the solicitor or adult at risk?"},
    ),
    Withholding(
        "RED-2",
        "health, which is the person's to share",
        "Code C Note 9E: told to others only as the person agrees, or as their safety needs.",
        frozenset({Reader.SOLICITOR}),
        {
            "health-professional": _names("reason findings advice"),
            "medication": _names("drug dose reason"),
            "medication-plan": _names("drug dose last_taken"),
            "hospital": _names("reason"),
            "person-escort-record": _names("medication"),
        },
        {Reader.SOLICITOR: "Has the person agreed that health information is shown?"},
    ),
    Withholding(
        "RED-3",
        "another person's details",
        "Data Protection Act 2018 s.45(4)(e): the rights and freedoms of others.",
        OUTSIDE,
        {
            "appropriate-adult": _names("phone note"),
            "welfare-told": _names("phone said"),
            "custody-visitor": _names("visitors"),
        },
    ),
    Withholding(
        "RED-4",
        "a victim's views",
        "Data Protection Act 2018 s.45(4)(e): the rights and freedoms of others.",
        OUTSIDE,
        {"bail": _names("victim")},
    ),
    Withholding(
        "RED-5",
        "police warnings and intelligence",
        "Data Protection Act 2018 s.45(4)(b): preventing and detecting crime.",
        COPIES,
        {"person": _names("warnings")},
    ),
    Withholding(
        "RED-6",
        "an enquiry that goes on",
        "Data Protection Act 2018 s.45(4)(a) and (b): not to obstruct or prejudice an investigation.",
        OUTSIDE,
        {
            "identification": _names("result"),
            "cctv": _names("reference from_time to_time why"),
            "under-investigation": _names("reason"),
            "death-or-serious-injury": _names("words told reference"),
        },
    ),
)
"""In order: where two cover an answer, the first gives its reason. What is not named here is shown to every reader.

Grounds for delaying a right are shown: the person is told them (PACE s.56(6), s.58(9)). So are the grounds of
detention, reviews and extensions, which the law has told to the person and to whoever acts for them.
"""

SHOWN = _names(
    "alert alert-acknowledged arrival authorised bail-extended charged child-accommodation complaint description "
    "drug-test exercise extension force-used further-arrest image interpreter interview intimate-search "
    "investigator late-check meal movement near-miss no-further-action note out-of-court override "
    "override-reviewed post-charge-bail property property-returned refused released remand rest review "
    "review-postponed right rights-told sample search solicitor strip-search transfer "
    "visit vulnerability warrant welfare"
)
"""The kinds of which every answer is shown. A new kind is put here or under a rule, with thought: a test asks."""


def withheld(kind: str, name: str, reader: Reader, lifted: Lifted = frozenset()) -> Withholding | None:
    """The rule that keeps this answer from the reader, if one does."""
    return next(
        (
            rule
            for rule in RULES
            if reader in rule.readers and rule.id not in lifted and name in rule.fields.get(kind, ())
        ),
        None,
    )


def liftable(reader: Reader) -> dict[str, str]:
    """The rules of a copy that something may lift: the id of each, and the question whose yes lifts it."""
    return {rule.id: rule.lift[reader] for rule in RULES if reader in rule.lift}

"""What a bundle withholds by rule, and why. A person confirms or lifts each redaction; what is `final` nobody lifts.

The grounds are those of the Data Protection Act 2018 s.45(4): a right of access may be restricted, wholly or partly, as
far and as long as that is necessary and proportionate for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

EXEMPTIONS = {
    "a": "not to obstruct an official or legal inquiry, investigation or procedure",
    "b": "not to prejudice the prevention, detection, investigation or prosecution of crime",
    "c": "to protect public security",
    "d": "to protect national security",
    "e": "to protect the rights and freedoms of others",
}
"""The paragraphs of s.45(4), by their letter."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `instead`: the word that stands in the place of what is withheld. `ground`: letter of s.45(4)."""

    id: str
    reason: str
    ground: str
    instead: str = ""
    final: bool = False

    @property
    def source(self) -> str:
        """Where the law allows it."""
        return source_of(self.ground)


def source_of(ground: str) -> str:
    """The paragraph in words."""
    return f"Data Protection Act 2018 s.45(4)({ground}): {EXEMPTIONS[ground]}"


VICTIM = Rule("SAR-1", "a victim's details", "e", "a victim")
WITNESS = Rule("SAR-2", "a witness's details", "e", "a witness")
OTHER = Rule("SAR-3", "another person's details", "e", "another person")
SOURCE = Rule("SAR-4", "what would show a source of intelligence", "b", "withheld", final=True)
OFFICER = Rule("SAR-5", "personal data of police officers and staff", "e", "police officer or staff")
INTELLIGENCE = Rule("SAR-6", "intelligence", "b")
WARNING = Rule("SAR-7", "a warning to officers", "b", "a warning")
RESTRICTED = Rule("SAR-8", "a restricted record, until a person has decided", "b")
SEALED = Rule("SAR-9", "a sealed record, until a person has opened it and decided", "b")
IN_HAND = Rule("SAR-10", "a case that is still open", "a")
FILE = Rule("SAR-11", "a file, in which no rule can find other people, until a person has looked at it", "e")
CONTACT = Rule("SAR-12", "a telephone number, e-mail address or postcode of somebody else", "e", "a contact")
NOT_EXECUTED = Rule("SAR-13", "a warrant that may still be executed", "b")

_rules = {
    rule.id: rule
    for rule in (
        VICTIM,
        WITNESS,
        OTHER,
        SOURCE,
        OFFICER,
        INTELLIGENCE,
        WARNING,
        RESTRICTED,
        SEALED,
        IN_HAND,
        FILE,
        CONTACT,
        NOT_EXECUTED,
    )
}
BY_SUBJECT = {"victim": VICTIM, "witness": WITNESS}


def register_rule(rule: Rule) -> Rule:
    """Make known a rule of an upper room; twice with another meaning is an error."""
    if _rules.setdefault(rule.id, rule) != rule:
        raise ValueError(f"The rule {rule.id} is already registered with another meaning.")
    return rule


def rule_of(key: str) -> Rule:
    return _rules[key]


def all_rules() -> list[Rule]:
    """Every rule, in the order of arrival."""
    return list(_rules.values())

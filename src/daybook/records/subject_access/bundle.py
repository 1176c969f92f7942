"""The bundle as it is handed over: the items with what rules and decisions withhold taken out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from daybook.records.subject_access.items import SECTIONS, Fact, Item, Part
from daybook.records.subject_access.rules import EXEMPTIONS, Rule, rule_of, source_of

FORMAT: Literal["daybook-subject-access/1"] = "daybook-subject-access/1"
INFORMATION = (
    (
        "Why it is held",
        "For law enforcement purposes: to prevent, investigate, detect and prosecute crime, and to safeguard the public"
        " (Data Protection Act 2018 s.31, s.35).",
    ),
    ("How long it is kept", "Until the review that the force's retention schedule names for it."),
    (
        "Your rights",
        "You may ask the force to correct, erase or restrict what it holds of you (s.46 and s.47), and complain to the"
        " Information Commissioner (s.51), also about what is withheld here.",
    ),
)
"""What s.45(2) has go with the copy; the categories and recipients are in the bundle itself."""


class Withheld(BaseModel):
    """Why something is not there. `rule` is its rule here, `ground` the paragraph of the Act."""

    rule: str = ""
    reason: str
    ground: str


class Words(BaseModel):
    """Some words, or, where `withheld` is given, what stands instead of them."""

    text: str
    withheld: Withheld | None = None


class GivenFact(BaseModel):
    label: str
    words: list[Words]


class GivenItem(BaseModel):
    """One thing held; `withheld` says why none of it is here."""

    key: str
    title: str
    withheld: Withheld | None = None
    facts: list[GivenFact] = []


class GivenSection(BaseModel):
    name: str
    title: str
    items: list[GivenItem]


class Asked(BaseModel):
    """The request that the bundle answers."""

    number: str
    received_on: date
    due_on: date


class Told(BaseModel):
    """A sentence that goes with the copy."""

    label: str
    words: str


class Times(BaseModel):
    """How often a rule withheld something."""

    rule: str
    reason: str
    ground: str
    times: int


class Bundle(BaseModel):
    """All that is held about a person, as they may have it. `status`: draft until a person reviewed every item."""

    format: Literal["daybook-subject-access/1"] = FORMAT
    status: Literal["draft", "released"]
    request: Asked | None = None
    made_at: datetime
    information: list[Told]
    sections: list[GivenSection]
    withheld: list[Times] = Field(description="The rules that withheld something, and how often")
    files: list[str] = Field([], description="SHA-256 of each file that goes with the bundle")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about an item; see `ItemDecision`."""

    exemption: str = ""
    shown: frozenset[str] = frozenset()
    hidden: frozenset[int] = frozenset()


UNDECIDED = Choice()


def compose(
    items: Iterable[Item],
    choices: Mapping[str, Choice],
    made_at: datetime,
    *,
    asked: Asked | None = None,
    released: bool = False,
) -> Bundle:
    """The bundle. An item without a choice is as the rules have it: what a rule withholds whole is withheld."""
    rows = [(item, choices.get(item.key)) for item in items]
    given = [(item.section, _given(item, choice)) for item, choice in rows]
    sections = [
        GivenSection(name=name, title=title, items=its)
        for name, title in SECTIONS.items()
        if (its := [one for section, one in given if section == name])
    ]
    return Bundle(
        status="released" if released else "draft",
        request=asked,
        made_at=made_at,
        information=[Told(label=label, words=words) for label, words in INFORMATION],
        sections=sections,
        withheld=_counted(sections),
        files=[
            _sha256(item)
            for item, choice in rows
            if item.section == "file" and choice and not choice.exemption
        ],
    )


def _given(item: Item, choice: Choice | None) -> GivenItem:
    if why := _whole(item, choice):
        return GivenItem(key=item.section, title=_closed_title(item), withheld=why)
    facts = [_fact(number, fact, choice or UNDECIDED) for number, fact in enumerate(item.facts)]
    return GivenItem(key=item.key, title=item.title, facts=facts)


def _whole(item: Item, choice: Choice | None) -> Withheld | None:
    if choice is None:
        return because(rule_of(item.whole)) if item.whole else None
    if not choice.exemption:
        return None
    return Withheld(reason=EXEMPTIONS[choice.exemption], ground=source_of(choice.exemption))


def _closed_title(item: Item) -> str:
    """Nothing of the item: not even its number."""
    return f"{SECTIONS[item.section]}: an entry that is withheld"


def _fact(number: int, fact: Fact, choice: Choice) -> GivenFact:
    if number in choice.hidden:
        why = Withheld(reason=EXEMPTIONS["e"], ground=source_of("e"))
        return GivenFact(label=fact.label, words=[Words(text="withheld", withheld=why)])
    places = (f"{number}.{at}" for at in range(len(fact.parts)))
    words = [_words(part, place, choice) for place, part in zip(places, fact.parts, strict=True)]
    return GivenFact(label=fact.label, words=words)


def _words(part: Part, place: str, choice: Choice) -> Words:
    if not part.rule:
        return Words(text=part.text)
    rule = rule_of(part.rule)
    if place in choice.shown and not rule.final:
        return Words(text=part.text)
    return Words(text=rule.instead or "withheld", withheld=because(rule))


def because(rule: Rule) -> Withheld:
    return Withheld(rule=rule.id, reason=rule.reason, ground=rule.source)


def _counted(sections: Iterable[GivenSection]) -> list[Times]:
    found = list(_all_withheld(sections))
    counts = Counter((one.rule, one.reason, one.ground) for one in found)
    return [
        Times(rule=rule, reason=reason, ground=ground, times=times)
        for (rule, reason, ground), times in sorted(counts.items())
    ]


def _all_withheld(sections: Iterable[GivenSection]) -> Iterator[Withheld]:
    for section in sections:
        for item in section.items:
            held = [item.withheld, *(words.withheld for fact in item.facts for words in fact.words)]
            yield from (one for one in held if one)


def _sha256(item: Item) -> str:
    return next((fact.words for fact in item.facts if fact.label == "SHA-256"), "")

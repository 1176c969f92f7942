"""What is held about a person, item by item, with the redactions that the rules make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from daybook.records.models.common import Handling
from daybook.records.subject_access.rules import Rule

Section = Literal[
    "person", "elsewhere", "report", "custody", "file", "delivery", "change", "look", "disclosure"
]
SECTIONS: dict[Section, str] = {
    "person": "The person",
    "elsewhere": "What other systems wrote of the person",
    "report": "Reports",
    "custody": "Custody records",
    "file": "Files",
    "delivery": "What was sent to other systems",
    "change": "Who changed the records",
    "look": "Who looked at the records",
    "disclosure": "To whom data was disclosed",
}


def title_of(section: str) -> str:
    """The heading of a section."""
    return dict[str, str](SECTIONS.items())[section]


class Part(BaseModel):
    """Some words; with a `rule` they are withheld unless a person lifts it."""

    text: str
    rule: str = ""


class Fact(BaseModel):
    label: str
    parts: list[Part]

    @property
    def words(self) -> str:
        return "".join(part.text for part in self.parts)


class Item(BaseModel):
    """One thing held. `whole`: the rule that withholds all of it until a person decides. `record_*` name its record."""

    key: str
    section: Section
    title: str
    facts: list[Fact]
    whole: str = ""
    handling: str = Handling.OPEN
    record_type: str = ""
    record_id: UUID | None = None

    def redactions(self) -> Iterator[tuple[str, Fact, Part]]:
        """Place (`fact.part`, from 0), fact and part of each redaction."""
        for number, fact in enumerate(self.facts):
            for at, part in enumerate(fact.parts):
                if part.rule:
                    yield f"{number}.{at}", fact, part

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: a decision holds for what was seen, and for nothing else."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def plain(label: str, words: str) -> Fact:
    """A fact of which nothing is withheld."""
    return Fact(label=label, parts=[Part(text=words)])


def closed(label: str, words: str, rule: Rule) -> Fact:
    """A fact that the rule withholds."""
    return Fact(label=label, parts=[Part(text=words, rule=rule.id)])

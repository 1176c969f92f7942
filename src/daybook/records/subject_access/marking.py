"""Finding other people in words: names, collar numbers and contacts that are not the person's own. Plain code.

It would rather mark too much: each mark is looked at by a person, a name that slips through is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from daybook.records.names import fold
from daybook.records.names import tokens as name_tokens
from daybook.records.subject_access.items import Fact, Part
from daybook.records.subject_access.rules import CONTACT, Rule

SHORTEST = 3
WORD = re.compile(r"[^\W_]+(?:['’‘ʼ\-‐‑][^\W_]+)*")
CONTACTS = re.compile(
    r"(?<![\w+])(?:\+44|0)[\d ()\-]{8,15}\d(?!\w)"
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[\s.,]{0,2}")
Mark = tuple[int, int, str]


class Marker:
    """Knows the person's own names and contacts, and the names of those who are to be marked, with the rule of each."""

    def __init__(self, own_names: Iterable[tuple[str, str]], own_contacts: Iterable[str] = ()) -> None:
        self.own = {token for family, given in own_names for token in name_tokens(family, given)}
        self.own_contacts = {_contact(one) for one in own_contacts if one}
        self.sure: dict[str, str] = {}
        self.capital: dict[str, str] = {}

    def learn(self, rule: Rule, family: str, given: str = "") -> None:
        """Mark this name by the rule; a given name alone only where it is written with a capital letter."""
        for names, held in ((name_tokens(family, ""), self.sure), (name_tokens("", given), self.capital)):
            for token in names:
                if len(token) >= SHORTEST and token not in self.own:
                    held.setdefault(token, rule.id)

    def parts(self, text: str) -> list[Part]:
        """The words cut where somebody else begins and ends."""
        found, at = [], 0
        for start, end, rule in _joined(text, sorted([*self._names(text), *self._contacts(text)])):
            if start > at:
                found.append(Part(text=text[at:start]))
            found.append(Part(text=text[start:end], rule=rule))
            at = end
        return [*found, Part(text=text[at:])] if at < len(text) or not found else found

    def fact(self, label: str, words: str) -> Fact:
        return Fact(label=label, parts=self.parts(words))

    def _names(self, text: str) -> Iterator[Mark]:
        for word in WORD.finditer(text):
            rule = self._rule_of(word.group())
            if rule:
                yield word.start(), word.end(), rule

    def _rule_of(self, word: str) -> str:
        whole = fold(word)
        pieces = [whole, *fold(re.sub(r"['’‘ʼ\-‐‑]", " ", word)).split()]
        for token in pieces:
            if token in self.sure:
                return self.sure[token]
            if token in self.capital and word[0].isupper():
                return self.capital[token]
        return ""

    def _contacts(self, text: str) -> Iterator[Mark]:
        for found in CONTACTS.finditer(text):
            if _contact(found.group()) not in self.own_contacts:
                yield found.start(), found.end(), CONTACT.id


def _contact(words: str) -> str:
    plain = re.sub(r"[\s()\-]", "", words).casefold()
    return f"0{plain[3:]}" if plain.startswith("+44") else plain


def _joined(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """Overlapping marks, and neighbours under one rule with nothing but a space between, as one."""
    held: Mark | None = None
    for start, end, rule in marks:
        if held is None:
            held = start, end, rule
        elif start < held[1]:
            held = held[0], max(held[1], end), held[2]
        elif rule == held[2] and BETWEEN.fullmatch(text[held[1] : start]):
            held = held[0], end, rule
        else:
            yield held
            held = start, end, rule
    if held:
        yield held

"""Values that stand for "we do not know": never compared, always counted.

Dates and postcodes are those of the justice ministry's person service (hmpps-person-match, MIT) with other systems'
beginnings of time. A force adds its own: `Dummies(births=DEFAULT.births | {"19000102"})`.
"""

from __future__ import annotations

from dataclasses import dataclass

from daybook.nominals.matching.cleaning.word_lists import phrases, words

NAME_WORDS = words("fillers")
NAME_PHRASES = phrases("filler_phrases")
NO_PLACE = words("no_place")


@dataclass(frozen=True, slots=True)
class Dummies:
    """What a force uses as a filler: names' words, dates (`YYYYMMDD`), postcodes and phones in their clean form.

    `places`: words of which, with those of names, no line of an address may be made up alone.
    """

    words: frozenset[str] = NAME_WORDS
    phrases: tuple[tuple[str, ...], ...] = NAME_PHRASES
    places: frozenset[str] = NO_PLACE
    births: frozenset[str] = frozenset(
        {"19000101", "19700101", "18991230", "19010101", "11111111", "99991231"}
    )
    postcodes: frozenset[str] = frozenset({"NF1 1NF", "NF1 1FA", "NF1", "ZZ99 3VZ", "ZZ99 9ZZ", "XX1 1XX"})
    phones: frozenset[str] = frozenset({"00000000000", "07000000000", "01234567890", "11111111111"})

    def is_no_place(self, line: str) -> bool:
        """Whether a line of an address, in its clean form, says nothing of where somebody lives."""
        return all(word in self.words or word in self.places for word in line.split())

    def without_fillers(self, words: list[str]) -> tuple[list[str], list[str]]:
        """(words of a name, filler words found among them)."""
        found = [word for word in words if word in self.words]
        kept = [word for word in words if word not in self.words]
        for phrase in self.phrases:
            if phrase[0] in kept:
                kept, dropped = _without(kept, phrase)
                found += dropped
        return kept, found


def _without(words: list[str], phrase: tuple[str, ...]) -> tuple[list[str], list[str]]:
    size = len(phrase)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size]) == phrase:
            return words[:start] + words[start + size :], [" ".join(phrase)]
    return words, []


DEFAULT = Dummies()

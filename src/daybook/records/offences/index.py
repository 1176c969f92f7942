"""Word search over offence titles: each word asked for must begin a word of the title."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from daybook.records.offences.codes import OffenceCode

WORD = re.compile(r"[a-z0-9]+")
DRUG_CLASS = re.compile(r"\bclass ([abc])\b")
ENDINGS = ("ing", "ion", "ed", "es", "s", "e")
SHORTEST_STEM = 4
LAST_LETTER = "\uffff"
SMALL_WORDS = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
FORMER = ("(pre ", "pilot forces", "offence prior to")
REPEALED_ACTS = ("SX56",)
BYELAWS = ("airport", "aerodrome", "tramlink", "railway", "royal park", " metro", "tunnel")
CANDIDATES = 400
"""How many rows, best known first, are compared in detail for one search."""


class TitleIndex:
    """An inverted index; rows are kept in the order that is best when nothing is known of the words."""

    def __init__(self, offences: Iterable[OffenceCode]) -> None:
        standing = sorted((tier(offence), len(offence.title), offence.code, offence) for offence in offences)
        self._rows = [offence for *_, offence in standing]
        self._tiers = [level for level, *_ in standing]
        self._titles = [_words(offence.title) for offence in self._rows]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, title in enumerate(self._titles):
            for word in title:
                self._postings[word].append(number)
        self._vocabulary = sorted(self._postings)

    def tokens(self, text: str) -> list[str]:
        """The words of a query without the small ones, unless there are no others."""
        words = _words(text)
        return [word for word in words if word not in SMALL_WORDS] or words

    def search(self, tokens: Sequence[str], limit: int) -> list[OffenceCode]:
        """The best rows that hold every token, best first."""
        if not tokens:
            return []
        stems = [_stem(token) for token in tokens]
        numbers = set.intersection(*(self._rows_with(stem) for stem in stems))
        best = sorted(numbers)[:CANDIDATES]
        best.sort(key=lambda number: self._score(number, tokens, stems))
        return [self._rows[number] for number in best[:limit]]

    def matches(self, offence: OffenceCode, tokens: Sequence[str]) -> bool:
        """Whether the offence's title holds every token."""
        title = _words(offence.title)
        return all(any(word.startswith(_stem(token)) for word in title) for token in tokens)

    def _rows_with(self, stem: str) -> set[int]:
        start = bisect_left(self._vocabulary, stem)
        end = bisect_left(self._vocabulary, stem + LAST_LETTER)
        return set().union(*(self._postings[word] for word in self._vocabulary[start:end]))

    def _score(self, number: int, tokens: Sequence[str], stems: Sequence[str]) -> tuple[int, int, int, int]:
        title = self._titles[number]
        whole = sum(token in title for token in tokens)
        places = sum(next(i for i, word in enumerate(title) if word.startswith(stem)) for stem in stems)
        return self._tiers[number], -whole, places + len(title), number


def _words(text: str) -> list[str]:
    plain = text.lower().replace("'", "")
    return WORD.findall(DRUG_CLASS.sub(r"class\1", plain) if "class " in plain else plain)


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def tier(offence: OffenceCode) -> int:
    """0 current crimes, 1 attempts and byelaws, 2 former crimes, 3 not in the courts' list, 4 civil."""
    if not offence.is_criminal:
        return 4
    if not offence.category_known or not offence.home_office_class:
        return 3
    title = offence.title.lower()
    if offence.code.startswith(REPEALED_ACTS) or any(word in title for word in FORMER):
        return 2
    return int(len(offence.code) > 7 or any(word in title for word in BYELAWS))

"""The whole list of offence codes, read once, when it is first asked for."""

from collections.abc import Iterable
from functools import cache, cached_property

from daybook.records.data.tables import read_table
from daybook.records.identifiers import CjsOffenceCode
from daybook.records.offences.codes import OffenceCode, OffenceError, offence_of
from daybook.records.offences.index import TitleIndex, tier
from daybook.records.offences.words import EverydayWords, everyday_words

SHORTEST_CODE_PART = 4


class OffenceCodes:
    """A list of offences with search; the module's `find` and `search` ask the published one."""

    def __init__(self, offences: Iterable[OffenceCode], words: EverydayWords | None = None) -> None:
        self._by_code = {offence.code: offence for offence in offences}
        self._words = words or EverydayWords([])

    def __len__(self) -> int:
        return len(self._by_code)

    @cached_property
    def _index(self) -> TitleIndex:
        return TitleIndex(self._by_code.values())

    def find(self, code: str) -> OffenceCode:
        """The offence of a code, with or without a qualifier (TH68010A is the attempt).

        Raises IdentifierError for a text that is no offence code, OffenceError for one that is in no list.
        """
        asked = CjsOffenceCode.parse(code)
        if found := self._by_code.get(asked.canonical):
            return found
        base = self._by_code.get(asked.base)
        if base is None:
            raise OffenceError(f"There is no offence code {asked.canonical}. Search for it by words instead.")
        return base.qualified(asked.qualifier)

    def search(self, words: str, limit: int = 20) -> list[OffenceCode]:
        """The best offences for some words, best first: every word must begin a word of the title.

        Everyday words (ABH, shoplifting, drink drive) are understood; a code or its beginning works too.
        """
        tokens = self._index.tokens(words)
        found, others = self._by_code_part(words.strip().upper()), []
        for reading in self._words.readings(tokens):
            pinned = (self._by_code[code] for code in reading.codes if code in self._by_code)
            found += [offence for offence in pinned if self._index.matches(offence, reading.rest)]
            others += self._index.search([*reading.rest, *reading.means], limit)
        others += self._index.search(tokens, limit)
        return list(dict.fromkeys([*found, *sorted(others, key=tier)]))[:limit]

    def _by_code_part(self, text: str) -> list[OffenceCode]:
        if len(text) < SHORTEST_CODE_PART or not text.isalnum() or text.isdigit():
            return []
        return [offence for code, offence in self._by_code.items() if code.startswith(text)]


@cache
def published() -> OffenceCodes:
    """The vendored national list with the everyday words."""
    rows = read_table("offences/offences.tsv.gz")
    return OffenceCodes((offence_of(row) for row in rows), everyday_words())


def find(code: str) -> OffenceCode:
    """See `OffenceCodes.find`, on the published list."""
    return published().find(code)


def search(words: str, limit: int = 20) -> list[OffenceCode]:
    """See `OffenceCodes.search`, on the published list."""
    return published().search(words, limit)

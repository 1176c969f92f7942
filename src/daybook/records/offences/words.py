"""What officers say for an offence, and which titles and codes they mean by it."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SHORTEST_BEGINNING = 4


@dataclass(frozen=True)
class Meaning:
    """`say`: the words of one everyday phrase; `means`: words of the title; `codes`: shown first, in order."""

    say: tuple[str, ...]
    means: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """One way to read a query: `rest` are its words outside the phrase."""

    rest: tuple[str, ...]
    means: tuple[str, ...]
    codes: tuple[str, ...]


class EverydayWords:
    """A list of meanings; longer phrases are read first."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._meanings = sorted(meanings, key=lambda meaning: -len(meaning.say))

    def readings(self, tokens: Sequence[str]) -> list[Reading]:
        """Every reading of the query in which one phrase is replaced by what it means."""
        return [
            Reading(tuple(rest), meaning.means, meaning.codes)
            for meaning in self._meanings
            if (rest := _without(tokens, meaning.say)) is not None
        ]


def _without(tokens: Sequence[str], phrase: Sequence[str]) -> list[str] | None:
    """The tokens that are left when each word of the phrase has taken one; None if a word finds none."""
    rest = list(tokens)
    for word in phrase:
        found = next((token for token in rest if _says(token, word)), None)
        if found is None:
            return None
        rest.remove(found)
    return rest


def _says(token: str, word: str) -> bool:
    return token == word or (len(token) >= SHORTEST_BEGINNING and word.startswith(token))


@cache
def everyday_words() -> EverydayWords:
    """The list in `data/offences/everyday_words.toml`."""
    text = files("daybook.records.data").joinpath("offences/everyday_words.toml").read_text()
    return EverydayWords(
        Meaning(tuple(say.split()), tuple(entry["means"].split()), tuple(entry.get("codes", ())))
        for entry in tomllib.loads(text)["phrase"]
        for say in entry["say"]
    )

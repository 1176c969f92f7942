"""Finding a person's names in any text, as they may have been typed. Plain code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from daybook.records.names import fold
from daybook.records.names import tokens as name_tokens

ERASED = "[erased]"
APART = r"[\s,.]{1,3}"
SHORTEST = 3
LETTERS = re.compile("[a-z]+")
Name = tuple[str, str]


class Names:
    """The names of a person: `full` finds family and given name beside each other, `family` the family name alone.

    `shared` are words that name somebody else or a place, too; without one of the family name's it is `is_unique`, and
    whoever writes it means this person.
    """

    def __init__(self, names: Iterable[Name], shared: Iterable[str] = ()) -> None:
        self.names = [
            (family, given) for family, given in dict.fromkeys(names) if len(fold(family)) >= SHORTEST
        ]
        self.tokens = {token for family, _ in self.names for token in name_tokens(family, "")}
        self.all_tokens = {token for family, given in self.names for token in name_tokens(family, given)}
        self.is_unique = bool(self.tokens) and self.tokens.isdisjoint(shared)
        self.family = _either(_typed(family) for family, _ in self.names)
        self.runs = [_longest_run(family) for family, _ in self.names]
        self.full = _either(
            pattern
            for family, given in self.names
            for one in given.split()
            if len(fold(one)) >= 2
            for pattern in _beside(_typed(family), _typed(one), _typed(given))
        )

    def may_be_in(self, text: str) -> bool:
        """False only where `family` finds nothing in the text: a look for letters, which is far quicker."""
        plain = text.casefold().replace("\u0131", "i").replace("\u0307", "")
        return any(run in plain for run in self.runs)

    def take_out(self, text: str, *, family_too: bool) -> str:
        """The text without the names."""
        text = self.full.sub(ERASED, text)
        return self.family.sub(ERASED, text) if family_too else text


def _longest_run(name: str) -> str:
    """The most letters of a to z beside each other, which stand in the name however it is typed; empty for none."""
    return max(LETTERS.findall(name.casefold()), key=len, default="")


def _beside(family: str, one: str, given: str) -> tuple[str, ...]:
    return (
        f"{given}{APART}{family}",
        f"{one}{APART}{family}",
        f"{family}{APART}{given}",
        f"{family}{APART}{one}",
    )


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    found = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)" if found else r"(?!)", re.IGNORECASE)


def _typed(name: str) -> str:
    """Matches the name with and without its accents, apostrophes and hyphens."""
    return "".join(map(_sign, " ".join(name.split())))


def _sign(sign: str) -> str:
    plain = fold(sign)
    if not sign.isalnum():
        return r"[\W_]?"
    return re.escape(sign) if plain == sign.casefold() else f"(?:{re.escape(sign)}|{re.escape(plain)})"

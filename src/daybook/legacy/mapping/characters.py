"""The characters an old system can hold, and what is done with those it cannot."""

import re
import unicodedata
from typing import Literal

from anyascii import anyascii
from pydantic import BaseModel, ConfigDict, Field

from daybook.legacy.mapping.errors import CodecRefused

UPPER, SUBSTITUTED, DROPPED = "upper case", "character replaced", "character dropped"
BLANKS = "blanks at the end dropped"
TRANSLITERATED = "written in Latin letters by sound"
WRITING = "LMN"
"""Unicode categories of what stands for a sound or a number: letters, their marks, digits."""


class Characters(BaseModel):
    """`[characters]`: the set, the case and the rule for the rest.

    `otherwise` says what becomes of a character that is neither held, folded nor replaced: `transliterate` writes
    letters and digits of other scripts by their usual sound (Мария: MARIYA) and drops what has none.
    `set` is unicode (all), basic-plane (no character beyond U+FFFF, no control characters but line feed),
    latin-1 or ascii (printable ones); `only` narrows it to a list such as `A-Z0-9 '-`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: Literal["unicode", "basic-plane", "latin-1", "ascii"] = "unicode"
    only: str = ""
    case: Literal["keep", "upper"] = "keep"
    fold: bool = False
    otherwise: Literal["refuse", "drop", "transliterate"] = "refuse"
    replace: dict[str, str] = Field(default_factory=dict)
    padded: bool = False
    """Whether values are filled with blanks, so that a blank at the end cannot be told from filling."""

    def holds(self, character: str) -> bool:
        """Whether the old system can hold this one character."""
        if self.only:
            return re.fullmatch(f"[{self.only}]", character) is not None
        if self.set == "unicode":
            return unicodedata.category(character) != "Cs"
        if self.set == "basic-plane":
            return ord(character) < 0x10000 and (
                character == "\n" or unicodedata.category(character)[0] != "C"
            )
        return character.isprintable() and ord(character) < (256 if self.set == "latin-1" else 128)

    def fit(self, text: str) -> tuple[str, list[str]]:
        """The text as the old system can hold it, and the rules that changed it."""
        raised = text.upper() if self.case == "upper" else text
        rules = [UPPER] if raised != text else []
        if all(map(self.holds, raised)):
            return raised, rules
        fitted = []
        for character in unicodedata.normalize("NFC", raised):
            held, rule = self._held(character)
            fitted.append(held)
            if rule and rule not in rules:
                rules.append(rule)
        return "".join(fitted), rules or [SUBSTITUTED]

    def _held(self, character: str) -> tuple[str, str]:
        if self.holds(character):
            return character, ""
        folded = self.replace.get(character) or (self._base(character) if self.fold else "")
        if folded:
            return folded, SUBSTITUTED
        if self.otherwise == "transliterate" and (sound := self._sound(character)):
            return sound, TRANSLITERATED
        if self.otherwise == "refuse":
            raise CodecRefused(
                f"The old system has no character U+{ord(character):04X} ({unicodedata.name(character, 'unnamed')}).",
                "Enter a spelling it can hold, or declare a replacement under [characters.replace].",
            )
        return "", DROPPED

    def _base(self, character: str) -> str:
        return self._holdable(unicodedata.normalize("NFKD", character))

    def _sound(self, character: str) -> str:
        writes = unicodedata.category(character)[0] in WRITING
        return self._holdable(anyascii(character)) if writes else ""

    def _holdable(self, text: str) -> str:
        return "".join(filter(self.holds, text.upper() if self.case == "upper" else text))

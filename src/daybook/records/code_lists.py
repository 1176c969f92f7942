"""Code lists as data: each a file in `data/codes/` with its source, its codes and their days of validity.

A file holds `title`, `source`, `mark` (C: confirmed at the source; K: background knowledge, to be read again
before anyone claims legal compliance; D: our own), `codes`, and where needed `former`, if the whole list is
only for old records, and `imports`, the codes of older lists with the code that stands for each now. A code
holds `code`, `label`, and where needed `hint`, `from` and `to` (first and last day of use), `former` (shown on
old records, never used anew; for codes whose last day is not known) and `also`, what other systems and rules
say of it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

FOLDER = files("daybook.records.data").joinpath("codes")


class CodeListError(ValueError):
    """An unknown list or code; the message says what there is instead."""


@dataclass(frozen=True)
class Code:
    """One code; `valid_from` and `valid_to` are the first and last day of use, None where open."""

    code: str
    label: str
    hint: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    former: bool = False
    also: Mapping[str, str] = field(default_factory=dict)

    def is_valid(self, on: date | None = None) -> bool:
        """Whether the code may be used on a day, today if none is given."""
        day = on or date.today()
        return not self.former and (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class CodeList:
    """A list in the order in which it is shown."""

    name: str
    title: str
    source: str
    mark: str
    codes: Mapping[str, Code]
    imports: Mapping[str, str]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def choices(self, on: date | None = None, **also: str) -> list[tuple[str, str]]:
        """Code and label of every code valid on a day (today), as Django's fields take them.

        `also` picks by what is said of a code: `code_list("link-roles").choices(between="person-event")`.
        """
        return [
            (code.code, code.label)
            for code in self
            if code.is_valid(on) and all(code.also.get(key) == value for key, value in also.items())
        ]

    def get(self, code: str) -> Code:
        """A code, whether still valid or not, so that an old record can be shown; CodeListError if unknown."""
        try:
            return self.codes[code]
        except KeyError:
            raise CodeListError(f"{code[:20]!r} is not in the list {self.title}. {self._remedy()}") from None

    def label(self, code: str) -> str:
        """The words for a code."""
        return self.get(code).label

    def is_valid(self, code: str, on: date | None = None) -> bool:
        """Whether the code is in the list and may be used on a day, today if none is given."""
        return code in self.codes and self.codes[code].is_valid(on)

    def current(self, code: str) -> str:
        """The code that stands now for one of an older list, or the code itself; CodeListError if unknown."""
        return self.get(self.imports.get(code, code)).code

    def _remedy(self) -> str:
        known = list(self.codes)
        return f"Use one of {', '.join(known)}." if len(known) <= 40 else "Look it up in the list."


@cache
def list_names() -> tuple[str, ...]:
    """The names of all lists."""
    names = (entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@cache
def code_list(name: str) -> CodeList:
    """A list by its name, such as `sex`; CodeListError if there is none."""
    if name not in list_names():
        raise CodeListError(f"There is no code list {name[:40]!r}. There are {', '.join(list_names())}.")
    return parse_list(name, FOLDER.joinpath(f"{name}.toml").read_text())


def parse_list(name: str, text: str) -> CodeList:
    """A list from the text of its file; CodeListError where a code comes twice or its days are reversed."""
    table = tomllib.loads(text)
    codes: dict[str, Code] = {}
    for entry in table["codes"]:
        code = _code(entry, table.get("former", False))
        if code.code in codes:
            raise CodeListError(f"The list {name} has the code {code.code} twice. Remove one.")
        if code.valid_from and code.valid_to and code.valid_from > code.valid_to:
            raise CodeListError(
                f"In the list {name} the code {code.code} ends before it begins. Correct its days."
            )
        codes[code.code] = code
    imports = MappingProxyType(table.get("imports", {}))
    return CodeList(name, table["title"], table["source"], table["mark"], MappingProxyType(codes), imports)


def _code(entry: Mapping[str, Any], former: bool) -> Code:
    return Code(
        code=entry["code"],
        label=entry["label"],
        hint=entry.get("hint", ""),
        valid_from=entry.get("from"),
        valid_to=entry.get("to"),
        former=former or entry.get("former", False),
        also=MappingProxyType(entry.get("also", {})),
    )

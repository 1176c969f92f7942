"""Which column of a file holds what: known by its usual name, or told by a small TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from daybook.nominals.matching.cleaning import DAY_FIRST, MONTH_FIRST
from daybook.records.names import fold

PARTS = ("family", "given", "full")
ORDERS = {"day first": DAY_FIRST, "month first": MONTH_FIRST}
NOT_ALIKE = re.compile(r"[^a-z0-9]")


class ColumnsError(ValueError):
    """The columns cannot be told; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`named`: what is compared, and the columns it stands in. `order`: how dates are written, empty to find it out."""

    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    system: str = ""
    order: str = ""

    def of(self, heading: Sequence[str]) -> dict[str, list[str]]:
        """What stands in which columns. Raises `ColumnsError` where a told column or every name is missing."""
        told = {name for names in self.named.values() for name in names}
        if missing := sorted(told - set(heading)):
            raise ColumnsError(
                f"The file has no column “{missing[0]}”; it has: {', '.join(heading)}. Mend the TOML."
            )
        found = {what: list(names) for what, names in self.named.items()}
        for name in heading:
            what = _usual().get(_plain(name))
            if what and name not in told and what not in self.named:
                found.setdefault(what, []).append(name)
        if not any(found.get(part) for part in PARTS):
            raise ColumnsError(
                f"No column looks like a name among: {', '.join(heading)}."
                " Say which it is in a TOML file and give it with --columns."
            )
        return found


def require_each_once(heading: Sequence[str]) -> None:
    """Of columns with one heading only one could be read; one without a heading never is, however many there are.

    Raises `ColumnsError`.
    """
    if twice := next((name for name in heading if name and heading.count(name) > 1), ""):
        raise ColumnsError(
            f"The heading “{twice}” stands more than once. Give each of its columns a name of its own in the file;"
            " what an unusual name holds is said in a TOML file, given with --columns."
        )


@cache
def _usual() -> dict[str, str]:
    table = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text("utf-8"))
    return {name: what for what, names in table.items() for name in names.split()}


def _plain(name: str) -> str:
    return NOT_ALIKE.sub("", fold(name))


def read_columns(path: Path) -> Columns:
    """A TOML such as `family = "SNAME"`, `given = ["F1", "F2"]`, `dates = "month first"`, `system = "custody"`."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ColumnsError(f"{path.name} is not TOML that can be read: {error}.") from error
    order, system = table.pop("dates", ""), table.pop("system", "")
    known = set(_usual().values())
    if odd := sorted(set(table) - known):
        raise ColumnsError(f"{path.name}: “{odd[0]}” is not compared; known are: {', '.join(sorted(known))}.")
    if order and order not in ORDERS:
        raise ColumnsError(f"{path.name}: dates are “day first” or “month first”, not “{order}”.")
    named = {what: [names] if isinstance(names, str) else list(names) for what, names in table.items()}
    return Columns(named, str(system), ORDERS.get(order, ""))

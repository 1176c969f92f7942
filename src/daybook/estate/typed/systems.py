"""Fields of a system as they are typed or sent."""

from __future__ import annotations

from collections.abc import Mapping

from daybook.estate.importing.drafts import Draft, Part
from daybook.estate.importing.keepers.systems import PARTS, SystemKeeper
from daybook.estate.models import Component, CostLine, System, SystemCapability
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Row
from daybook.estate.register.reading.rows import read_cell
from daybook.estate.register.words import Category
from daybook.estate.typed.columns import nothing
from daybook.estate.typed.faults import NotTakenError

SHEET = SHEETS["systems"]
ELSEWHERE = {"depends_on": "interfaces", "contract": "contracts"}
"""Fields that are amended through another sheet, because rows of another table say more of them."""
BY_PART = {name: (str(part), column) for part, names in PARTS.items()
           for name, column in zip(names, ("name", "support_ends"), strict=True) if name}  # fmt: skip


def draft_of(number: str, given: Mapping[str, str]) -> Draft:
    """What the system should be. An empty text empties its field; fields not given stay. Raises NotTakenError."""
    _refuse_strange(given)
    row = Row(0, [])
    for name, cell in {**given, "number": number}.items():
        read_cell(row, SHEET.by_name[name], cell)
    keeper = SystemKeeper(SHEET, [row])
    faults = row.faults or [*keeper.unknown_system(row, "successor"), *keeper.faults(row)]
    if faults:
        raise NotTakenError(faults)
    draft = keeper.draft(row)
    if "successor" in row.values:
        draft.values["successor_id"] = keeper.systems[row.values["successor"]]
    _empty(draft, {name for name in given if name not in row.values}, keeper)
    return draft


def _refuse_strange(given: Mapping[str, str]) -> None:
    for name in given:
        if name not in SHEET.by_name:
            raise ValueError(f"There is no field called {name}.")
        if name in ELSEWHERE:
            label = SHEET.by_name[name].label
            raise ValueError(f"{label}: amend {ELSEWHERE[name]} one by one, or with a file of them.")


def _empty(draft: Draft, names: set[str], keeper: SystemKeeper) -> None:
    """Fields given as nothing."""
    for name in names:
        if name == "successor":
            draft.values["successor_id"] = None
        elif name == "capabilities":
            draft.drop += [row for row in draft.held if isinstance(row, SystemCapability)]
        elif name in BY_PART:
            part, column = BY_PART[name]
            _part(draft, part).values[column] = "" if column == "name" else None
        elif name in set(Category):
            line = f"{draft.values['number']} {name} {keeper.year.name}"
            draft.drop += [row for row in draft.held if isinstance(row, CostLine) and row.number == line]
        elif name not in ("number", "cost_basis"):
            draft.values[name] = nothing(System, name)


def _part(draft: Draft, part: str) -> Part:
    for one in draft.parts:
        if one.model is Component and one.key["part"] == part:
            return one
    made = Part(Component, {"system_id": draft.id, "part": part})
    draft.parts.append(made)
    return made

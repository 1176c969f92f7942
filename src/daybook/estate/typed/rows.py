"""Interfaces, contracts and cost lines as they are typed: one row of their sheet, held to the rules of its import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daybook.book.models import BookRecord
from daybook.estate.importing.drafts import Draft
from daybook.estate.importing.keepers import KEEPERS, Keeper
from daybook.estate.models import Contract, CostLine, Interface
from daybook.estate.register.fields import SHEETS, Field, Sheet
from daybook.estate.register.reading import Fault, Row
from daybook.estate.register.reading.rows import read_cell, refuse_missing
from daybook.estate.shown import as_text
from daybook.estate.typed.columns import nothing
from daybook.estate.typed.faults import NotTakenError

BY_HAND: dict[str, type[BookRecord]] = {"interfaces": Interface, "contracts": Contract, "costs": CostLine}
"""The sheets whose rows are kept one by one as well, with the record of each."""


def row_draft(sheet: str, given: Mapping[str, str], held: BookRecord | None = None) -> tuple[Keeper, Draft]:
    """What the record should be, by texts as a file has them; of a `held` one, fields not given stay and empty ones
    are emptied. Raises NotTakenError with every field that is wrong, ValueError for a field that there is not."""
    its = _sheet(sheet)
    _refuse_strange(its, given)
    texts = {**texts_of(held), **given} if held else given
    row = Row(0, [])
    for name, text in texts.items():
        if not (held and name == "number"):
            read_cell(row, its.by_name[name], text)
    if held:
        row.values["number"] = number_of(held)
    refuse_missing(row, its)
    keeper = KEEPERS[sheet](its, [row])
    faults = row.faults or [*_second(keeper, row, held), *keeper.faults(row)]
    if faults:
        raise NotTakenError(faults)
    draft = keeper.draft(row)
    draft.row = draft.row or BY_HAND[sheet](id=draft.id)
    _empty(draft, {name for name in texts if name not in row.values})
    return keeper, draft


def number_of(row: BookRecord) -> str:
    return str(row.number) if isinstance(row, Interface | Contract | CostLine) else ""


def texts_of(row: BookRecord) -> dict[str, str]:
    """Every field of the record as a file holds it and as it is typed."""
    return {field.name: as_text(field, value) for field, value in values_of_row(row)}


def values_of_row(row: BookRecord) -> list[tuple[Field, Any]]:
    """Every field of the record with its value."""
    slug, values = _values(row)
    return [(field, values.get(field.name)) for field in SHEETS[slug].fields]


def _values(row: BookRecord) -> tuple[str, dict[str, Any]]:
    """The sheet of the record, and its columns under the names of the sheet's fields."""
    match row:
        case Interface():
            return "interfaces", vars(row) | {"source": row.source.number, "target": row.target.number}
        case Contract():
            covers = row.covers.select_related("system")
            return "contracts", vars(row) | {"systems": sorted(one.system.number for one in covers)}
        case CostLine():
            return "costs", vars(row) | {"system": row.system.number, "amount": row.pence}
    raise TypeError(f"{row._meta.label} is not kept by hand.")


def _sheet(slug: str) -> Sheet:
    if slug not in BY_HAND:
        raise ValueError(f"There is no sheet {slug} that is kept by hand. There are: {', '.join(BY_HAND)}.")
    return SHEETS[slug]


def _refuse_strange(sheet: Sheet, given: Mapping[str, str]) -> None:
    if strange := sorted(given.keys() - sheet.by_name.keys()):
        raise ValueError(f"There is no field called {', '.join(strange)} in {sheet.title.lower()}.")


def _second(keeper: Keeper, row: Row, held: BookRecord | None) -> list[Fault]:
    if held or row.key not in keeper.held:
        return []
    return [keeper.fault("number", row.key, "This number is taken.", "Give it another, or amend that one.")]


def _empty(draft: Draft, names: set[str]) -> None:
    """Fields given as nothing. A cost line without a last month is of its first month alone."""
    model = type(draft.row) if draft.row else None
    for name in names - draft.values.keys():
        if name == "systems":
            draft.drop += list(draft.held)
        elif model:
            draft.values[name] = nothing(model, name)

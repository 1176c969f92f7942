"""Systems: the record itself with its parts, capabilities, costs of the year and contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.book.models import BookRecord
from daybook.estate import kinds
from daybook.estate.importing.drafts import Draft, Part
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.models import (
    Component,
    Contract,
    ContractCover,
    CostLine,
    Retirement,
    System,
    SystemCapability,
)
from daybook.estate.money import Year, year_of
from daybook.estate.register import words
from daybook.estate.register.fields import Sheet
from daybook.estate.register.reading import Fault, Row

PARTS = {
    words.Part.OPERATING_SYSTEM: ("operating_system", "operating_system_ends"),
    words.Part.DATABASE: ("database", "database_ends"),
    words.Part.LANGUAGE: ("language", "language_ends"),
    words.Part.HARDWARE: ("hardware", "hardware_ends"),
    "": ("", "product_ends"),
}
"""The fields that name a part and say when its maker's support ends; the product itself has only the second."""
COLUMNS = {field.name for field in System._meta.concrete_fields} - {"id", "successor"}


class SystemKeeper(Keeper):
    """`year` is the financial year that yearly costs of the file are taken to be of: the one we are in."""

    model = System
    added, amended = kinds.SYSTEM_ADDED, kinds.SYSTEM_AMENDED

    def __init__(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        super().__init__(sheet, rows)
        self.year: Year = year_of(timezone.localdate())
        self.contracts = dict(Contract.objects.values_list("number", "id"))
        retiring = Retirement.objects.filter(ended_at=None)
        self.retiring = dict(retiring.values_list("system__number", "system__state"))

    def held_rows(self, numbers: Iterable[str]) -> dict[str, BookRecord]:
        rows = System.objects.prefetch_related("components", "capabilities", "costs", "covered_by")
        wanted = set(numbers)
        return {row.number: row for row in rows if row.number in wanted}

    def faults(self, row: Row) -> list[Fault]:
        """A state that its retirement moves, and no file."""
        here, given = self.retiring.get(row.key), row.values.get("state")
        if not here or not given or given == here:
            return []
        problem = f"It is being retired and stands at {words.State(here).label.lower()}."
        remedy = "Move it on the page of its retirement, or write that state here."
        return [Fault("State", str(given), problem, remedy)]

    def values(self, row: Row) -> dict[str, Any]:
        return {name: value for name, value in row.values.items() if name in COLUMNS}

    def draft(self, row: Row) -> Draft:
        draft = super().draft(row)
        given = row.values
        draft.parts = [
            *_components(draft.id, given),
            *_capabilities(draft.id, given),
            *self._costs(draft.id, given),
            *self._contract(draft.id, given),
        ]
        if isinstance(draft.row, System):
            its = draft.row
            held: list[Sequence[BookRecord]] = [
                list(rows.all()) for rows in (its.components, its.capabilities, its.costs, its.covered_by)
            ]
            draft.held = [one for rows in held for one in rows]
        draft.whole = frozenset({SystemCapability})
        return draft

    def _costs(self, system: UUID, given: dict[str, Any]) -> list[Part]:
        basis = {"basis": given["cost_basis"]} if "cost_basis" in given else {}
        first, last = self.year.first_month, self.year.last_month
        return [
            Part(
                CostLine,
                {"number": f"{given['number']} {category} {self.year.name}"},
                {
                    "system_id": system,
                    "category": category.value,
                    "spending": _spending(category),
                    "first_month": first,
                    "last_month": last,
                    "pence": given[category.value],
                    **basis,
                },
            )
            for category in words.Category
            if category.value in given
        ]

    def _contract(self, system: UUID, given: dict[str, Any]) -> list[Part]:
        """The contract is made, with nothing but number and supplier, where the register does not know it yet."""
        number = given.get("contract")
        if not number:
            return []
        made = []
        if number not in self.contracts:
            key = self.contracts[number] = uuid7()
            made = [Part(Contract, {"id": key}, {"number": number, "supplier": given.get("supplier", "")})]
        cover = {"contract_id": self.contracts[number], "system_id": system}
        return [*made, Part(ContractCover, cover)]


def _spending(category: words.Category) -> str:
    """Capital builds something new; all else keeps the system going."""
    return (words.Spending.TRANSFORM if category is words.Category.CAPITAL else words.Spending.RUN).value


def _components(system: UUID, given: dict[str, Any]) -> list[Part]:
    found = []
    for part, (name, ends) in PARTS.items():
        values = {"name": given.get(name), "support_ends": given.get(ends)}
        if any(values.values()):
            key = {"system_id": system, "part": str(part)}
            found.append(Part(Component, key, {what: value for what, value in values.items() if value}))
    return found


def _capabilities(system: UUID, given: dict[str, Any]) -> list[Part]:
    weights: dict[str, int] = given.get("capabilities", {})
    return [
        Part(SystemCapability, {"system_id": system, "code": code}, {"weight": weight})
        for code, weight in weights.items()
    ]

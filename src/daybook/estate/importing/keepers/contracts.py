"""Contracts and the systems that they cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from daybook.book.models import BookRecord
from daybook.estate import kinds
from daybook.estate.importing.drafts import Draft, Part
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.models import Contract, ContractCover
from daybook.estate.register.reading import Fault, Row


class ContractKeeper(Keeper):
    model = Contract
    added, amended = kinds.CONTRACT_ADDED, kinds.CONTRACT_AMENDED

    def held_rows(self, numbers: Iterable[str]) -> dict[str, BookRecord]:
        rows = Contract.objects.filter(number__in=set(numbers)).prefetch_related("covers")
        return {row.number: row for row in rows}

    def faults(self, row: Row) -> list[Fault]:
        starts, ends = row.values.get("starts"), row.values.get("ends")
        if starts and ends and ends < starts:
            return [
                self.fault(
                    "ends", str(ends), f"It ends before it starts on {starts}.", "Correct one of the two."
                )
            ]
        return self.unknown_system(row, "systems")

    def draft(self, row: Row) -> Draft:
        draft = super().draft(row)
        covered = [self.systems[number] for number in row.values.get("systems", ())]
        draft.parts = [Part(ContractCover, {"contract_id": draft.id, "system_id": key}) for key in covered]
        if isinstance(draft.row, Contract):
            draft.held = list(draft.row.covers.all())
        draft.whole = frozenset({ContractCover})
        return draft

    def values(self, row: Row) -> dict[str, Any]:
        return {name: value for name, value in row.values.items() if name != "systems"}

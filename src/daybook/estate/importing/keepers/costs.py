"""Cost lines: what was paid, apportioned or judged for a system over some months."""

from __future__ import annotations

from typing import Any

from daybook.estate import kinds
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.models import CostLine
from daybook.estate.register.reading import Fault, Row


class CostKeeper(Keeper):
    model = CostLine
    added, amended = kinds.COSTS_ADDED, kinds.COSTS_AMENDED
    entry_each = False

    def faults(self, row: Row) -> list[Fault]:
        last = row.values.get("last_month")
        if last and last < row.values["first_month"]:
            return [
                self.fault(
                    "last_month", str(last), "It ends before its first month.", "Correct one of the two."
                )
            ]
        return self.unknown_system(row, "system")

    def values(self, row: Row) -> dict[str, Any]:
        first = row.values["first_month"].replace(day=1)
        words = ("number", "category", "spending", "basis")
        named: dict[str, Any] = {name: row.values[name] for name in words if name in row.values}
        return {
            **named,
            "system_id": self.system(row, "system"),
            "first_month": first,
            "last_month": row.values.get("last_month", first).replace(day=1),
            "pence": row.values["amount"],
        }

"""Interfaces between systems."""

from __future__ import annotations

from typing import Any

from daybook.estate import kinds
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.models import Interface
from daybook.estate.register.reading import Fault, Row


class InterfaceKeeper(Keeper):
    model = Interface
    added, amended = kinds.INTERFACE_ADDED, kinds.INTERFACE_AMENDED

    def faults(self, row: Row) -> list[Fault]:
        if row.values["source"] == row.values["target"]:
            number = row.values["target"]
            return [
                self.fault(
                    "target", number, "A system has no interface with itself.", "Correct one of the two."
                )
            ]
        return self.unknown_system(row, "source", "target")

    def values(self, row: Row) -> dict[str, Any]:
        rest = {name: value for name, value in row.values.items() if name not in ("source", "target")}
        return {**rest, "source_id": self.system(row, "source"), "target_id": self.system(row, "target")}

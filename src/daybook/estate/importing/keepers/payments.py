"""Payments of the ledger. One whose system nobody knows is kept all the same: that is how dark systems are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from daybook.estate import kinds
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.importing.known import ids_by_name
from daybook.estate.models import Payment
from daybook.estate.register.fields import Sheet
from daybook.estate.register.reading import Row
from daybook.estate.register.synonyms import plain

COLUMNS = {"amount": "pence", "contract": "contract_number", "system": "named"}
"""Fields of the file whose column has another name."""


class PaymentKeeper(Keeper):
    model = Payment
    added, amended = kinds.PAYMENTS_ADDED, kinds.PAYMENTS_AMENDED
    entry_each = False

    def __init__(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        super().__init__(sheet, rows)
        self.names = ids_by_name()

    def values(self, row: Row) -> dict[str, Any]:
        columns = {COLUMNS.get(name, name): value for name, value in row.values.items()}
        return {**columns, "system_id": self.names.get(plain(columns.get("named", "")))}

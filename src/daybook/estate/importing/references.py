"""What systems of a file say of one another, once all of them are on the register: dependencies and successors."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from daybook.book import writing
from daybook.book.author import Author
from daybook.book.sheaf import writing_many
from daybook.estate.importing.known import ids_by_number
from daybook.estate.kinds import INTERFACE_ADDED, SYSTEM_AMENDED
from daybook.estate.models import Interface, System
from daybook.estate.register.reading import Fault, Row

UNKNOWN = "No system of this number is on the register, nor was one taken from this file."


class References:
    """`write` adds what is missing and returns the rows that were changed by it."""

    def __init__(self, rows: Sequence[Row], author: Author) -> None:
        self.rows, self.author = rows, author
        self.systems = ids_by_number()

    def lacking(self, row: Row) -> list[Fault]:
        """References to systems that are not there: the row was taken without them."""
        named = [("Depends on", one) for one in row.values.get("depends_on", ())]
        if successor := row.values.get("successor"):
            named.append(("Successor", successor))
        return [
            Fault(
                label, number, UNKNOWN, "Correct it, or mend the row of that system, and send this row again."
            )
            for label, number in named
            if number not in self.systems
        ]

    def write(self) -> set[str]:
        return self._interfaces() | self._successors()

    def _interfaces(self) -> set[str]:
        known = set(Interface.objects.order_by().values_list("source_id", "target_id"))
        changed = set()
        with writing_many() as sheaf:
            for row in self.rows:
                target = self.systems[row.key]
                for number in row.values.get("depends_on", ()):
                    source = self.systems.get(number)
                    if source is None or source == target or (source, target) in known:
                        continue
                    known.add((source, target))
                    changed.add(row.key)
                    page = sheaf.page(INTERFACE_ADDED, self.author, "system", target)
                    page.add(Interface, number=f"{number} to {row.key}", source_id=source, target_id=target)
        return changed

    def _successors(self) -> set[str]:
        wanted: dict[str, UUID] = {
            row.key: self.systems[row.values["successor"]]
            for row in self.rows
            if row.values.get("successor") in self.systems
        }
        changed = set()
        for system in System.objects.filter(number__in=wanted):
            if system.successor_id != wanted[system.number]:
                system.successor_id = wanted[system.number]
                with writing(SYSTEM_AMENDED, self.author, system) as page:
                    page.save(system)
                changed.add(system.number)
        return changed

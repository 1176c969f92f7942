"""Good rows into the register: new records together, amendments one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from daybook.book import writing
from daybook.book.author import Author
from daybook.book.sheaf import writing_many
from daybook.estate.importing.drafts import Changes, Draft, add, changes
from daybook.estate.importing.keepers import Keeper
from daybook.estate.importing.references import References
from daybook.estate.register.reading import Row

TOGETHER = 250
"""New records in one transaction: others get to write between two of them."""


@dataclass(slots=True)
class Taken:
    """Numbers of the rows by what became of them."""

    added: set[str] = field(default_factory=set)
    amended: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)

    def also(self, changed: set[str]) -> None:
        """Rows whose references to others changed."""
        more = changed & self.unchanged
        self.unchanged -= more
        self.amended |= more


def take(
    keeper: Keeper, rows: Sequence[Row], author: Author, batch: UUID, say: Callable[[int], None]
) -> Taken:
    """Write what the rows say. `batch` is the record of entries that several share; `say` is told how far it is."""
    taken = Taken()
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        drafts = [(row.key, keeper.draft(row)) for row in some]
        new = [(number, draft) for number, draft in drafts if draft.row is None]
        _add(keeper, [draft for _, draft in new], author, batch)
        taken.added |= {number for number, _ in new}
        for number, draft in drafts:
            if draft.row is not None:
                found = changes(draft)
                _amend(keeper, draft, found, author)
                (taken.amended if found else taken.unchanged).add(number)
        say(start + len(some))
    return taken


def take_references(rows: Sequence[Row], author: Author, taken: Taken) -> list[Row]:
    """Dependencies and successors of systems just taken; returns copies of the rows that lack some, with the faults."""
    references = References(rows, author)
    taken.also(references.write())
    found = [(row, references.lacking(row)) for row in rows]
    return [Row(row.number, row.cells, row.values, faults) for row, faults in found if faults]


def _add(keeper: Keeper, drafts: Sequence[Draft], author: Author, batch: UUID) -> None:
    if not drafts:
        return
    with writing_many() as sheaf:
        page = None
        for draft in drafts:
            if keeper.entry_each:
                page = sheaf.page(keeper.added, author, keeper.model._meta.model_name or "", draft.id)
            elif page is None:
                page = sheaf.page(keeper.added, author, "registerimport", batch)
            add(page, keeper.model, draft)


def _amend(keeper: Keeper, draft: Draft, found: Changes, author: Author) -> None:
    if found:
        with writing(keeper.amended, author, draft.row) as page:
            found.write(page)

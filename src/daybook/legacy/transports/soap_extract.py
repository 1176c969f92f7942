"""All that a SOAP system holds, page by page: the next page comes after the last number of this one.

`[transport]`: `list` is the operation, `after` its parameter; in its answer `listed` are the records, `more` says
whether more follow, `total` how many there are in all; `record_kind` is the place that tells which message a record is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from daybook.legacy.transports.base import Connection, Step, Tree, not_whole
from daybook.legacy.transports.soap import call, value_at, values_of


@dataclass(frozen=True)
class SoapExtract:
    """Asked for anew each time that it is gone through."""

    connection: Connection

    def __iter__(self) -> Iterator[tuple[str, Tree]]:
        return self._records(None)

    def only(self, places: Container[int]) -> Iterator[tuple[str, Tree]]:
        return self._records(places)

    def _records(self, places: Container[int] | None) -> Iterator[tuple[str, Tree]]:
        kind = self._calls["record_kind"]
        for place, record in enumerate(self._listed()):
            if places is None or place in places:
                yield value_at(kind, record), record

    def _listed(self) -> Iterator[Tree]:
        counted, after, more = 0, "", True
        page: Tree = {}
        while more:
            before, page = after, self._page(after)
            for record in self._records_of(page):
                yield record
                counted, after = counted + 1, self._number(record)
            more = after != before and self._says_more(page)
        told = page.get(self._calls["total"])
        if told != str(counted):
            raise not_whole(self.connection, f"says that it holds {told} records, and {counted} came.")

    def step(self, after: str) -> Step:
        """The next page alone; a mark is the number of a record."""
        page = self._page(after)
        found = [(value_at(self._calls["record_kind"], each), each) for each in self._records_of(page)]
        return Step(found, [self._number(each) for _, each in found], bool(found) and self._says_more(page))

    @property
    def _calls(self) -> dict[str, str]:
        return self.connection.mapping.spec.transport

    def _number(self, record: Tree) -> str:
        extract = self.connection.mapping.spec.extract
        return value_at((extract and extract.reference) or "", record)

    def _records_of(self, page: Tree) -> list[Tree]:
        found = page.get(self._calls["listed"], [])
        return found if isinstance(found, list) else [found]

    def _says_more(self, page: Tree) -> bool:
        return page.get(self._calls["more"]) in ("true", "1")

    def _page(self, after: str) -> Tree:
        values = {self._calls["after"]: after} if after else {}
        answer = call(self._calls["list"], values, self.connection)
        if answer.fault:
            raise not_whole(self.connection, f"was answered with a fault ({answer.fault}).")
        return values_of(answer.content)

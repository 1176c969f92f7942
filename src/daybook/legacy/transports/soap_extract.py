"""All that a SOAP system holds, page by page: the next page comes after the last number of this one.

`[transport]`: `list` is the operation, `after` its parameter; in its answer `listed` are the records, `more` says
whether more follow, `total` how many there are in all; `record_kind` is the place that tells which message a record is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from daybook.legacy.transports.base import Connection, Tree, not_whole
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
        kind = self.connection.mapping.spec.transport["record_kind"]
        for place, record in enumerate(self._listed()):
            if places is None or place in places:
                yield value_at(kind, record), record

    def _listed(self) -> Iterator[Tree]:
        mapping, counted, after, more = self.connection.mapping, 0, "", True
        calls, number = (
            mapping.spec.transport,
            (mapping.spec.extract and mapping.spec.extract.reference) or "",
        )
        page: Tree = {}
        while more:
            before, page = after, self._page({calls["after"]: after} if after else {})
            found = page.get(calls["listed"], [])
            for record in found if isinstance(found, list) else [found]:
                yield record
                counted, after = counted + 1, value_at(number, record)
            more = after != before and page.get(calls["more"]) in ("true", "1")
        if page.get(calls["total"]) != str(counted):
            told = page.get(calls["total"])
            raise not_whole(self.connection, f"says that it holds {told} records, and {counted} came.")

    def _page(self, values: dict[str, str]) -> Tree:
        answer = call(self.connection.mapping.spec.transport["list"], values, self.connection)
        if answer.fault:
            raise not_whole(self.connection, f"was answered with a fault ({answer.fault}).")
        return values_of(answer.content)

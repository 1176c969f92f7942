"""How Lantern looks for people: by the names, the birth date and the PNCID of the nominals in its reports."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from daybook.legacy.emulation.search import Readings, so_named
from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.emulation.trees import grouped


class TooVagueError(Exception):
    """Nothing was asked by which anybody could be found."""


@dataclass(frozen=True)
class Enquiry:
    """A search as it came; `names` are the ways to read the words."""

    forms: frozenset[str]
    names: Readings
    born_from: str
    born_to: str
    pncid: str
    most: int

    @classmethod
    def read(cls, body: bytes) -> Enquiry:
        """TooVagueError where it asks for nobody."""
        asked = etree.fromstring(body)

        def text(name: str) -> str:
            return asked.findtext(name) or ""

        names = [words for each in asked.iter("Name") if (words := (each.text or "").casefold().split())]
        if not (names or text("BornFrom") or text("BornTo") or text("Pncid")):
            raise TooVagueError
        forms = frozenset(each.text or "" for each in asked.iter("Form"))
        return cls(forms, names, text("BornFrom"), text("BornTo"), text("Pncid"), int(text("Most")))

    def fits(self, nominal: dict[str, str]) -> bool:
        born = nominal.get("BirthDate", "")
        then = (not self.born_from or self.born_from <= born) and (
            not self.born_to or "" < born <= self.born_to
        )
        named = so_named(self.names, nominal.get("Surname", ""), nominal.get("Forenames", ""))
        return named and then and self.pncid in ("", nominal.get("Pncid"))


def search(store: Store, enquiry: Enquiry) -> list[Stored]:
    """The reports, in the order of their numbers."""
    fitting = (
        record
        for record in store.every()
        if (not enquiry.forms or record.content.get("Report.Form") in enquiry.forms)
        and any(enquiry.fits(each) for each in grouped(record.content, "Report.Nominal"))
    )
    return list(islice(fitting, enquiry.most))

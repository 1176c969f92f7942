"""Police identifiers as a mapping writes them: our canonical form to the old system's, and back."""

from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import CodecRefused, Unreadable
from daybook.records import identifiers

KINDS: dict[str, type[identifiers.Identifier]] = {
    "pncid": identifiers.PncId,
    "cro": identifiers.Cro,
    "asn": identifiers.Asn,
    "postcode": identifiers.Postcode,
    "nino": identifiers.Nino,
    "driver_number": identifiers.DriverNumber,
}


@dataclass(frozen=True)
class Identifier:
    """`show` is canonical (`1981/0000034U`), display (`81/34U`) or compact (canonical without separators)."""

    kind: str
    show: str = "canonical"

    def encode(self, value: Any) -> tuple[str, list[str]]:
        try:
            found = KINDS[self.kind].parse(str(value))
        except identifiers.IdentifierError as error:
            raise CodecRefused(error.problem, error.remedy) from error
        theirs = found.display if self.show == "display" else found.canonical
        theirs = theirs.replace("/", "").replace(" ", "") if self.show == "compact" else theirs
        return theirs, [] if self.same(found.canonical, self.decode(theirs)) else ["short form"]

    def decode(self, theirs: Any) -> str:
        try:
            return KINDS[self.kind].parse(str(theirs)).canonical
        except identifiers.IdentifierError as error:
            raise Unreadable(str(error)) from error

    def same(self, ours: Any, back: Any) -> bool:
        """Two spellings of one identifier are the same."""
        return KINDS[self.kind].parse(str(ours)) == KINDS[self.kind].parse(str(back))

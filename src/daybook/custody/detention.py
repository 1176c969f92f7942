"""The state of a detention, computed from its entries in force; nothing of it is stored.

The life cycle: arrived, then authorised or refused, then detained, then a disposal, then gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from daybook.custody.brought import UNTIL_ASSESSED, brought
from daybook.custody.clocks import Clocks, Detained, Happening, clocks
from daybook.custody.facts import Facts, Offence, offence_of
from daybook.custody.history import Entered, in_force
from daybook.custody.ranks import Officer

STATUSES = {
    "arrived": "Waiting for the custody officer",
    "refused": "Detention refused",
    "detained": "Detained",
    "charged": "Charged",
    "bailed": "Bailed",
    "under-investigation": "Under investigation",
    "out-of-court": "Dealt with out of court",
    "no-further-action": "No further action",
    "remanded": "Waiting for court",
    "transferred": "Transferred",
    "released": "Released",
}
DISPOSALS = {
    "charged": "charged",
    "bail": "bailed",
    "post-charge-bail": "bailed",
    "under-investigation": "under-investigation",
    "out-of-court": "out-of-court",
    "no-further-action": "no-further-action",
    "remand": "remanded",
    "refused": "refused",
}
"""The status that each entry of a decision brings; the last one counts."""
HOSPITAL_AWAY = {"left", "arrived", "questioning-started", "questioning-ended", "set-off-back"}
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Detention:
    """One period in custody. `entries` are those in force, by when they happened.

    `before` is the period at the suite that the person was transferred from; None for who came otherwise.
    """

    facts: Facts
    entries: tuple[Entered, ...]
    before: Detention | None = None

    @classmethod
    def of(cls, facts: Facts, entries: Sequence[Entered], before: Detention | None = None) -> Detention:
        """The detention from all entries of its record, in any order."""
        return cls(facts, in_force(entries), before)

    def with_entry(self, entry: Entered) -> Detention:
        """The same with one more entry."""
        return Detention.of(self.facts, [*self.entries, entry], self.before)

    def all(self, *kinds: str) -> list[Entered]:
        """The entries of these kinds, by when they happened."""
        found = [entry for kind in kinds for entry in self._by_kind.get(kind, ())]
        return found if len(kinds) == 1 else sorted(found, key=lambda entry: (entry.at, entry.entered_at))

    def known(self, kind: str) -> list[Entered]:
        """The entries of a kind that count for the person, those of the suites they were transferred from first."""
        return [*(self.before.known(kind) if self.before else ()), *self.all(kind)]

    def last(self, *kinds: str) -> Entered | None:
        """The latest entry of these kinds."""
        return max(self.all(*kinds), key=lambda entry: (entry.at, entry.entered_at), default=None)

    def details(self, kind: str) -> Mapping[str, Any]:
        """The details of the latest entry of a kind; empty where there is none.

        An assessment of the suite that the person comes from holds until this one has made its own.
        """
        found = self.last(kind)
        if found is None and self.before and kind in UNTIL_ASSESSED:
            return self.before.details(kind)
        return found.details or NOTHING if found else NOTHING

    @cached_property
    def _by_kind(self) -> dict[str, list[Entered]]:
        found: dict[str, list[Entered]] = defaultdict(list)
        for entry in self.entries:
            found[entry.kind].append(entry)
        return dict(found)

    @cached_property
    def clocks(self) -> Clocks:
        """Every due time, computed from the entries."""
        return clocks(self.happenings, Detained(self.facts.born, self.child, self.facts.returned_at))

    @property
    def happenings(self) -> list[Happening]:
        """The entries as the clocks read them; for them a transfer is a release."""
        found = [Happening(one.kind, one.at, one.details or NOTHING) for one in self.entries]
        left = [Happening("released", one.at, {"disposal": "transfer"}) for one in self.all("transfer")]
        return [*found, *left, *(brought(self.before) if self.before else ())]

    @cached_property
    def arrived_at(self) -> datetime | None:
        arrival = self.last("arrival")
        return arrival.at if arrival else None

    @cached_property
    def authorised_at(self) -> datetime | None:
        """When detention was first authorised: the review clock starts here."""
        return next((entry.at for entry in self.all("authorised")), None)

    @cached_property
    def investigators(self) -> frozenset[str]:
        """Collar numbers of those who investigate: the officer in the case and whoever interviewed."""
        named = [str(_said(one, "officer_in_case")) for one in self.all("authorised", "investigator")]
        asked = [str(_said(one, "officers")) for one in self.all("interview")]
        return frozenset(word.upper() for text in named + asked for word in text.replace(",", " ").split())

    def involves(self, officer: Officer) -> bool:
        """Whether the officer made the arrest or is one of the investigation."""
        return officer.id == self.facts.arrested_by or officer.collar.upper() in self.investigators

    @cached_property
    def charged(self) -> bool:
        return bool(self.all("charged"))

    @property
    def child(self) -> bool:
        return self.facts.child

    @cached_property
    def vulnerable(self) -> bool:
        return bool(self.details("vulnerability").get("vulnerable"))

    @property
    def protected(self) -> bool:
        """Whether an appropriate adult is needed: for a child, and for a vulnerable person (Code C 1.4, 1.5)."""
        return self.child or self.vulnerable

    @cached_property
    def adult(self) -> str:
        """Where the appropriate adult is: `needed`, `asked`, `arrived`, `left`, `not-needed`; empty for nobody."""
        return str(self.details("appropriate-adult").get("stage") or ("needed" if self.protected else ""))

    @property
    def adult_awaited(self) -> bool:
        return self.adult in {"needed", "asked"}

    @cached_property
    def interpreter(self) -> str:
        """The language for which an interpreter is needed; empty where none is."""
        asked = self.details("interpreter")
        return "" if asked.get("stage") == "not-needed" else str(asked.get("language", ""))

    @cached_property
    def level(self) -> int | None:
        """The observation level, 1 to 4; None before one is set."""
        found = self.details("level").get("level")
        return int(found) if found else None

    @cached_property
    def intoxicated(self) -> bool:
        return bool(self.details("level").get("intoxicated"))

    @cached_property
    def concerns(self) -> list[str]:
        """What the last risk assessment found, as codes of `risk-concerns`."""
        return list(self.details("risk").get("concerns") or [])

    @cached_property
    def offences(self) -> tuple[Offence, ...]:
        """What the person is held for: of the arrest, and of later arrests in custody (s.31)."""
        later = [code["code"] for one in self.all("further-arrest") for code in _said(one, "offences") or []]
        return self.facts.offences + tuple(offence_of(code) for code in dict.fromkeys(later))

    @cached_property
    def indictable(self) -> bool | None:
        """Whether one offence is indictable; None where that hangs on one whose kind of trial is not known."""
        kinds = {offence.indictable for offence in self.offences}
        return True if True in kinds else None if None in kinds else False

    @cached_property
    def ended_at(self) -> datetime | None:
        """When the person left custody: released or transferred; None while they are here."""
        left = self.last("released", "transfer")
        return left.at if left else None

    @cached_property
    def status(self) -> str:
        """A key of `STATUSES`."""
        left = self.last("released", "transfer")
        if left:
            return "transferred" if left.kind == "transfer" else "released"
        decided = self.last(*DISPOSALS, "authorised")
        if decided is None:
            return "arrived"
        return DISPOSALS.get(decided.kind, "detained")

    @cached_property
    def cell(self) -> str:
        """The name of the cell that is the person's, also while they are elsewhere; empty before there is one."""
        if self.ended_at:
            return ""
        given = [entry for entry in self.all("movement") if _said(entry, "to") == "cell"]
        return str(_said(given[-1], "cell")) if given else ""

    @cached_property
    def place(self) -> str:
        """Where the person is now: `cell`, `interview`, `hospital`, or another place of the list custody-places."""
        if self.ended_at:
            return ""
        last = self.last("movement", "hospital", "interview")
        if last is None:
            return "holding-area"
        if last.kind == "movement":
            return str(_said(last, "to"))
        if last.kind == "hospital":
            return "hospital" if _said(last, "stage") in HOSPITAL_AWAY else "custody-desk"
        return "interview-room" if _said(last, "stage") != "ended" else self._place_before("interview")

    def _place_before(self, kind: str) -> str:
        moved = [entry for entry in self.all("movement", "hospital") if entry.kind == "movement"]
        return str(_said(moved[-1], "to")) if moved else "holding-area"


def _said(entry: Entered, name: str) -> Any:
    return (entry.details or NOTHING).get(name, "")

"""What waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass

from daybook.access.caller import Caller
from daybook.nominals.models import Proposal
from daybook.nominals.queries.desk import user_names
from daybook.nominals.queries.filter import shown


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, who made it, and whether that is the caller, who may then only withdraw it."""

    proposal: Proposal
    who: str
    mine: bool


def proposals_waiting(caller: Caller, most: int | None = None) -> list[Waiting]:
    """The proposals of which the caller may see every record, the oldest first."""
    rows = list(Proposal.objects.filter(answer="").order_by("proposed_at", "pk"))
    seen = shown(caller, {record for one in rows for record in one.identities})
    return _told(caller, [one for one in rows if seen.issuperset(one.identities)][:most])


def waiting(caller: Caller, proposal: Proposal) -> Waiting:
    """One of them."""
    return _told(caller, [proposal])[0]


def _told(caller: Caller, proposals: list[Proposal]) -> list[Waiting]:
    who, me = user_names({one.proposed_by for one in proposals}), caller.author.user
    return [Waiting(one, who.get(one.proposed_by, "Daybook"), one.proposed_by == me) for one in proposals]

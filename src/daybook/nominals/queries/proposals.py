"""What waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass

from daybook.access.caller import Caller
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.models import Proposal
from daybook.nominals.queries.desk import user_names
from daybook.nominals.queries.filter import require_visible


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, who made it, and whether that is the caller, who may then only withdraw it."""

    proposal: Proposal
    who: str
    mine: bool


def proposals_waiting(caller: Caller, most: int = 50) -> list[Waiting]:
    """The proposals of which the caller may see every record, the oldest first."""
    rows = Proposal.objects.filter(answer="").order_by("proposed_at", "pk")[:most]
    return [waiting(caller, one) for one in rows if _may_see(caller, one)]


def waiting(caller: Caller, proposal: Proposal) -> Waiting:
    """One of them."""
    who = user_names({proposal.proposed_by}).get(proposal.proposed_by, "Daybook")
    return Waiting(proposal, who, proposal.proposed_by == caller.author.user)


def _may_see(caller: Caller, proposal: Proposal) -> bool:
    try:
        require_visible(caller, proposal.identities)
    except NoSuchRecordError:
        return False
    return True

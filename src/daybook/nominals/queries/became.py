"""What became of a pair on the desk while somebody looked at it: what was done, when and by whom."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.nominals.locks import is_anothers
from daybook.nominals.models import ReviewCase
from daybook.nominals.queries.desk import user_names


def became(caller: Caller, case: ReviewCase) -> str:
    """In a sentence; empty where the pair waits for the caller, or may still be decided."""
    if is_anothers(case, caller) and case.locked_by and case.locked_until:
        who = user_names({case.locked_by}).get(case.locked_by, "Another person")
        return (
            f"{who} is working on this pair until {_time(case.locked_until)}. Take the next one; this one will be"
            " decided."
        )
    if case.settled_at is None or case.is_by_the_machine:
        return ""
    if case.closed:
        return f"This pair is off the desk since {_time(case.settled_at)}: {case.closed}."
    if case.decision is None or case.decision.by is None:
        return f"This pair is off the desk since {_time(case.settled_at)}."
    made, label = case.decision, case.decision.get_verdict_display()
    who = user_names({made.by}).get(made.by, "a user who is no longer there") if made.by else ""
    way = "" if (made.first, made.second) == (case.first, case.second) else ", by way of other records"
    said = f": {made.reason}" if made.reason else ""
    return f"This pair is decided: {label}, by {who} on {_time(made.decided_at)}{way}{said}."


def _time(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"

"""How far each old system has come that was told of what is disposed of; the room that delivers says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from daybook.access.caller import Caller
from daybook.records.models import ErasureNotice
from daybook.records.models.retention import Way


@dataclass(frozen=True, slots=True)
class Stand:
    """How far one notice has come. `code`: the state, for its colour; `why`: a sentence with what to do.

    `is_done`: nothing is left to do, since `at`. `url`: the page where a refusal is worked on.
    """

    code: str
    words: str
    why: str = ""
    is_done: bool = False
    url: str = ""
    at: datetime | None = None


Teller = Callable[[Caller, Sequence[ErasureNotice]], dict[int, Stand]]
Follower = Callable[[ErasureNotice, datetime], object]
_tellers: list[Teller] = []
_followers: list[Follower] = []


def register(teller: Teller, follower: Follower) -> None:
    """A room that delivers: `teller` knows how far notices by their number have come; `follower` is called while one is
    being settled, before its reference is forgotten."""
    if teller not in _tellers:
        _tellers.append(teller)
        _followers.append(follower)


def stands(caller: Caller, notices: Iterable[ErasureNotice]) -> list[tuple[ErasureNotice, Stand]]:
    """Each with how far it has come."""
    rows = list(notices)
    open_ones = [one for one in rows if not one.done_at]
    told = {key: stand for teller in _tellers for key, stand in teller(caller, open_ones).items()}
    return [(one, told.get(one.pk) or _of_itself(one)) for one in rows]


def follow(notice: ErasureNotice, now: datetime) -> None:
    """Tell the other rooms that this one is being settled."""
    for follower in _followers:
        follower(notice, now)


def _of_itself(one: ErasureNotice) -> Stand:
    if one.done_at:
        words = (
            "Corrected by hand" if one.way == Way.CORRECT else one.get_outcome_display() or "Erased by hand"
        )
        return Stand("confirmed", words, is_done=True, at=one.done_at)
    if one.way == Way.HAND:
        return Stand("hand", "By hand", one.why)
    return Stand("waiting", "Waiting", "It is about to be asked.")

"""What to do next with a detainee: booking in first, then what presses, then what the state of things asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daybook.custody.booking_in import Progress
from daybook.custody.detention import Detention
from daybook.custody.watch import Watched

AFTER_DISPOSAL = {"bailed", "under-investigation", "out-of-court", "no-further-action", "refused"}
"""States in which the person may leave and has not left."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do. `kind` is the entry that does it, `step` the step of booking in; one of them leads there."""

    words: str
    kind: str = ""
    step: str = ""
    state_words: str = ""
    colour: str = ""


def to_do(detention: Detention, steps: Sequence[Progress], dues: Sequence[Watched]) -> list[ToDo]:
    """In the order in which to do it; nothing once the person has left."""
    return [] if detention.ended_at else list(_to_do(detention, steps, dues))


def _to_do(detention: Detention, steps: Sequence[Progress], dues: Sequence[Watched]) -> Iterator[ToDo]:
    for due in dues:
        if due.state != "ok":
            yield ToDo(f"{due.title}: {due.left}", due.kind, "", due.state_words, due.colour)
    if detention.status in AFTER_DISPOSAL:
        yield ToDo("Assess the risks of the release", "risk")
        yield ToDo("Release the person", "released")
        return
    if detention.adult in {"needed", "left"}:
        yield ToDo("Ask an appropriate adult to come", "appropriate-adult")
    elif detention.adult == "asked":
        yield ToDo("Appropriate adult awaited: write when they arrive", "appropriate-adult")
    for one in steps:
        if one.state != "done":
            yield ToDo(one.step.title, step=one.step.slug, state_words=_begun(one), colour="light-blue")
    if detention.authorised_at and not detention.cell:
        yield ToDo("Give the person a cell", "movement")
    if detention.charged and detention.status == "charged":
        yield ToDo("Decide bail or remand", "post-charge-bail")
    if detention.status == "remanded":
        yield ToDo("Make the person escort record", "person-escort-record")


def _begun(one: Progress) -> str:
    return "In progress" if one.state == "in-progress" else ""

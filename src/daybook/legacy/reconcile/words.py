"""A difference in words: what differs, what may be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from daybook.legacy.models import Difference, Disagreement, Position
from daybook.legacy.registry import title_of
from daybook.legacy.switch.functions import function_of, is_of_custody, words_of
from daybook.legacy.switch.positions import may_repair

SHOWN = 3
BUTTONS = {
    Disagreement.ONLY_HERE: "Send again",
    Disagreement.ONLY_THERE: "Take it back there",
    Disagreement.DIFFERS: "Send ours again",
}
REMEDIES = {
    Disagreement.ONLY_HERE: (
        "It confirmed this record and does not hold it any more. Send it again; it is taken in as new."
    ),
    Disagreement.ONLY_THERE: "It was taken back here and is in force there. Take it back there again.",
    Disagreement.DIFFERS: (
        "Send ours again to overwrite theirs. If theirs is right, amend the report: it is sent by itself."
    ),
}
TYPED_THERE_OF_CUSTODY = (
    "It was not sent from here: somebody typed it there. It is read in and stands beside our custody record, and is"
    " never taken into it. Have whoever did or saw it write it here if it is missing, have it corrected there if it is"
    " wrong, then settle it."
)
TYPED_THERE = (
    "It was not sent from here: somebody entered it there since the system was joined. Record it here if it is missing,"
    " have it corrected there if it is wrong, then settle it."
)

NOT_READ_IN = (
    "It was entered there, where it belongs, and was not read in. Look under Old systems whether the system is being"
    " read; once it is, the next comparison finds both alike."
)


def fields_of(row: Difference) -> str:
    """The names of the fields that differ; where there are many, the first."""
    names = [field_words(each["field"]) for each in row.values]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def field_words(path: str) -> str:
    """`person.family_name` as people read it."""
    return path.replace("[]", "").replace(".", " ").replace("_", " ")


def both_sides(value: dict[str, Any]) -> dict[str, str]:
    """One field with both values, as they stand in the old system's form."""
    return {
        "field": field_words(value["field"]),
        "ours": "; ".join(value["ours"]) or "nothing",
        "theirs": "; ".join(value["theirs"]) or "nothing",
    }


def state_of(row: Difference) -> str:
    if row.settled_at:
        return f"Settled: {row.settled_reason}"
    return "Told again" if row.repaired_at else "Open"


def remedy(row: Difference, position: Position) -> str:
    """What a person can do about it, given whose record stands."""
    if not row.record_id:
        typed = TYPED_THERE_OF_CUSTODY if is_of_custody(row.report) else TYPED_THERE
        return NOT_READ_IN if position == Position.OLD_IS_MASTER else typed
    if not may_repair(row.kind, position):
        return not_repaired(row.run.system, row.report, position)
    return REMEDIES[Disagreement(row.kind)]


def not_repaired(system: str, report: str, position: Position) -> str:
    """Why ours is not sent over theirs, and what to do instead."""
    title, what = title_of(system), words_of(function_of(report))
    if position == Position.OURS_ONLY:
        return f"Daybook alone keeps each {what}, so {title} is told nothing more. Settle this difference."
    if is_of_custody(report):
        return (
            f"{title} is master here ({what}: {position.label.lower()}), so ours is not sent over it. Theirs is not"
            " taken over either: an entry of a custody record is altered by the person who answers for it alone."
            " Correct the entry if theirs is right: that is sent by itself. If ours is right, have it corrected there."
        )
    return (
        f"{title} is master here ({what}: {position.label.lower()}), so theirs stands. What can be taken over is taken"
        " over when it is read in. Amend the report to what it holds where it differs still: that is sent by itself,"
        " and the next comparison finds both alike."
    )


def button(row: Difference, position: Position) -> str:
    """What the button that puts it right says; empty where there is none."""
    return BUTTONS[Disagreement(row.kind)] if row.record_id and may_repair(row.kind, position) else ""


def remedies_for_all(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """One button for each kind that has several open: the kind, how many, what it says."""
    many = {
        "Send again": "Send all {} again",
        "Take it back there": "Take all {} back there",
        "Send ours again": "Send ours again for all {}",
    }
    return [
        {"kind": kind, "words": many[BUTTONS[Disagreement(kind)]].format(f"{count:,}")}
        for kind, count in counts
        if count
    ]

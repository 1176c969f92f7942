"""What each position of a switch means, in sentences for the page. Only what Daybook does today is promised."""

from __future__ import annotations

from typing import NamedTuple

from daybook.legacy.models import Position


class Meaning(NamedTuple):
    deliveries: str
    differences: str


DELIVERED = "What is entered here is delivered to it, so that nobody types it twice."
THEIRS = (
    "Theirs stands: what is changed there becomes ours when it is read in, shown with where it came from, and goes to"
    " the other systems."
)
MEANINGS = {
    Position.OLD_IS_MASTER: Meaning(
        "It is entered and amended there alone. Its form here is locked: who opens it is told so and sees what was read"
        " in. What was entered here before stays; a correction of a person is delivered as ever.",
        THEIRS,
    ),
    Position.OLD_WINS: Meaning(f"{DELIVERED} Every record should stand on both sides.", THEIRS),
    Position.OURS_WINS: Meaning(
        DELIVERED, "Nothing is taken over. Ours stands and is sent again over theirs."
    ),
    Position.OURS_ONLY: Meaning(
        "Nothing more is delivered. Each report shows this system as not needed, with the reason.",
        "It is neither read in nor compared any more.",
    ),
}
CUSTODY = (
    "Nothing of a custody record is ever taken over, wherever its switch stands: what is typed or changed there is read"
    " in and stands beside ours, and whoever answers for an entry writes or corrects it here."
)
LEFT = (
    "Taken over are details of a person and what the report itself asks, as far as the system can be read. People,"
    " places, offences and the state of a report are not: where they differ they stand in the comparison."
)
NOTHING_TO_READ = (
    "Days cannot be counted: {title} gives no extract of what it holds, so nothing shows that both sides agree."
    " It can be turned on once its mapping says how an extract looks ([extract]) and its transport can fetch one."
)
NOT_IN_EXTRACT = (
    "Days cannot be counted: the extract of {title} does not hold this kind of record."
    " It can be turned on once the mapping of that message says how it stands in the extract ([extract])."
)

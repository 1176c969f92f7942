"""What is typed or sent by hand: read as a file's cells are, every fault named by its field."""

from daybook.estate.typed.faults import NotTakenError
from daybook.estate.typed.rows import BY_HAND, number_of, row_draft, texts_of, values_of_row
from daybook.estate.typed.systems import ELSEWHERE, draft_of

__all__ = [
    "BY_HAND",
    "ELSEWHERE",
    "NotTakenError",
    "draft_of",
    "number_of",
    "row_draft",
    "texts_of",
    "values_of_row",
]

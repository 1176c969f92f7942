"""The kinds of entry this room writes. None is about a person whom the police deal with."""

from daybook.book import Act, register_kind

ROW_KEPT = register_kind("oversight-row:kept", Act.NONE, "Row of an oversight sheet entered or amended")
SHEET_IMPORTED = register_kind("oversight-sheet:imported", Act.NONE, "Oversight sheet taken in from a file")
DUE_REVISED = register_kind("recommendation:date-revised", Act.NONE, "Date of a recommendation revised")
EVIDENCE_ADDED = register_kind(
    "recommendation:evidence-added", Act.NONE, "Evidence for a recommendation added"
)
OVERRIDDEN = register_kind("recommendation:overridden", Act.NONE, "Status of a recommendation set by hand")
OVERRIDE_LIFTED = register_kind(
    "recommendation:override-lifted", Act.NONE, "Status of a recommendation computed again"
)
CLOSED = register_kind("recommendation:closed", Act.NONE, "Recommendation closed")
UPDATE_POSTED = register_kind("oversight-update:posted", Act.NONE, "Progress update posted")

"""The kinds of entry this room writes beside those of the custody record, which register themselves."""

from daybook.book import Act, register_kind

SUITE_SET_UP = register_kind("custody-suite:set-up", Act.NONE, "Custody suite set up")
CUSTODY_VIEWED = register_kind("custody:viewed", Act.CONSULTATION, "Custody record viewed")
BOARD_VIEWED = register_kind("custody-board:viewed", Act.CONSULTATION, "Custody board viewed")
BOARD_LEFT_OPEN = register_kind(
    "custody-board:put-on-wall", Act.DISCLOSURE, "Custody board put on a wall screen"
)
HANDOVER_VIEWED = register_kind("custody-handover:viewed", Act.CONSULTATION, "Custody handover viewed")
HANDOVER_GIVEN = register_kind("custody-handover:given", Act.COLLECTION, "Custody shift handed over")
HANDOVER_TAKEN = register_kind("custody-handover:taken", Act.NONE, "Custody shift taken over")
COPY_MADE = register_kind("custody-copy:made", Act.DISCLOSURE, "Copy of a custody record handed out")

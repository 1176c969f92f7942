"""The kinds of entry that harm review lists write."""

from daybook.book import Act, register_kind

WEIGHTS_ADDED = register_kind("harm-weights:added", Act.NONE, "Table of harm weights added")
LIST_OPENED = register_kind("harm-list:opened", Act.NONE, "Harm review list opened")
LIST_ASSESSED = register_kind("harm-list:assessed", Act.NONE, "Assessments of a harm review list renewed")
LIST_ENDED = register_kind("harm-list:ended", Act.ALTERATION, "Harm review list ended")
MEMBER_NAMED = register_kind("harm-list:member-named", Act.NONE, "Who may see a harm review list changed")
LIST_VIEWED = register_kind("harm-list:viewed", Act.CONSULTATION, "Harm review list looked at")
ROW_VIEWED = register_kind("harm-row:viewed", Act.CONSULTATION, "Person looked at for a harm review list")
ROW_ENTERED = register_kind("harm-row:entered", Act.COLLECTION, "Person put on a harm review list")
ROW_PASSED = register_kind("harm-row:passed-over", Act.COLLECTION, "Person not put on a harm review list")
ROW_KEPT = register_kind("harm-row:kept", Act.ALTERATION, "Person kept on a harm review list")
ROW_LEFT = register_kind("harm-row:left", Act.ERASURE, "Person removed from a harm review list")
ROW_RECKONED = register_kind(
    "harm-row:reckoned", Act.ALTERATION, "Evidence on a harm review list reckoned anew"
)
EXPORTED = register_kind("harm-list:exported", Act.DISCLOSURE, "Copy of a harm review list handed out")
RECALL_CHASED = register_kind("harm-recall:chased", Act.NONE, "Recall of a copy chased")
RECALL_ANSWERED = register_kind("harm-recall:answered", Act.NONE, "Recall of a copy answered")
DISPARITY_MADE = register_kind(
    "harm-disparity:made", Act.NONE, "Monthly disparity of a harm review list made"
)

"""The kinds of entry this room writes."""

from daybook.book import Act, register_kind

PERSON_RECORDED = register_kind("person:recorded", Act.COLLECTION, "Person recorded")
PERSON_CORRECTED = register_kind("person:corrected", Act.ALTERATION, "Person's details corrected")
PERSON_IDENTIFIED = register_kind("person:identified", Act.ALTERATION, "Unknown person identified")
PERSON_VIEWED = register_kind("person:viewed", Act.CONSULTATION, "Person viewed")
HANDLING_SET = register_kind("person:handling-set", Act.ALTERATION, "Handling of a person's record set")
EVENT_HANDLING_SET = register_kind("event:handling-set", Act.ALTERATION, "Handling of the report set")
ALIAS_ADDED = register_kind("alias:added", Act.COLLECTION, "Alias added")
WARNING_ADDED = register_kind("warning:added", Act.COLLECTION, "Warning added")
WARNING_WITHDRAWN = register_kind("warning:withdrawn", Act.ALTERATION, "Warning withdrawn")
RECORDS_LINKED = register_kind("records:linked", Act.COMBINATION, "Records linked")
RECORDS_UNLINKED = register_kind("records:unlinked", Act.ALTERATION, "Link between records ended")
ATTACHMENT_ADDED = register_kind("attachment:added", Act.COLLECTION, "Attachment added")
ATTACHMENT_VIEWED = register_kind("attachment:viewed", Act.CONSULTATION, "Attachment opened")
LOCATION_VIEWED = register_kind("location:viewed", Act.CONSULTATION, "Location viewed")
VEHICLE_VIEWED = register_kind("vehicle:viewed", Act.CONSULTATION, "Vehicle viewed")
EVENT_VIEWED = register_kind("event:viewed", Act.CONSULTATION, "Report viewed")
PERSON_LOOKED_UP = register_kind("person:looked-up", Act.CONSULTATION, "Person looked up in a form")
REPORT_PRINTED = register_kind("report:printed", Act.DISCLOSURE, "Report printed")
SOURCE_HELD = register_kind("source:held", Act.COLLECTION, "Identity of a source held apart")
SOURCE_OPENED = register_kind("source:opened", Act.CONSULTATION, "Identity of a source opened with a reason")
STATEMENT_SIGNED = register_kind("statement:signed", Act.ALTERATION, "Statement signed")
RECEIPT_GIVEN = register_kind("stop-search:receipt-given", Act.DISCLOSURE, "Receipt handed out")
RECEIPT_NOT_GIVEN = register_kind("stop-search:receipt-not-given", Act.COLLECTION, "Receipt not handed out")
SUBJECT_ASKED = register_kind("subject-access:requested", Act.COLLECTION, "Subject access request received")
SUBJECT_COLLECTED = register_kind(
    "subject-access:collected", Act.CONSULTATION, "Everything held about a person collected for them"
)
SUBJECT_REVIEWED = register_kind(
    "subject-access:reviewed", Act.ALTERATION, "Item of a subject access request reviewed"
)
SUBJECT_VIEWED = register_kind("subject-access:viewed", Act.CONSULTATION, "Subject access request viewed")
SUBJECT_RELEASED = register_kind(
    "subject-access:released", Act.DISCLOSURE, "Subject access bundle released to the person"
)
SUBJECT_DOWNLOADED = register_kind(
    "subject-access:downloaded", Act.DISCLOSURE, "Subject access bundle downloaded"
)
SUBJECT_DRAFTED = register_kind(
    "subject-access:drafted", Act.CONSULTATION, "Draft of a subject access bundle written to files"
)
RETENTION_VIEWED = register_kind("retention:viewed", Act.CONSULTATION, "Retention review viewed")
RETENTION_KEPT = register_kind("retention:kept", Act.ALTERATION, "Records of a person kept at a review")
HOLD_PLACED = register_kind("retention:hold-placed", Act.ALTERATION, "Legal hold placed")
HOLD_LIFTED = register_kind("retention:hold-lifted", Act.ALTERATION, "Legal hold lifted")
DISPOSAL_PROPOSED = register_kind("retention:disposal-proposed", Act.NONE, "Disposal proposed")
DISPOSAL_ANSWERED = register_kind("retention:disposal-answered", Act.NONE, "Disposal approved or declined")
DISPOSED = register_kind("retention:disposed", Act.ERASURE, "Records of a person disposed of")
DISPOSAL_FINISHED = register_kind(
    "retention:disposal-finished", Act.ERASURE, "Disposal finished, files deleted"
)
NOTICE_DONE = register_kind("retention:notice-done", Act.ERASURE, "Old system has erased what it was told")

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

"""The kinds of entry this room writes."""

from daybook.book import Act, register_kind

SOURCES_RECEIVED = register_kind("sources:received", Act.COLLECTION, "Records of another system received")
SOURCES_GONE = register_kind("sources:gone", Act.ALTERATION, "Records that another system holds no more")
SENDING_REGISTERED = register_kind(
    "sending-system:registered", Act.NONE, "System that sends its person records registered"
)
SENDING_RETIRED = register_kind(
    "sending-system:retired", Act.NONE, "System that sends its person records retired"
)
PEOPLE_LINKED = register_kind("people:linked", Act.COMBINATION, "Records linked by a run")
RUN_STARTED = register_kind("link-run:started", Act.NONE, "Linking run started")
RUN_FINISHED = register_kind("link-run:finished", Act.NONE, "Linking run finished")
PERSON_LINKED = register_kind("person:linked", Act.COMBINATION, "Records found to be one person")
PERSON_UNLINKED = register_kind("person:unlinked", Act.ALTERATION, "Records parted: not the same person")
PERSON_TOLD_APART = register_kind(
    "person:told-apart", Act.ALTERATION, "Records judged to be different people"
)
PERSON_LEFT_OPEN = register_kind("person:left-open", Act.ALTERATION, "Records looked at, left undecided")
DECISION_UNDONE = register_kind("person:link-undone", Act.ALTERATION, "Decision about a person undone")
RECORD_DETACHED = register_kind("person:record-detached", Act.ALTERATION, "Record detached from a person")
PARTING_PROPOSED = register_kind(
    "parting:proposed", Act.NONE, "Parting of a person with an open custody record or case proposed"
)
PARTING_DECLINED = register_kind("parting:declined", Act.NONE, "Proposed parting of a person not confirmed")
PERSON_TAKEN_IN = register_kind(
    "person:taken-in", Act.COLLECTION, "Person known to old systems alone recorded from their records"
)
MODEL_IN_FORCE = register_kind("matching-model:in-force", Act.NONE, "Matching model put in force")
PAIR_VIEWED = register_kind("pair:viewed", Act.CONSULTATION, "Pair of records compared")
PAIR_FETCHED_AHEAD = register_kind(
    "pair:fetched-ahead", Act.CONSULTATION, "Pair of records fetched ahead by a desk, perhaps not shown"
)
# No longer written: it stood outside the list of looks. Books that hold it are still verified.
register_kind("pair:sent-ahead", Act.NONE, "Pair of records sent ahead to a desk, not shown yet")

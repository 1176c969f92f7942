"""The entries that delivery to old systems writes. A sending is a disclosure (Data Protection Act 2018 s.62)."""

from daybook.book import Act, register_kind

SENT = register_kind("delivery:sent", Act.DISCLOSURE, "Sent to an old system")
RESENT = register_kind("delivery:resent", Act.DISCLOSURE, "Sent to an old system again")
CONFIRMED = register_kind("delivery:confirmed", Act.NONE, "Confirmed by an old system")
REFUSED = register_kind("delivery:refused", Act.NONE, "Refused by an old system")
SUPERSEDED = register_kind("delivery:superseded", Act.NONE, "Not sent: a newer version took its place")
NOT_WANTED = register_kind("delivery:not-wanted", Act.NONE, "Not sent: the old system does not take it")
WITHDRAWN = register_kind("delivery:withdrawn", Act.NONE, "Taken back before it was confirmed")
RETRIED = register_kind("delivery:retried", Act.NONE, "Put back in the queue by a person")
ORPHANED = register_kind(
    "delivery:reply-unmatched", Act.COLLECTION, "An answer that fits nothing that was sent"
)
SETTLED = register_kind("delivery:reply-settled", Act.NONE, "An unmatched answer was dealt with")

PAUSED = register_kind("system:paused", Act.NONE, "Deliveries to an old system paused")
RESUMED = register_kind("system:resumed", Act.NONE, "Deliveries to an old system resumed")
BREAKER_OPENED = register_kind("system:breaker-opened", Act.NONE, "An old system stopped answering")
BREAKER_CLOSED = register_kind("system:breaker-closed", Act.NONE, "An old system answers again")

RECONCILED = register_kind("reconciliation:ended", Act.COMBINATION, "An old system compared with the book")
RECONCILE_ASKED = register_kind("reconciliation:asked", Act.NONE, "A comparison with an old system asked for")
REPAIR_ASKED = register_kind("delivery:repair-asked", Act.NONE, "An old system to be told again")
DIFFERENCE_SETTLED = register_kind(
    "difference:settled", Act.NONE, "A difference to an old system was settled"
)

SWITCH_TURNED = register_kind(
    "switch:turned", Act.NONE, "Who is master of a kind of record: the switch was turned"
)
TURN_PROPOSED = register_kind(
    "switch:turn-proposed", Act.NONE, "A turn of a switch that a second person must agree to"
)
TURN_DECLINED = register_kind("switch:turn-declined", Act.NONE, "A proposed turn of a switch not agreed to")

ASKED = register_kind("old-system:asked", Act.CONSULTATION, "An old system asked for a person")
RECORD_VIEWED = register_kind(
    "old-system:record-viewed", Act.CONSULTATION, "A record that an old system has looked at"
)

ENTRIES_READ = register_kind(
    "old-system:custody-entries-read", Act.COLLECTION, "Custody entries typed in an old system read in"
)
ENTRIES_GONE = register_kind(
    "old-system:custody-entries-gone", Act.ALTERATION, "Custody entries that an old system holds no more"
)

"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.custody.alerts.panel import alerts_panel
from daybook.custody.alerts.standing import standing_count
from daybook.custody.panels import custody_of_arrest, papers_of_record, papers_of_suite, suites_panel
from daybook.custody.queries.open_records import open_records
from daybook.custody.queries.overrides import overrides_to_review
from daybook.web import places
from daybook.web.places import MenuItem

SEE = frozenset(str(role) for role in permission("custody.see-record").roles)
TOLD = frozenset(str(role) for role in permission("custody.acknowledge-alert").roles)

places.open_matters.add(open_records)
places.panels.add("event", custody_of_arrest)
places.panels.add("home", alerts_panel)
places.panels.add("home", suites_panel)
places.menu.add(MenuItem("Custody", "custody:suites", roles=SEE, order=25))
places.menu.add(MenuItem("Alerts", "custody:alerts", roles=TOLD, order=31, count=standing_count))
places.panels.add("custody-record-side", papers_of_record)
places.panels.add("custody-board", papers_of_suite)
places.menu.add(
    MenuItem("Rules set aside", "custody:overrides", frozenset({"auditor"}), 810, overrides_to_review)
)

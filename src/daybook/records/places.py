"""What this room puts into the places of other pages."""

from daybook.access import record_links
from daybook.access.permission import permission
from daybook.records import panels
from daybook.records.home import home_panel
from daybook.records.in_hand import open_cases
from daybook.records.person_lookup import plain_lookup
from daybook.records.search import sources
from daybook.web import places
from daybook.web.places import MenuItem

POLICE = frozenset({"officer", "sergeant", "custody-officer", "inspector", "superintendent"})

places.open_matters.add(open_cases)
places.person_lookup.set(plain_lookup)
places.menu.add(MenuItem("Reports", "records:reports", order=20))
places.menu.add(MenuItem("New arrest", "records:new-arrest", roles=POLICE, order=30))
ANSWERS = frozenset(str(role) for role in permission("records.answer-subject-access").roles)
places.menu.add(MenuItem("Subject access", "records:subject-requests", roles=ANSWERS, order=55))
KEEPS = frozenset(str(role) for role in permission("records.review-retention").roles)
places.menu.add(MenuItem("Retention", "records:retention", roles=KEEPS, order=56))
places.links["search"] = "records:search"
for source in sources():
    places.search_sources.add(source)
for record_type in ("person", "event", "vehicle", "location"):
    record_links.register(record_type, f"records:{record_type}")
places.panels.add("home", home_panel)
for panel in (panels.source, panels.signatures, panels.receipt, panels.originals, panels.attachments):
    places.panels.add("event", panel)

"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.legacy import search
from daybook.legacy.custody_panel import custody_panel
from daybook.legacy.find.panel import old_systems
from daybook.legacy.panel import deliveries_panel
from daybook.legacy.read_panel import read_in_panel
from daybook.legacy.switch.entry import masters
from daybook.legacy.their_entries_panel import beside_ours, of_person
from daybook.web import places
from daybook.web.places import MenuItem

SEE = frozenset(str(role) for role in permission("legacy.see-deliveries").roles)
WORK = frozenset(str(role) for role in permission("legacy.work-exceptions").roles)

places.entered_elsewhere.set(masters)
places.panels.add("entered-elsewhere", read_in_panel)
places.panels.add("event", deliveries_panel)
places.search_sources.add(search.source)
places.panels.add("search", old_systems)
places.panels.add("custody-record", beside_ours)
places.panels.add("custody-record", custody_panel)
places.panels.add("person", of_person)
places.menu.add(MenuItem("Old systems", "legacy:systems", roles=SEE, order=60))
places.menu.add(MenuItem("Exceptions", "legacy:desk", roles=WORK, order=61))

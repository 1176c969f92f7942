"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.estate.retirement_panel import retirement_panel
from daybook.web import places
from daybook.web.places import MenuItem

SEE = frozenset(str(role) for role in permission("estate.see-register").roles)

places.menu.add(MenuItem("Estate", "estate:overview", roles=SEE, order=55))
places.panels.add("estate-system", retirement_panel)

"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.web import places
from daybook.web.places import MenuItem

SEE = frozenset(str(role) for role in permission("oversight.see").roles)

places.menu.add(MenuItem("Oversight", "oversight:index", roles=SEE, order=72))

"""What harm review lists put into the places of other pages."""

from daybook.access import record_links
from daybook.access.permission import permission
from daybook.forecast.harm.gate import SEE, SUPPLY
from daybook.web import places
from daybook.web.places import MenuItem


def _holders(name: str) -> frozenset[str]:
    return frozenset(str(role) for role in permission(name).roles)


places.menu.add(MenuItem("Harm lists", "harm:index", roles=_holders(SEE), order=52))
places.menu.add(MenuItem("Harm weights", "harm:weights", roles=_holders(SUPPLY), order=52))
record_links.register("harmlist", "harm:list")

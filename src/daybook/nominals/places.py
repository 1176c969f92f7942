"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.nominals.actions.register_sending import PERMISSION
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.panels import linked_records
from daybook.nominals.queries.persons import people_of
from daybook.nominals.search import look_up
from daybook.web import places
from daybook.web.places import MenuItem


def _holders(name: str) -> frozenset[str]:
    return frozenset(str(role) for role in permission(name).roles)


places.person_lookup.set(look_up)
places.take_in.set(take_in)
places.links["take-in"] = "nominals:take-in"
places.same_person.set(people_of)
places.panels.add("person", linked_records)
places.menu.add(MenuItem("Data quality", "nominals:desk", roles=_holders("nominals.work-desk"), order=50))
places.menu.add(MenuItem("Sending systems", "nominals:sending", roles=_holders(PERMISSION), order=51))

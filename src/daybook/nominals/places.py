"""What this room puts into the places of other pages."""

from daybook.nominals.queries.persons import people_of
from daybook.nominals.search import look_up
from daybook.web import places

places.person_lookup.set(look_up)
places.same_person.set(people_of)

"""What this room puts into the places of other pages."""

from daybook.nominals.queries.persons import people_of
from daybook.web import places

places.same_person.set(people_of)

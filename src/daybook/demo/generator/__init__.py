"""A seeded generator of an invented police force: its people, places, events, officers and dirty copies.

Every person, place and event is invented. Names are put together by chance; the town lies on open sea;
telephone numbers come from the ranges kept for drama. Plain Python without Django, so that an analyst can
use it in a notebook:

    force = generate(seed=1, people=20_000)
    for person in force.people(): ...
"""

from .copies import birth_date_of
from .force import Force, generate, write_truth
from .grid import boundary_file, boundary_text, inside_force
from .shapes import (
    Alias,
    GeneratedAddress,
    GeneratedEvent,
    GeneratedOfficer,
    GeneratedPerson,
    LegacyCopy,
    Occasion,
    Relation,
    Role,
    Truth,
    WarningMarker,
)

__all__ = [
    "Alias",
    "Force",
    "GeneratedAddress",
    "GeneratedEvent",
    "GeneratedOfficer",
    "GeneratedPerson",
    "LegacyCopy",
    "Occasion",
    "Relation",
    "Role",
    "Truth",
    "WarningMarker",
    "birth_date_of",
    "boundary_file",
    "boundary_text",
    "generate",
    "inside_force",
    "write_truth",
]

"""The kinds of entry this room writes. None is about a person: the register is of systems."""

from daybook.book import Act, register_kind

SYSTEM_ADDED = register_kind("estate-system:added", Act.NONE, "System entered in the register")
SYSTEM_AMENDED = register_kind("estate-system:amended", Act.NONE, "System amended in the register")

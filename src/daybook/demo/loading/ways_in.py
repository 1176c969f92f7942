"""How the invented burglars came in: usual ways, and now and then a run of one unusual way in one ward."""

from __future__ import annotations

from zlib import crc32

from daybook.demo.generator import GeneratedEvent

Way = tuple[str, str]
"""Point and means of entry, as the lists of the records room have them."""
NONE: Way = ("", "")
USUAL: dict[str, tuple[Way, ...]] = {
    "dwelling-burglary": (
        *[("rear-door", "lever")] * 4,
        *[("front-door", "cylinder")] * 3,
        *[("rear-window", "glass")] * 3,
        *[("front-door", "insecure")] * 3,
        *[("rear-window", "insecure")] * 2,
        ("upper-window", "insecure"),
        ("front-window", "lever"),
        ("side-door", "body"),
        ("rear-door", "glass"),
        ("front-door", "key"),
        NONE,
    ),
    "other-burglary": (
        ("rear-door", "lever"),
        ("front-door", "glass"),
        ("shutter", "lever"),
        ("side-door", "padlock"),
        ("roof", "other"),
        NONE,
    ),
}
RUN: Way = ("patio-door", "lifted")
RUN_DAYS, ONE_RUN_IN = 21, 17
"""A run lasts so many days; of so many wards and spans one has a run."""


def way_in(event: GeneratedEvent) -> Way:
    """Always the same for the same event; nothing where it is no burglary."""
    usual = USUAL.get(event.category)
    if usual is None:
        return NONE
    if event.category == "dwelling-burglary" and _in_a_run(event):
        return RUN
    return usual[crc32(event.key.encode()) % len(usual)]


def _in_a_run(event: GeneratedEvent) -> bool:
    span = event.happened_at.toordinal() // RUN_DAYS
    return crc32(f"{event.place.ward} {span}".encode()) % ONE_RUN_IN == 0

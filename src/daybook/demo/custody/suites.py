"""The demonstration's two custody suites with their cells, and who works in them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from daybook.access.models import User
from daybook.book import Author
from daybook.book.sheaf import SheafPage, writing_many
from daybook.custody.models import Cell, Suite
from daybook.demo.cast import member
from daybook.demo.generator.city import stations
from daybook.demo.loading.marks import DEVICE

CAST = {
    "detention": "detention-officer",
    "custody": "custody-officer",
    "inspector": "inspector",
    "health": "health-professional",
}
CELLS = {
    "averwick": [*(f"M{n}" for n in range(1, 13)), *(f"F{n}" for n in range(1, 5))],
    "tarnholt": [*(f"M{n}" for n in range(1, 7)), "F1", "F2"],
}
TITLES = {"averwick": "Averwick custody suite", "tarnholt": "Tarnholt custody suite"}


def set_up_suites() -> dict[str, UUID]:
    """The two suites with their cells, made where they are not there yet; their ids by code."""
    held = dict(Suite.objects.values_list("code", "pk"))
    with writing_many() as sheaf:
        for place, (code, cells) in enumerate(CELLS.items()):
            if code in held:
                continue
            held[code] = uuid4()
            station = stations()[place]
            page = sheaf.page("custody-suite:set-up", author(), "suite", held[code])
            page.add(
                Suite, id=held[code], name=TITLES[code], code=code, ou=station.unit, station=station.name
            )
            _add_cells(page, held[code], cells)
    return held


def _add_cells(page: SheafPage, suite: UUID, cells: Sequence[str]) -> None:
    for cell in cells:
        page.add(Cell, suite_id=suite, name=cell)
    page.add(Cell, suite_id=suite, name="D1", kind=Cell.Kind.DETENTION_ROOM, features="For children")
    page.add(Cell, suite_id=suite, name="I1", kind=Cell.Kind.INTERVIEW_ROOM, capacity=0)


def cast_ids() -> dict[str, UUID]:
    """The ready-made officers that write in custody records, by their part."""
    ids = dict(User.objects.values_list("username", "pk"))
    return {part: ids[member(role).collar_number] for part, role in CAST.items()}


def author(user: UUID | None = None) -> Author:
    """Who writes: one of the cast, or the demonstration itself."""
    return Author(user=user, device=DEVICE, purpose="operational")

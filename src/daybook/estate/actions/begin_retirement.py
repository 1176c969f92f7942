"""Begin the work that ends a system, with the checklist and criteria that every retirement has."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.pages import Page
from daybook.estate.kinds import RETIREMENT_BEGUN
from daybook.estate.models import Criterion, ParityItem, Retirement, System
from daybook.estate.register.words import State
from daybook.estate.retirement.held import WORK, reasoned
from daybook.estate.retirement.starting import starting
from daybook.legacy import registry


def begin_retirement(
    caller: Caller, number: str, reason: str, *, joined: str = "", lead: str = ""
) -> Retirement:
    """`number` of the system on the register; `joined`: its name among the old systems, if it is one; `lead`: the
    collar number of whoever does the work, who is the caller unless said. ValueError says what is wrong."""
    require(caller, WORK)
    why = reasoned(reason, "Enter why the system goes.")
    if joined and registry.find(joined) is None:
        known = ", ".join(each.name for each in registry.all_systems()) or "none"
        raise ValueError(f"Daybook is joined to no system called {joined}. Joined: {known}.")
    leads = _lead(lead) if lead.strip() else caller.author.user
    with transaction.atomic():
        system = _system(number)
        now = timezone.now()
        with writing(RETIREMENT_BEGUN, caller.author, system) as page:
            made = Retirement(
                system=system, joined=joined, reason=why, led_by=leads, begun_at=now, state_since=now
            )
            page.note(reason=why)
            page.save(made)
            _put_start(page, made)
    return made


def _system(number: str) -> System:
    system = System.objects.select_for_update().filter(number=number.strip()).first()
    if system is None:
        raise ValueError(f"There is no system with the number {number.strip() or '(none)'} on the register.")
    if Retirement.objects.filter(system=system, ended_at=None).exists():
        raise ValueError(f"{system.name} is being retired already.")
    if system.state == State.REMOVED:
        raise ValueError(
            f"{system.name} is removed, says the register. Correct its state there first if that is not proved."
        )
    return system


def _lead(collar_number: str) -> UUID:
    user = User.objects.filter(username=collar_number.strip(), is_active=True).first()
    if user is None:
        raise ValueError(f"Nobody has the collar number {collar_number.strip()}.")
    return user.pk


def _put_start(page: Page, made: Retirement) -> None:
    """The six points of every checklist, what the register says besides, and the criteria of each step."""
    begins = starting()
    own = {f"own-{place}": text for place, text in enumerate(made.system.parity, 1)}
    for place, (code, title) in enumerate({**begins.parity, **own}.items()):
        page.save(ParityItem(retirement=made, code=code, title=title[:300], place=place))
    for each in begins.criteria:
        page.save(Criterion(retirement=made, gate=each.gate, text=each.text, role=each.role))

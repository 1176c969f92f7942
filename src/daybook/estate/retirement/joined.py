"""What the deliveries know of a system that Daybook is joined to: its switches, clean days, the last delivery."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from daybook.legacy import registry
from daybook.legacy.models import Delivery
from daybook.legacy.switch.clean import DayState
from daybook.legacy.switch.positions import last_turns
from daybook.legacy.switch.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Joined:
    """One old system. `is_joined` is false once its connection was taken out; what was turned is known all the same."""

    title: str = ""
    is_joined: bool = False
    standings: tuple[Standing, ...] = ()
    delivered: date | None = None

    @property
    def different_on(self) -> date | None:
        """The last of the days that count on which a difference was found and not settled."""
        days = [day for each in self.standings if each.clean for day in each.clean.days]
        return max((day for day, state in days if state is DayState.DIFFERENT), default=None)


def joined_systems(names: Collection[str]) -> dict[str, Joined]:
    """By name."""
    sent = Delivery.objects.filter(system__in=names).values_list("system").annotate(Max("sent_at"))
    last: dict[str, datetime | None] = dict(sent.order_by())
    return {name: _joined(name, last.get(name)) for name in names}


def _joined(name: str, sent: datetime | None) -> Joined:
    system = registry.find(name)
    if system is None:
        turned = [Standing(name, function, turn) for (_, function), turn in last_turns(name).items()]
        return Joined(registry.title_of(name), False, tuple(turned), _day(sent))
    return Joined(system.title, True, tuple(standings(system)), _day(sent))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def names_joined() -> list[tuple[str, str]]:
    """Name and title of each system that Daybook is joined to."""
    return [(system.name, system.title) for system in registry.all_systems()]

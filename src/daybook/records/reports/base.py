"""What a report type is: one class, from which form, API, validation, printed copy and mapping fields come."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any, ClassVar

from pydantic.fields import FieldInfo

from daybook.book.kinds import Act, register_kind
from daybook.records.reports.ask import Ask, ask_of
from daybook.records.reports.change import Change
from daybook.records.reports.entries import OffenceEntry, OptionalId, PersonEntry, PlaceEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.form import Form
from daybook.records.reports.soft import common_warnings
from daybook.records.reports.values import Moment, OptionalMoment

GROUPS = ("Most used", "Evidence and property", "People at risk", "Intelligence, warrants and outcomes")
"""The headings of the menu, in order."""


class Report(Form):
    """A report. Subclasses say what they are in class variables and ask their questions as annotated fields."""

    prefix: ClassVar[str] = ""
    statuses: ClassVar[dict[str, str]] = {}
    in_hand: ClassVar[frozenset[str]] = frozenset()
    """The statuses of an open case: somebody is working on it."""
    changes: ClassVar[tuple[Change, ...]] = ()
    one_event_per_person: ClassVar[bool] = False
    one_event_per: ClassVar[str] = ""
    """The repeated part of which each becomes an event of its own."""
    amended_to: ClassVar[str] = ""
    """The state that an amendment leads to; where empty, it stays."""
    signs: ClassVar[bool] = False
    """Whether somebody signs its text."""
    shows_original: ClassVar[bool] = False
    """Whether its page shows what was written before an amendment."""
    guarded: ClassVar[frozenset[str]] = frozenset()
    """Fields that only the author and the holders of the permission `guard` may read; no other system is told."""
    guard: ClassVar[str] = ""
    begins_with: ClassVar[frozenset[str]] = frozenset()
    """Repeated parts of which a new form shows one, though the report may be without."""
    minds_ages: ClassVar[bool] = False
    """Whether `check_ages` has rules."""
    group: ClassVar[str] = "Most used"
    """Under which heading of the menu it stands; see GROUPS."""
    draws: ClassVar[dict[str, frozenset[str]]] = {}
    """Which people of the report that this one came from a field takes over, by their roles; its own role if none."""
    comes_from: ClassVar[frozenset[str]] = frozenset()
    """The types of report of which it must have come from one, about people who are in that; any or none if empty."""
    once: ClassVar[tuple[str, ...]] = ()
    """Where it must have come from a report: the fields in which two from the same, of the same people and offence,
    differ."""
    at_same_time: ClassVar[bool] = True
    """Whether it happened when the report that it came from did, unless said otherwise."""

    arose_from: Annotated[OptionalId, Ask("The report that this came from", hidden=True)] = None

    happened_at: Annotated[Moment, Ask("When", hint="Day, month, year and time", section="When and where")]
    happened_to: Annotated[OptionalMoment, Ask("Until, where it lasted", folded=True)] = None
    place: Annotated[PlaceEntry, Ask("Where")]

    def warnings(self) -> list[Warned]:
        """What is unlikely and may still be so."""
        return common_warnings(self)

    def check_ages(self, ages: Mapping[str, int]) -> None:
        """What cannot be true of people this old, in whole years by path, as typed or on record: raise ValueError."""

    @property
    def status(self) -> str:
        """The state in which the report starts."""
        return next(iter(self.statuses))

    @classmethod
    def in_order(cls) -> list[tuple[str, FieldInfo]]:
        """The subclass's own first section, then when and where, then the rest: who comes first on the page."""
        fields = list(cls.model_fields.items())
        common = [item for item in fields if item[0] in Report.model_fields]
        own = [item for item in fields if item[0] not in Report.model_fields]
        starts = [index for index, (name, info) in enumerate(own) if ask_of(info, name).section]
        cut = starts[1] if len(starts) > 1 else len(own)
        return own[:cut] + common + own[cut:]

    def people(self) -> Iterator[tuple[str, PersonEntry, str]]:
        """Everyone the report names: role, entry and path."""
        for name, role in self.people_fields():
            held = getattr(self, name)
            for index, person in enumerate(held if isinstance(held, list) else [held]):
                if person is not None:
                    yield role, person, f"{name}.{index}" if isinstance(held, list) else name

    def offence_entries(self) -> list[OffenceEntry]:
        return list(getattr(self, "offences", []))

    def details(self) -> dict[str, Any]:
        """What the report asks that POLE has no table for, as JSON holds it."""
        return self.model_dump(mode="json", include=set(self.detail_fields()))

    @classmethod
    def detail_fields(cls) -> list[str]:
        pole = {
            "arose_from",
            "happened_at",
            "happened_to",
            "place",
            "offences",
            *(name for name, _ in cls.people_fields()),
        }
        return [name for name in cls.model_fields if name not in pole]

    @classmethod
    def drawn_roles(cls, name: str, role: str) -> frozenset[str]:
        """The roles in an earlier report of those whom a field of people takes over."""
        return cls.draws.get(name, frozenset({role}))

    @classmethod
    def permission(cls) -> str:
        return f"records.record-{cls.slug}"

    @classmethod
    def kind(cls, verb: str) -> str:
        return f"{cls.slug}:{verb}"


_types: dict[str, type[Report]] = {}


def report_type(cls: type[Report]) -> type[Report]:
    """Make a report type known; the class decorator of every file in this package that holds one."""
    _types[cls.slug] = cls
    register_kind(cls.kind("recorded"), Act.COLLECTION, f"{cls.title} recorded")
    register_kind(cls.kind("amended"), Act.ALTERATION, f"{cls.title} amended")
    for change in cls.changes:
        register_kind(change.kind, Act.ALTERATION, change.title)
    return cls


def all_types() -> dict[str, type[Report]]:
    """Every report type by its slug; loads each file of this package once."""
    _load()
    return dict(sorted(_types.items()))


@cache
def _load() -> None:
    package = import_module("daybook.records.reports")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def type_of(slug: str) -> type[Report]:
    try:
        return all_types()[slug]
    except KeyError:
        raise LookupError(f"There is no report type {slug!r}.") from None

"""What a kind of entry is: one class, from which form, API, validation, rules and printed line come."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Annotated, Any, ClassVar, Self

from django.utils import timezone
from pydantic import field_validator
from pydantic.fields import FieldInfo

from daybook.book.kinds import Act, register_kind
from daybook.custody.detention import Detention
from daybook.custody.entries.said import answers
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.form import STORED, Form
from daybook.records.reports.values import Moment, Tick

AHEAD = timedelta(minutes=5)
"""How far the clock of a desk may be ahead of the server's."""


class EntryKind(Form):
    """An entry. Subclasses say what they are in class variables and ask their questions as annotated fields.

    `section` is the part of the custody record it stands in. `decided_by` names the field with the collar number of
    who decided, where that may be another than the writer; `rank_in` the detail in which that officer's rank is
    kept; `least_rank` the rank the law asks for, by the rule `rank_rule`. `segregation` is the rule that bars an
    officer of the investigation from deciding. `adult_law` is the paragraph by which the appropriate adult is to be
    there, asked as `appropriate_adult`. `after_release` lets it happen when the person has left. `house`
    marks what Daybook writes itself: no form offers it.
    """

    section: ClassVar[str] = ""
    permission: ClassVar[str] = "custody.care"
    clock: ClassVar[bool] = False
    decided_by: ClassVar[str] = ""
    rank_in: ClassVar[str] = ""
    least_rank: ClassVar[str] = ""
    rank_rule: ClassVar[str] = ""
    segregation: ClassVar[str] = ""
    adult_law: ClassVar[str] = ""
    after_release: ClassVar[bool] = False
    house: ClassVar[bool] = False

    happened_at: Annotated[Moment, Ask("When", hint="Day, month, year and time")]

    @field_validator("happened_at")
    @classmethod
    def _not_in_the_future(cls, value: datetime) -> datetime:
        if value > timezone.now() + AHEAD:
            raise ValueError("This is in the future. Enter when it happened. (TIME-2)")
        return value

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        """What cannot be, as the detention stands so far."""
        return []

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        """What is unlikely or less than the Code asks, and may still be so: each waits for a reason."""
        return []

    def line(self) -> str:
        """The entry as one paragraph of the custody record, also where it is printed."""
        said = "; ".join(f"{label}: {text}" for label, text in answers(self))
        return f"{self.title}. {said.removesuffix('.')}." if said else f"{self.title}."

    def details(self) -> dict[str, Any]:
        """The answers as JSON holds them."""
        return self.model_dump(mode="json", exclude={"happened_at"})

    def ranked(self, decider: Officer) -> Self:
        """The entry with the rank of who decided, where its kind keeps that."""
        return self.model_copy(update={self.rank_in: decider.rank}) if self.rank_in else self

    @classmethod
    def in_order(cls) -> list[tuple[str, FieldInfo]]:
        """The questions a form asks: who decided comes last, what Daybook fills in is left out."""
        asked = [item for item in super().in_order() if item[0] != cls.rank_in]
        return sorted(asked, key=lambda item: item[0] == cls.decided_by)

    @classmethod
    def asked(cls, now: Detention) -> list[str]:
        """The names of the questions to ask of this person: an adult needs no appropriate adult."""
        names = [name for name, _ in cls.in_order()]
        return [name for name in names if name != "appropriate_adult" or now.protected]

    @classmethod
    def read(cls, details: Mapping[str, Any], happened_at: datetime) -> Self:
        """An entry as it was written, whatever today's rules and code lists say."""
        return cls.model_validate({**details, "happened_at": happened_at}, context=STORED)

    @classmethod
    def kind(cls) -> str:
        return f"custody:{cls.slug}"


AdultPresent = Annotated[Tick, Ask("The appropriate adult was present")]
_kinds: dict[str, type[EntryKind]] = {}


def entry_kind(cls: type[EntryKind]) -> type[EntryKind]:
    """Make a kind of entry known; the class decorator of every kind in this package."""
    if _kinds.setdefault(cls.slug, cls) is not cls:
        raise ValueError(f"There are two kinds of custody entry called {cls.slug!r}.")
    register_kind(cls.kind(), Act.COLLECTION, f"Custody: {cls.title[:1].lower()}{cls.title[1:]}")
    return cls


def all_kinds() -> dict[str, type[EntryKind]]:
    """Every kind of entry by its slug; loads each file of this package once."""
    _load()
    return dict(sorted(_kinds.items()))


def is_kind(slug: str) -> bool:
    _load()
    return slug in _kinds


@cache
def _load() -> None:
    package = import_module("daybook.custody.entries")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def kind_of(slug: str) -> type[EntryKind]:
    try:
        return _kinds[slug]
    except KeyError:
        raise LookupError(f"There is no kind of custody entry {slug!r}.") from None

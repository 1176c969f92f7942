"""The form of a page that writes entries: when it happened, asked once, and the questions of each entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString
from pydantic import ValidationError

from daybook.custody.detention import Detention
from daybook.custody.entries import EntryKind
from daybook.custody.forms.asked import WHEN, Asked
from daybook.custody.models import CustodyRecord
from daybook.records.forms.check import Checked, errors_by_path
from daybook.records.forms.page import FormPage, summary_of
from daybook.records.forms.steps import Step, take
from daybook.records.forms.typed import Typed, empty, is_list, moment_boxes, posted_of, typed_from
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import OffenceEntry, Part
from daybook.records.reports.form import inner_model
from daybook.records.reports.values import Moment


class When(Part):
    """The one moment of all that a page writes."""

    happened_at: Annotated[Moment, Ask("When", hint="Day, month, year and time")]


@dataclass(frozen=True, slots=True)
class Around:
    """The record that the page is about, and the detention as it stands; None while the record is being opened."""

    record: CustodyRecord | None = None
    detention: Detention | None = None


@dataclass(slots=True)
class EntryPart:
    """One entry of the page: what is asked for it, its form, and the entry once it is whole."""

    asked: Asked
    page: FormPage[EntryKind]
    entry: EntryKind | None = None

    @classmethod
    def of(cls, asked: Asked, typed: Typed, around: Around) -> EntryPart:
        page: FormPage[EntryKind] = FormPage(asked.entry, typed, prefix=asked.prefix)
        page.left_out, page.options = asked.left_out(around.detention), asked.options(around.record)
        return cls(asked, page)

    @property
    def wanted(self) -> bool:
        """Whether it is to be written: it cannot wait, or something was typed into it."""
        if self.asked.needed and not self.asked.may_wait:
            return True
        return _said(filled(self.page)) != _said(self.asked.blank())

    def check(self, when: Typed, reasons: Mapping[str, str]) -> None:
        """Make the entry, or keep what is wrong with each field."""
        given = {key: text for key, text in reasons.items() if text.strip()}
        try:
            self.entry = self.asked.entry.model_validate({**filled(self.page), WHEN: when})
            self.page.checked = Checked(reasons=given)
        except ValidationError as error:
            self.entry = None
            self.page.checked = Checked(errors=errors_by_path(self.asked.entry, error), reasons=given)


@dataclass(slots=True)
class EntryForm:
    """The whole form. `reasons` are answers to soft findings by the prefix of their part and their key."""

    when: FormPage[When]
    parts: list[EntryPart]
    reasons: dict[str, str] = field(default_factory=dict)
    override: str = ""
    why: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    """What is wrong beside the questions, by the id of its place on the page."""
    may_override: bool = False
    """Whether a rule refused it that may be set aside in an emergency."""

    @classmethod
    def blank(cls, asked: Sequence[Asked], around: Around, now: datetime) -> EntryForm:
        """It happened now, unless said otherwise; of what may be several, one is there to be filled in."""
        parts = [EntryPart.of(one, _with_first_rows(one), around) for one in asked]
        return cls(_when(asked, moment_boxes(now)), parts)

    @classmethod
    def read(cls, asked: Sequence[Asked], around: Around, posted: QueryDict) -> EntryForm:
        """What was typed, as a browser posts it and as a draft keeps it."""
        parts = [
            EntryPart.of(one, typed_from(posted, one.entry, one.prefix) | dict(one.given), around)
            for one in asked
        ]
        when = typed_from(posted, When)[WHEN]
        reasons = {key[7:]: str(posted[key]) for key in posted if key.startswith("reason.")}
        return cls(_when(asked, when), parts, reasons, posted.get("override", ""), posted.get("why", ""))

    @classmethod
    def of_entry(cls, asked: Asked, around: Around, typed: Typed) -> EntryForm:
        """The form of an entry as it was written, to be corrected."""
        return cls(_when([asked], typed[WHEN]), [EntryPart.of(asked, typed, around)])

    def take(self, step: Step) -> None:
        """Do what a button inside the form asks for; UnknownStepError where it is none of this form's."""
        for part in self.parts:
            if step.path.startswith(part.asked.prefix):
                inner = Step(step.verb, step.path.removeprefix(part.asked.prefix), step.value)
                return take(part.asked.entry, part.page.typed, inner)
        return take(When, self.when.typed, step)

    def typed(self) -> str:
        """All that was typed, as a draft keeps it."""
        pairs = posted_of(self.when.typed)
        for part in self.parts:
            pairs += posted_of(part.page.typed, part.asked.prefix)
        pairs += [(f"reason.{key}", text) for key, text in self.reasons.items()]
        return urlencode([*pairs, ("override", self.override), ("why", self.why)])

    def check(self) -> list[EntryPart]:
        """Check the parts that are to be written and give them; `sound` says whether all hold by themselves."""
        wanted = [part for part in self.parts if part.wanted]
        for part in wanted:
            part.check(self.when.typed[WHEN], self.reasons_of(part))
            self._move_when(part)
        return wanted

    def reasons_of(self, part: EntryPart) -> dict[str, str]:
        prefix = part.asked.prefix
        return {
            key.removeprefix(prefix): text for key, text in self.reasons.items() if key.startswith(prefix)
        }

    def refuse(self, part: EntryPart, checked: Checked) -> None:
        """Show what the rules say against a part."""
        part.page.checked = checked
        self._move_when(part)

    def _move_when(self, part: EntryPart) -> None:
        """What is wrong with the moment stands at the one place that asks for it."""
        if said := part.page.checked.errors.pop(WHEN, ""):
            self.when.checked.errors.setdefault(WHEN, said)

    @property
    def sound(self) -> bool:
        return not any(self._errors())

    def _errors(self) -> Iterator[dict[str, str]]:
        yield from ({"text": text, "href": f"#{place}"} for place, text in self.beside.items())
        yield from self.when.error_links()
        for part in self.parts:
            yield from part.page.error_links()

    @property
    def error_summary(self) -> SafeString:
        return summary_of(list(self._errors()))

    @property
    def soft(self) -> list[dict[str, Any]]:
        """The soft findings of all parts that ask for a reason, each with the reason given so far."""
        return [item for part in self.parts for item in part.page.soft]

    @property
    def other_reasons(self) -> list[tuple[str, str]]:
        """Reasons given that no finding on the page asks for now: kept, as one may be found again."""
        shown = {item["name"] for item in self.soft}
        named = ((f"reason.{key}", text) for key, text in self.reasons.items())
        return [(name, text) for name, text in named if name not in shown]


def _when(asked: Sequence[Asked], typed: Typed) -> FormPage[When]:
    page = FormPage(When, {WHEN: typed})
    if len(asked) == 1:
        page.labels = {WHEN: asked[0].entry.happened}
    return page


def _with_first_rows(asked: Asked) -> Typed:
    typed = asked.blank()
    for name in _repeated(asked.entry):
        take(asked.entry, typed, Step("add", name))
    return typed


def filled(page: FormPage[EntryKind]) -> Typed:
    """What was typed, without the rows of a repeated part that were left empty."""
    typed = dict(page.typed)
    for name in _repeated(page.kind):
        untouched = posted_of(empty(_inner(page.kind, name)))
        typed[name] = [row for row in typed.get(name) or [] if posted_of(row) != untouched]
    return typed


def _repeated(kind: type[EntryKind]) -> list[str]:
    """The fields that hold several of a part each, offences apart: they are searched for, not filled in."""
    found = kind.model_fields.items()
    return [
        name
        for name, field in found
        if is_list(field) and inner_model(field.annotation) not in {None, OffenceEntry}
    ]


def _inner(kind: type[EntryKind], name: str) -> type[Part]:
    part = inner_model(kind.model_fields[name].annotation)
    assert part is not None
    return part


def _said(typed: Typed) -> list[tuple[str, str]]:
    """What was typed, as pairs that can be compared: the moment apart, and nothing where nothing was typed."""
    return sorted(
        (name, text) for name, text in posted_of({**typed, WHEN: {}}) if text and not name.startswith(WHEN)
    )

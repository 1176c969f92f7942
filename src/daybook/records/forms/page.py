"""The whole form of a report, or of another part, as HTML, in the order of the class: sections, repeated people,
offences, and what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from pydantic.fields import FieldInfo

from daybook.records.forms.check import Checked
from daybook.records.forms.fields import Question, html_id, question_html
from daybook.records.forms.typed import Typed, is_list
from daybook.records.identifiers import IdentifierError
from daybook.records.offences import OffenceCode, OffenceError, find
from daybook.records.person_lookup import Found
from daybook.records.reports.ask import ask_of
from daybook.records.reports.entries import OffenceEntry, Part, PersonEntry
from daybook.records.reports.form import inner_model
from daybook.web.components import render

Kind = TypeVar("Kind", bound=Part)


@dataclass(slots=True)
class FormPage(Generic[Kind]):
    """What the template needs. `people` holds the names of people chosen, by id; `found` what a look-up gave."""

    kind: type[Kind]
    typed: Typed
    checked: Checked = field(default_factory=Checked)
    people: dict[str, str] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    found_offences: list[Any] = field(default_factory=list)
    searched: str = ""
    fixed_people: bool = False
    """Whether the people stay as they are: nobody is added, chosen anew or taken away on this page."""
    focus: str = ""
    """Path of the part that a button inside the form was about: the page opens there, not at its top."""
    beside: dict[str, str] = field(default_factory=dict)
    """What is wrong with questions that the page asks beside the report: by their ids."""
    prefix: str = ""
    """Stands before every name, where several forms are one on the page: `search.`."""
    left_out: frozenset[str] = frozenset()
    """Fields that this page does not ask, because it asks or knows them elsewhere."""
    labels: dict[str, str] = field(default_factory=dict)
    """What this page calls a field, where not as its class does."""
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """The answers that this page offers for a field, where not all of its class."""

    @property
    def error_summary(self) -> SafeString:
        """What is wrong; where nothing is, what is doubted: it stands at the end of the form, out of sight."""
        return summary_of(self.error_links()) or summary_of(
            self._doubts(), "Not recorded yet: look at this again"
        )

    def _doubts(self) -> list[dict[str, str]]:
        return [
            {"text": item["finding"].message, "href": f"#{item['id']}"}
            for item in self.soft
            if not item["reason"]
        ]

    def error_links(self) -> list[dict[str, str]]:
        """Each error's sentence with the place of the page that it is about."""
        errors = [
            {"text": text, "href": f"#{self.target(path)}"} for path, text in self._errors_down_the_page()
        ]
        return errors + [{"text": text, "href": f"#{key}"} for key, text in self.beside.items()]

    def _errors_down_the_page(self) -> list[tuple[str, str]]:
        order = {name: place for place, (name, _) in enumerate(self.kind.in_order())}
        return sorted(
            self.checked.errors.items(), key=lambda item: order.get(item[0].split(".")[0], len(order))
        )

    def target(self, path: str) -> str:
        """The id of the element to go to for an error: the field at fault, else its nearest enclosing part."""
        ids = {question.path.removeprefix(self.prefix) for question in self.questions()}
        while path and path not in ids and path not in self.parts():
            path = path.rpartition(".")[0]
        return html_id(f"{self.prefix}{path}") if path else "report"

    def questions(self) -> Iterator[Question]:
        yield from self._questions(self.kind, self.typed, "")

    def _questions(self, part: type[Part], typed: Typed, prefix: str) -> Iterator[Question]:
        for name, info in part.model_fields.items():
            inner, path = inner_model(info.annotation), f"{prefix}{name}"
            if inner and is_list(info) and inner is not OffenceEntry:
                for index, one in enumerate(typed.get(name) or []):
                    yield from self._questions(inner, one, f"{path}.{index}.")
            elif inner and not is_list(info):
                yield from self._questions(inner, typed.get(name) or {}, f"{path}.")
            elif not inner:
                yield self.question(info, name, path, typed)

    def parts(self) -> set[str]:
        """Paths of the repeated parts and of each of them."""
        found = set()
        for name, info in self.kind.model_fields.items():
            if inner_model(info.annotation) and is_list(info):
                found |= {name, *(f"{name}.{index}" for index in range(len(self.typed.get(name) or [])))}
        return found

    def question(self, info: FieldInfo, name: str, path: str, typed: Typed) -> Question:
        error = self.checked.errors.get(path, "")
        offered = self.options.get(path, ())
        return Question(f"{self.prefix}{path}", name, info, typed.get(name), error, options=offered)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The form in parts: a heading and the HTML of what stands under it."""
        found: list[dict[str, Any]] = []
        for name, info in self.kind.in_order():
            ask = ask_of(info, name)
            if ask.within or ask.hidden or name in self.left_out:
                continue
            if ask.section or not found:
                found.append({"title": ask.section, "shown": [], "folded": [], "opened": False, "labels": []})
            where = "folded" if ask.folded else "shown"
            found[-1]["labels"] += [ask.label] * ask.folded
            found[-1][where].append(self.field_html(info, name))
            if ask.folded and (any_typed(self.typed.get(name)) or name in self.checked.errors):
                found[-1]["opened"] = True
        return [part | {"about": some_of(part["labels"])} for part in found]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What is sent along without being asked: name and value."""
        names = [name for name, info in self.kind.model_fields.items() if ask_of(info, name).hidden]
        return [(f"{self.prefix}{name}", self.typed[name]) for name in names if self.typed.get(name)]

    def field_html(self, info: FieldInfo, name: str) -> SafeString:
        inner = inner_model(info.annotation)
        if inner is OffenceEntry:
            return self._offences(info, name)
        if inner and is_list(info):
            return self._repeated(info, name, inner)
        if inner:
            return self._group(inner, self.typed.get(name) or {}, f"{name}.")
        return self._one(info, name)

    @property
    def person_part(self) -> SafeString:
        """Only the part that asks for the person, where that is all that is asked."""
        name, _ = next(self.kind.people_fields())
        return self._repeated(self.kind.model_fields[name], name, PersonEntry, only_one=True)

    def _one(self, info: FieldInfo, name: str) -> SafeString:
        question = replace(self.question(info, name, name, self.typed), within=self._within(name))
        happened = getattr(self.kind, "happened", "") if name == "happened_at" else ""
        return question_html(question, self.labels.get(name, happened))

    def _within(self, name: str) -> dict[str, SafeString]:
        """What is asked further where a question has a certain answer: HTML by the answer."""
        found: dict[str, list[SafeString]] = {}
        for inner, info in self.kind.in_order():
            if (within := ask_of(info, inner).within) and within[0] == name:
                found.setdefault(within[1], []).append(self.field_html(info, inner))
        return {answer: SafeString("".join(parts)) for answer, parts in found.items()}

    def _group(self, part: type[Part], typed: Typed, prefix: str) -> SafeString:
        """A part's questions; those seldom needed are folded, unless one of them holds something or is at fault."""
        shown, folded, labels, opened = [], [], [], False
        for question in self._questions(part, typed, prefix):
            if question.name == "person_id":
                continue
            if question.ask.folded:
                folded.append(question_html(question))
                labels.append(question.ask.label)
                opened = opened or bool(question.error) or any_typed(question.typed)
            else:
                shown.append(question_html(question))
        context = {"shown": shown, "folded": folded, "opened": opened, "about": some_of(labels)}
        return render_to_string("records/forms/group.html", context)

    def _repeated(self, info: FieldInfo, name: str, part: type[Part], only_one: bool = False) -> SafeString:
        ask = ask_of(info, name)
        items = [
            self._item(part, typed, f"{name}.{index}", index)
            for index, typed in enumerate(self.typed.get(name) or [])
        ]
        context = {
            "ask": ask,
            "name": f"{self.prefix}{name}",
            "id": html_id(f"{self.prefix}{name}"),
            "items": items,
            "fixed": self.fixed_people and part is PersonEntry,
            "many": len(items) > 1
            or not any(note for note in info.metadata if getattr(note, "min_length", 0)),
            "error": self.checked.errors.get(name, ""),
            "single": only_one
            or getattr(next((n for n in info.metadata if hasattr(n, "max_length")), None), "max_length", 0)
            == 1,
        }
        return render_to_string("records/forms/repeated.html", context)

    def _item(self, part: type[Part], typed: Typed, path: str, index: int) -> dict[str, Any]:
        chosen = str(typed.get("person_id") or "")
        return {
            "path": f"{self.prefix}{path}",
            "id": html_id(f"{self.prefix}{path}"),
            "number": index + 1,
            "is_person": part is PersonEntry,
            "focus": self.focus == path,
            "chosen": chosen,
            "chosen_name": self.people.get(chosen, ""),
            "found": self.found.get(path),
            "error": self.checked.errors.get(path, ""),
            "html": "" if chosen else self._group(part, typed, f"{path}."),
        }

    def _offences(self, info: FieldInfo, name: str) -> SafeString:
        codes = [item["code"] for item in self.typed.get(name) or []]
        errors = [
            text for path, text in self.checked.errors.items() if path == name or path.startswith(f"{name}.")
        ]
        context = {
            "ask": ask_of(info, name),
            "name": f"{self.prefix}{name}",
            "id": html_id(f"{self.prefix}{name}"),
            "chosen": [(code, listed(code)) for code in codes],
            "error": " ".join(errors),
            "found": self.found_offences,
            "searched": self.searched,
            "focus": self.focus == name,
        }
        return render_to_string("records/forms/offences.html", context)

    @property
    def soft(self) -> list[dict[str, Any]]:
        """The soft findings, each with the reason given so far."""
        return [
            {
                "finding": finding,
                "id": html_id(f"reason.{self.prefix}{finding.key}"),
                "name": f"reason.{self.prefix}{finding.key}",
                "reason": self.checked.reasons.get(finding.key, ""),
            }
            for finding in self.checked.warned
        ]


def summary_of(errors: list[dict[str, str]], title: str = "There is a problem") -> SafeString:
    """The error summary; nothing where nothing is wrong."""
    if not errors:
        return SafeString("")
    return render("error-summary", {"titleText": title, "errorList": errors})


def any_typed(value: Any) -> bool:
    if isinstance(value, dict):
        return any(value.values())
    return bool(value)


def some_of(labels: list[str]) -> str:
    """The first few labels of what is folded away, to say what is there."""
    few = [label if label[1:2].isupper() else label[:1].lower() + label[1:] for label in labels[:3]]
    return ", ".join(few) + (" and more" if len(labels) > len(few) else "")


def listed(code: str) -> OffenceCode | None:
    """The offence of a code as typed; None where there is none such."""
    try:
        return find(code)
    except (OffenceError, IdentifierError):
        return None

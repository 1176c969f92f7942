"""How a report's field is asked: label, hint, section, code list, and the role of the people it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from daybook.records.code_lists import code_list


@dataclass(frozen=True, slots=True)
class Ask:
    """The face of a field, put into its annotation: `Annotated[str, Ask("Grounds for arrest", rows=5)]`.

    `section` opens a new part of the form. `code_list` names the list whose codes are allowed. `options` gives
    code and label pairs where there is no list. `rows` makes a text area. `add` is the words of the button that
    adds one more of a repeated part. `folded` hides what is seldom needed behind its label. `missing` is the
    sentence where the field must be there and is not. `within` names another question of the same part and the
    answer to it under which this one is asked: `("injured", "yes")`.
    """

    label: str
    hint: str = ""
    section: str = ""
    code_list: str = ""
    options: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    width: int = 0
    add: str = ""
    remove: str = ""
    folded: bool = False
    choose: str = ""
    missing: str = ""
    within: tuple[str, str] | tuple[()] = ()
    hidden: bool = False
    """Not asked: the page knows it and sends it along."""

    @property
    def missing_sentence(self) -> str:
        if self.label.endswith("?") and not self.missing:
            return f"Answer the question: {self.label}"
        if self.add and not self.missing:
            return f"{self.add}."
        return self.missing or f"Enter {self.label[:1].lower()}{self.label[1:]}."


@dataclass(frozen=True, slots=True)
class Role:
    """The link role (code list `link-roles`) of the people a field names."""

    code: str


def ask_of(field: FieldInfo, name: str) -> Ask:
    """The field's `Ask`, or one made from its name."""
    found = next((note for note in field.metadata if isinstance(note, Ask)), None)
    return found or Ask(name.replace("_", " ").capitalize())


def role_of(field: FieldInfo) -> str | None:
    found = next((note for note in field.metadata if isinstance(note, Role)), None)
    return found.code if found else None


def codes_of(ask: Ask) -> list[tuple[str, str]]:
    """The code and label pairs a field may hold today, empty where it is not coded."""
    if ask.options:
        return list(ask.options)
    if not ask.code_list:
        return []
    return code_list(ask.code_list).choices()


def sentence(message: Any) -> str:
    """A message as a sentence: capital first, full stop last."""
    text = str(message).strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."

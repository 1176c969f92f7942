"""What a sending system puts of a person under its own key, and what it is answered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, field_validator, model_validator

from daybook.nominals.api_shapes import SAYS_NOTHING, PersonSaid, RecordRef, Text
from daybook.nominals.key_names import LONGEST_KEY, base_key
from daybook.nominals.matching import Written

MOST_ROWS = 200
KEPT_SPACES = "\n\r\t"


def _has_control(text: str, but: str = "") -> bool:
    return any(unicodedata.category(one) == "Cc" and one not in but for one in text)


def _printable(text: str) -> str:
    if _has_control(text, but=KEPT_SPACES):
        raise ValueError("Take out the control characters, such as NUL: send text alone.")
    return text


def _key(text: str) -> str:
    if text != text.strip() or _has_control(text):
        raise ValueError("Give the key without spaces around it and without control characters.")
    if base_key(text) != text:
        raise ValueError(
            "A key may not end in # and a number of 2 or more: so Daybook tells two people under one key apart."
            " Send it without that, or with another sign."
        )
    return text


def _asked_key(text: str) -> str:
    if _has_control(text):
        raise ValueError("Give the key without control characters, such as NUL.")
    return text


Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY), AfterValidator(_key)]
AskedKey = Annotated[str, Field(max_length=80), AfterValidator(_asked_key)]
"""The key of a record of any system, also with the number of a second person under it."""


class AgeIn(Schema):
    """An age that somebody guessed (`40`, `about 40`, `35-40`, `30s`) and the date on which they did."""

    model_config = ConfigDict(extra="forbid")
    age: Annotated[str, Field(max_length=20)]
    taken: date


class RecordIn(PersonSaid):
    """A person as the sending system holds them now, whole: what is left out is not held any more.

    The first of each list is the one in use. Send values as they stand there: what cannot be compared, such as UNKNOWN
    or 01/01/1900, is kept and told in `notes`. `ages` count where no birth date is given.
    """

    towns: Annotated[list[Text], Field(max_length=10)] = []
    ages: Annotated[list[AgeIn], Field(max_length=5)] = []

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        for text in _texts(value):
            _printable(text)
        return value

    @model_validator(mode="after")
    def _tells_of_somebody(self) -> Self:
        its = self.written("", "")
        if not any((its.names, its.births, its.ages, its.addresses, its.postcodes)) and not any(
            (its.phones, its.emails, its.numbers)
        ):
            raise ValueError(SAYS_NOTHING)
        return self

    def written(self, system: str, key: str) -> Written:
        """The same as the linking takes it; what is empty is left out."""
        return Written(
            key,
            system,
            names=tuple(
                (one.family_name, one.given_names)
                for one in self.names
                if (one.family_name + one.given_names).strip()
            ),
            births=_said(self.births),
            ages=tuple((one.age, one.taken.isoformat()) for one in self.ages if one.age.strip()),
            sex=self.sex,
            addresses=_said(self.addresses),
            towns=_said(self.towns),
            postcodes=_said(self.postcodes),
            phones=_said(self.phones),
            emails=_said(self.emails),
            numbers=tuple((one.scheme, one.number) for one in self.numbers if one.number.strip()),
        )


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Schema):
        for _, its in value:
            yield from _texts(its)
    elif isinstance(value, list):
        for its in value:
            yield from _texts(its)


class RowIn(Schema):
    """A record of a batch: its key in the sending system, and what a PUT of that key would take."""

    model_config = ConfigDict(extra="forbid")
    key: Key
    record: RecordIn


Standing = Literal["linked", "waiting", "alone", "not shown"]


class SentRecordOut(Schema):
    """A record that is kept. `key` is that of its system; `record` is what links, unlinks and the feed call it: other
    than the key only where that named another person before. `nominal` is the person it belongs to now.

    `outcome`: *kept* (new), *corrected* (a new version), *unchanged*, *withdrawn*; empty where it was only asked for.
    `notes`: what is kept and cannot be compared; put it right there, and put the record again.
    `standing`: *linked*, `nominal` is a person with at least one other record; *waiting*, a person at the data quality
    desk is asked about a pair with it; *alone*, neither; *not shown*, the caller may not see whose it is, and `nominal`
    is null. `said` says so in a sentence, with how to ask again.
    """

    key: str
    record: RecordRef
    version: int
    outcome: str
    withdrawn: bool
    received_at: datetime
    nominal: UUID | None
    standing: Standing
    said: str
    notes: list[str]


class RecordSaid(Schema):
    """A record as its system put it last, in the form of a PUT."""

    names: list[dict[str, str]] = []
    births: list[str] = []
    ages: list[dict[str, str]] = []
    sex: str = ""
    addresses: list[str] = []
    towns: list[str] = []
    postcodes: list[str] = []
    phones: list[str] = []
    emails: list[str] = []
    numbers: list[dict[str, str]] = []


class SentRecordShown(SentRecordOut):
    as_sent: RecordSaid


class Wrong(Schema):
    """A field that is wrong, and what to do."""

    path: str
    message: str


class SentRowOut(Schema):
    """What became of a row, counted from 0. A *refused* row has `errors` and nothing of it is kept; every other has
    `answer`, as a PUT of its key alone would give."""

    row: int
    key: str
    outcome: Literal["kept", "corrected", "unchanged", "refused"]
    errors: list[Wrong] = []
    answer: SentRecordOut | None = None


class BatchOut(Schema):
    """Each row by itself, in the order sent, and how many came to which outcome."""

    rows: list[SentRowOut]
    counts: dict[str, int]

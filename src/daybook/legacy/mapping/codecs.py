"""One codec for each kind of value: our value to theirs and back.

`encode` returns the value and the names of the declared rules that changed it; `Field` checks the law that
a value which does not read back as it was has at least one such rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from daybook.legacy.mapping import moments
from daybook.legacy.mapping.characters import BLANKS, Characters
from daybook.legacy.mapping.errors import CodecRefused, Unreadable
from daybook.legacy.mapping.identifiers import Identifier
from daybook.legacy.mapping.spec import CodeTable, FieldSpec

Scalar = str | int | float | bool
Changed = tuple[Scalar, list[str]]


class Codec(Protocol):
    def encode(self, value: Any) -> Changed: ...

    def decode(self, theirs: Any) -> Any: ...

    def same(self, ours: Any, back: Any) -> bool: ...


class _Plain:
    def same(self, ours: Any, back: Any) -> bool:
        return bool(ours == back)


@dataclass(frozen=True)
class Text(_Plain):
    characters: Characters
    length: int | None = None
    truncate: str = "refuse"

    def encode(self, value: Any) -> Changed:
        if not isinstance(value, str):
            raise CodecRefused("is not text.", "Correct the value in the report.")
        text, rules = self.characters.fit(value)
        text, cut = shorten(text, self.length, self.truncate)
        if self.characters.padded and text[-1:] == " ":
            text, cut = text.rstrip(" "), [*cut, BLANKS]
        return text, rules + cut

    def decode(self, theirs: Any) -> str:
        return str(theirs)


def shorten(text: str, length: int | None, rule: str) -> tuple[str, list[str]]:
    """The text in at most `length` characters by this rule, and the name of the rule where it was needed."""
    if length is None or len(text) <= length:
        return text, []
    if rule == "initials":
        text = _initials(text, length)
    elif rule != "right":
        raise CodecRefused(
            f"has {len(text)} characters and the old system holds {length}.",
            "Shorten it in the report, or declare 'truncate' in the mapping.",
        )
    return text[:length].rstrip(" "), [
        f"cut to {length} characters" if rule == "right" else "later names as initials"
    ]


def _initials(text: str, length: int) -> str:
    words = text.split(" ")
    for index in range(len(words) - 1, 0, -1):
        if len(" ".join(words)) <= length:
            break
        words[index] = words[index][:1]
    return " ".join(words)


@dataclass(frozen=True)
class Span:
    """The days that the old system holds, and what becomes of others: `refuse` or `leave-out`."""

    earliest: date | None = None
    latest: date | None = None
    outside: str = "refuse"

    def lacks(self, day: date) -> list[str]:
        """The rule by which a day is left out; none where it is held. CodecRefused where nothing declares a rule."""
        if self.earliest and day < self.earliest:
            limit = f"before {_written(self.earliest)}, the first"
        elif self.latest and day > self.latest:
            limit = f"after {_written(self.latest)}, the last"
        else:
            return []
        if self.outside == "leave-out":
            return [f"left out: it lies {limit} day that the old system holds"]
        raise CodecRefused(
            f"lies {limit} day that the old system holds.",
            "Correct the date in the report, or take it out and write it in the text.",
        )


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Date(_Plain):
    layout: str
    pivot: int | None = None
    span: Span = Span()

    def encode(self, value: Any) -> Changed:
        try:
            day = date.fromisoformat(str(value))
        except ValueError as error:
            raise CodecRefused("is not a date.", "Write it as 1990-02-28.") from error
        if left_out := self.span.lacks(day):
            return "", left_out
        theirs = moments.write(day, self.layout)
        return theirs, [] if self.decode(theirs) == day.isoformat() else ["two-digit year"]

    def decode(self, theirs: Any) -> str:
        return moments.as_date(moments.read(str(theirs), self.layout, self.pivot)).isoformat()


@dataclass(frozen=True)
class DateTime:
    layout: str
    zone: str = "UTC"
    round: str | None = None
    pivot: int | None = None
    span: Span = Span()

    def encode(self, value: Any) -> Changed:
        ours = moments.parse_iso(value)
        moment = self._down(ours)
        local = moment.astimezone(ZoneInfo(self.zone))
        if left_out := self.span.lacks(local.date()):
            return "", left_out
        theirs = moments.write(local, self.layout)
        rules = [f"to the {self.round}"] if moment != ours else []
        if not self.same(moment.isoformat(), self.decode(theirs)) and self.zone != "UTC":
            rules.append("local time without offset")
        return theirs, rules

    def decode(self, theirs: Any) -> str:
        parts = moments.read(str(theirs), self.layout, self.pivot)
        day = moments.as_date(parts)
        hour, minute, second = (int(parts.get(name, 0)) for name in ("hour", "minute", "second"))
        zone = moments.offset_of(str(parts["offset"])) if "offset" in parts else ZoneInfo(self.zone)
        try:
            moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
            return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError) as error:
            raise Unreadable(f"there is no such time ({error}).") from error

    def same(self, ours: Any, back: Any) -> bool:
        return moments.parse_iso(ours) == moments.parse_iso(back)

    def _down(self, moment: datetime) -> datetime:
        spare = timedelta(microseconds=moment.microsecond if self.round else 0)
        return moment - spare - timedelta(seconds=moment.second if self.round == "minute" else 0)


@dataclass(frozen=True)
class Integer(_Plain):
    native: bool
    length: int | None = None

    def encode(self, value: Any) -> Changed:
        if not isinstance(value, int) or isinstance(value, bool):
            raise CodecRefused("is not a whole number.", "Correct the value in the report.")
        if self.length and len(str(value)) > self.length:
            raise CodecRefused(f"has more than {self.length} digits.", "Correct the value in the report.")
        return (value if self.native else str(value)), []

    def decode(self, theirs: Any) -> int:
        return int(_number(theirs, int))


@dataclass(frozen=True)
class Number(_Plain):
    native: bool
    places: int

    def encode(self, value: Any) -> Changed:
        if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
            raise CodecRefused("is not a number.", "Correct the value in the report.")
        rounded = f"{value:.{self.places}f}"
        rules = [] if float(rounded) == float(value) else [f"rounded to {self.places} places"]
        return (float(rounded) if self.native else rounded), rules

    def decode(self, theirs: Any) -> float:
        return float(_number(theirs, float))


def _number(theirs: Any, kind: Callable[[Any], float]) -> float:
    try:
        return kind(theirs)
    except (TypeError, ValueError) as error:
        raise Unreadable(f"'{theirs}' is not a number.") from error


@dataclass(frozen=True)
class Code(_Plain):
    table: CodeTable

    def encode(self, value: Any) -> Changed:
        theirs = self.table.map.get(str(value), self.table.other)
        if theirs is None:
            raise CodecRefused(
                f"the code '{value}' is not in the mapping's code table.",
                "Add it to the table, or say under 'other' what the old system uses for the rest.",
            )
        return theirs, ["several codes become one"] if theirs in self.table.folded() else []

    def decode(self, theirs: Any) -> str:
        if str(theirs) in self.table.back:
            return self.table.back[str(theirs)]
        for ours, code in self.table.map.items():
            if code == str(theirs):
                return ours
        raise Unreadable(f"the code '{theirs}' is not in the mapping's code table.")


@dataclass(frozen=True)
class Flag(_Plain):
    words: tuple[str, str] | None

    def encode(self, value: Any) -> Changed:
        if not isinstance(value, bool):
            raise CodecRefused("is not yes or no.", "Correct the value in the report.")
        return (value if self.words is None else self.words[0 if value else 1]), []

    def decode(self, theirs: Any) -> bool:
        if self.words is None and isinstance(theirs, bool):
            return theirs
        if self.words and theirs in self.words:
            return bool(theirs == self.words[0])
        raise Unreadable(f"'{theirs}' is neither yes nor no.")


@dataclass(frozen=True)
class Joined(_Plain):
    """A list in one place, its items between separators."""

    item: Codec
    separator: str
    length: int | None
    truncate: str

    def encode(self, value: Any) -> Changed:
        texts, rules = [], []
        for each in value:
            text, changed = self.item.encode(each)
            texts.append(str(text))
            rules += [rule for rule in changed if rule not in rules]
        if any(self.separator in text or not text for text in texts):
            rules.append("items joined")
        while self.truncate == "items" and self.length and len(self.separator.join(texts)) > self.length:
            texts.pop()
            rules += ["last items left out"] if "last items left out" not in rules else []
        joined, cut = shorten(self.separator.join(texts), self.length, self.truncate)
        return self._tidy(joined), rules + cut

    def _tidy(self, joined: str) -> str:
        """Without empty items, so that what is read back would be written the same."""
        return self.separator.join(filter(None, joined.split(self.separator)))

    def decode(self, theirs: Any) -> list[Any]:
        return [self.item.decode(text) for text in str(theirs).split(self.separator) if text]


def build(spec: FieldSpec, characters: Characters, tables: dict[str, CodeTable], native: bool) -> Codec:
    """The codec that a field names. `native` says that the form has numbers and booleans of its own."""
    if spec.codec == "joined":
        item = build(
            spec.model_copy(update={"codec": spec.item, "length": None, "truncate": "refuse"}),
            characters, tables, False,
        )  # fmt: skip
        return Joined(item, spec.separator or " ", spec.length, spec.truncate)
    return _single(spec, characters, tables, native)


def _characters(spec: FieldSpec, general: Characters) -> Characters:
    """The characters that this field may hold: the system's, unless the field says otherwise."""
    if spec.any_character:
        return Characters(padded=general.padded)
    return general.model_copy(update={"otherwise": spec.otherwise}) if spec.otherwise else general


def _span(spec: FieldSpec) -> Span:
    return Span(spec.earliest, spec.latest, spec.outside)


def _single(spec: FieldSpec, characters: Characters, tables: dict[str, CodeTable], native: bool) -> Codec:
    makers: dict[str, Callable[[], Codec]] = {
        "text": lambda: Text(_characters(spec, characters), spec.length, spec.truncate),
        "date": lambda: Date(spec.format or "", spec.pivot, _span(spec)),
        "datetime": lambda: DateTime(spec.format or "", spec.zone, spec.round, spec.pivot, _span(spec)),
        "integer": lambda: Integer(native, spec.length),
        "number": lambda: Number(native, spec.places or 0),
        "code": lambda: Code(tables[spec.codes or ""]),
        "flag": lambda: Flag(spec.words or (None if native else ("Y", "N"))),
        "identifier": lambda: Identifier(spec.identifier or "", spec.show),
    }
    return makers[spec.codec]()

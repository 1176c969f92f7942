"""Reading what the old system answers: taken or refused, its own reference, its code in plain words."""

from dataclasses import dataclass, field
from typing import Any, Literal

from daybook.legacy.mapping import paths
from daybook.legacy.mapping.errors import Unreadable
from daybook.legacy.mapping.fixed import Layout
from daybook.legacy.mapping.formats.fixed import texts
from daybook.legacy.mapping.formats.lines import Lines
from daybook.legacy.mapping.formats.row import parse_object
from daybook.legacy.mapping.formats.safe_xml import parse_safely
from daybook.legacy.mapping.formats.xml import Xml
from daybook.legacy.mapping.spec import ReplyCode, ReplySpec

State = Literal["confirmed", "refused"]


@dataclass(frozen=True)
class Answer:
    """`code` is the old system's own, `reason` and `remedy` are plain sentences; `returned` identifiers go back."""

    state: State
    reference: str | None = None
    code: str | None = None
    reason: str = ""
    remedy: str = ""
    temporary: bool = False
    returned: dict[str, str] = field(default_factory=dict)


def read(spec: ReplySpec, raw: bytes, state: State | None = None, layout: Layout | None = None) -> Answer:
    """The answer in these bytes; `state` where the transport already knows it. Unreadable where it is none."""
    tree = texts(layout.read_answer(raw)) if layout and spec.format == "fixed" else _parse(spec, raw)
    state = state or _state(spec, tree)
    code = _text(tree, spec.code)
    known = spec.codes.get(code or "")
    return Answer(
        state=state,
        reference=_text(tree, spec.reference),
        code=code if state == "refused" else None,
        reason=_reason(spec, tree, known) if state == "refused" else "",
        remedy=known.remedy if known and state == "refused" else "",
        temporary=bool(known and known.temporary and state == "refused"),
        returned={name: value for name, path in spec.returns.items() if (value := _text(tree, path))},
    )


def _parse(spec: ReplySpec, raw: bytes) -> dict[str, Any]:
    if spec.format == "xml":
        return Xml(spec.root or str(parse_safely(raw).tag), spec.encoding).parse(raw)
    return Lines(spec.encoding).parse(raw) if spec.format == "lines" else parse_object(raw)


def _state(spec: ReplySpec, tree: dict[str, Any]) -> State:
    word = _text(tree, spec.state)
    if word in spec.confirmed:
        return "confirmed"
    if word in spec.refused:
        return "refused"
    raise Unreadable(f"the answer's outcome '{word or ''}' is neither a yes nor a no of this system.")


def _reason(spec: ReplySpec, tree: dict[str, Any], known: ReplyCode | None) -> str:
    theirs = _text(tree, spec.text)
    if known:
        return known.reason
    return f"The system says: {theirs}" if theirs else "The system gave no reason."


def _text(tree: dict[str, Any], path: str | None) -> str | None:
    if path is None:
        return None
    for _, value in paths.target(path).walk(tree):
        if value not in (None, "") and not isinstance(value, dict | list):
            return str(value)
    return None

"""One golden report sent to an old system's emulator or test system: what went and what came back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from daybook.legacy import transports
from daybook.legacy.connections import from_file, missing
from daybook.legacy.emulation.launch import has_emulator, running
from daybook.legacy.mapping import Encoded, Mapping, Unreadable
from daybook.legacy.mapping.formats.fixed import texts
from daybook.legacy.mapping.paths import target
from daybook.legacy.mapping.spec import ERASE
from daybook.legacy.transports import Connection, Reply, Sent, TransportError
from daybook.legacy.transports.base import from_answer

LOOK_AGAIN = 0.1


class TrialError(ValueError):
    """It cannot be tried; a sentence with what to do."""


@dataclass(frozen=True)
class Line:
    """One value: path in our report, value there, place in theirs, what was sent, the rule that changed it."""

    ours: str
    value: str
    theirs: str
    sent: str
    rule: str


@dataclass(frozen=True)
class Trial:
    """`against`: what answered. `state` is confirmed, refused, unreadable, unanswered or not reached."""

    case: str
    against: str
    lines: list[Line]
    sent: str
    state: str
    came: str = ""
    reference: str = ""
    code: str = ""
    reason: str = ""
    remedy: str = ""
    returned: dict[str, str] = field(default_factory=dict)


Against = Literal["emulator", "test system", "golden answer"]


def cases(mapping: Mapping) -> list[str]:
    """The golden reports by name; those that an old system takes as new come first."""
    files = sorted((mapping.folder / "golden").glob("*.document.json"))
    found = [(json.loads(file.read_text(encoding="utf-8")).get("verb") != "create", file) for file in files]
    return [file.name.removesuffix(".document.json") for _, file in sorted(found)]


def try_out(mapping: Mapping, case: str, connections: Path | None, seconds: float) -> Trial:
    """Send the golden report of this case, and wait so many seconds for the answer.

    To the test system that `connections` says; else to the emulator; else the golden answer is read in its place.
    An amendment or a withdrawal goes after the same report as new, or there would be nothing to change; an erasure
    after a golden report of its kind, whose number it then names.
    """
    file = mapping.folder / "golden" / f"{case}.document.json"
    if not file.is_file():
        raise TrialError(f"There is no golden report '{case}'. There are: {', '.join(cases(mapping))}.")
    key = f"{uuid4().hex}:{mapping.system.name}"
    document = {**json.loads(file.read_text(encoding="utf-8")), "key": key}
    with _way(mapping, connections) as (against, params):
        if params is not None and document["verb"] != "create":
            document |= _told_before(mapping, params, document, seconds)
        encoded, form = mapping.encode(document), mapping.message_of(document)
        lines, shown = lines_of(form, document, encoded), _readable(form, encoded.body)
        reply = _ask(mapping, params, encoded, document, seconds) if params else _golden_answer(mapping)
        return _of(case, against, lines, shown, reply, mapping)


def _told_before(
    mapping: Mapping, params: dict[str, str], document: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """Tell it first what is then changed; of an erasure the number that it gave."""
    own = document["verb"] != ERASE
    first = {
        **(document if own else _new_one(mapping, document)),
        "verb": "create",
        "key": f"1{document['key']}",
    }
    reply = _ask(mapping, params, mapping.encode(first), first, seconds)
    return {} if own or not reply.reference else {"reference": reply.reference}


def _new_one(mapping: Mapping, document: dict[str, Any]) -> dict[str, Any]:
    """A golden report of the kind that is to be erased."""
    for case in cases(mapping):
        file = mapping.folder / "golden" / f"{case}.document.json"
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if (found.get("report"), found.get("verb")) == (document["report"], "create"):
            return found
    raise TrialError(f"There is no golden report of the kind '{document['report']}' that is new. Add one.")


def lines_of(mapping: Mapping, document: dict[str, Any], encoded: Encoded) -> list[Line]:
    """Every field of the mapping with what it came to."""
    tree = mapping.form.parse(encoded.body)
    rules = {loss.field: loss for loss in encoded.losses}
    found = []
    for one in mapping.fields:
        ours = one.values(document) if one.spec.source else [((), one.spec.value)]
        sent = dict(target(one.spec.to).walk(tree))
        for positions, value in ours:
            where = one.source.at(positions) if one.spec.source else "(constant)"
            place = one.target.at(positions)
            theirs = sent.get(positions)
            loss = rules.pop(where, None)
            found.append(Line(where, _text(value), place, _text(theirs), loss.rule if loss else ""))
    return found + [Line(loss.field, _short(loss.ours), "", "nothing", loss.rule) for loss in rules.values()]


def _short(value: Any) -> str:
    """A value that was left out; of an item of a list its first values."""
    return " ".join(map(str, list(value.values())[:3])) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    return "" if value is None else " | ".join(map(str, value)) if isinstance(value, list) else str(value)


@contextmanager
def _way(mapping: Mapping, connections: Path | None) -> Iterator[tuple[Against, dict[str, str] | None]]:
    name = mapping.system.name
    if connections:
        params = from_file(str(connections)).get(name, {})
        if lacking := missing(mapping.system.connection, params):
            raise TrialError(f"{connections} does not say '{lacking[0]}' of {name}. Add it under \"{name}\".")
        yield "test system", params
    elif has_emulator(name):
        with running(name) as params:
            yield "emulator", params
    else:
        yield "golden answer", None


def _ask(
    mapping: Mapping, params: dict[str, str], encoded: Encoded, document: dict[str, Any], seconds: float
) -> Reply:
    """Its answer, at once or later; one that does not come is a reply that says so."""
    key = str(document["key"])
    connection = Connection(mapping, params, known=lambda other: other == key)
    transport = transports.get(mapping.system.transport)
    try:
        sent = transport.send(encoded.body, key, document["verb"], connection)
        if sent.state != "accepted":
            return _at_once(key, sent)
        return _later(transport, connection, key, seconds)
    except TransportError as error:
        return Reply(key, "unreadable", reason=str(error), code=error.cause, source="not reached")


def _at_once(key: str, sent: Sent) -> Reply:
    state: Literal["confirmed", "refused"] = "confirmed" if sent.state == "confirmed" else "refused"
    return Reply(
        key, state, sent.reference, sent.code, sent.reason, sent.remedy, returned=sent.returned, raw=sent.raw
    )


def _later(transport: transports.Transport, connection: Connection, key: str, seconds: float) -> Reply:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with transport.collect(connection) as replies:
            mine = next((reply for reply in replies if reply.key == key), None)
        if mine:
            return mine
        time.sleep(LOOK_AGAIN)
    remedy = "Look whether it got the message; wait longer with --seconds."
    return Reply(
        key,
        "unreadable",
        reason=f"No answer came within {seconds:g} seconds.",
        remedy=remedy,
        source="unanswered",
    )


def _golden_answer(mapping: Mapping) -> Reply:
    """What the golden answer would be read as, where nothing can be asked."""
    found = sorted((mapping.folder / "golden").glob("accepted.reply.*"))
    if not found:
        raise TrialError(
            "There is no golden/accepted.reply.* to read. Put an answer of the old system there."
        )
    raw = found[0].read_bytes()
    state: Literal["confirmed"] | None = None if mapping.spec.reply.state else "confirmed"
    try:
        return from_answer("", mapping.read_reply(raw, state), raw, found[0].name)
    except Unreadable as error:
        return Reply("", "unreadable", reason=f"{found[0].name}: {error}", raw=raw, source="unreadable")


def _of(case: str, against: Against, lines: list[Line], sent: str, reply: Reply, mapping: Mapping) -> Trial:
    unread = reply.state not in ("confirmed", "refused")
    return Trial(
        case, against, lines, sent, (reply.source or "unreadable") if unread else reply.state,
        _answer_text(mapping, reply.raw), reply.reference or "", reply.code or "", reply.reason, reply.remedy,
        reply.returned,
    )  # fmt: skip


def _readable(mapping: Mapping, body: bytes) -> str:
    """The body as people read it; of a fixed-width record its columns."""
    if mapping.layout:
        return _columns(mapping.form.parse(body))
    return body.decode(mapping.spec.body.encoding, "replace")


def _answer_text(mapping: Mapping, raw: bytes) -> str:
    try:
        if mapping.layout and raw:
            return _columns(texts(mapping.layout.read_answer(raw)))
    except Unreadable:
        return f"X'{raw.hex().upper()}'"
    return raw.decode(mapping.spec.reply.encoding, "replace")


def _columns(values: dict[str, Any]) -> str:
    return "\n".join(f"{name}={value}" for name, value in values.items())

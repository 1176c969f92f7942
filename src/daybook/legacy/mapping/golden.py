"""Golden files: reports beside the exact bodies that a mapping makes of them, and example replies.

`golden/<case>.document.json` is a report, `golden/<case>.expected.*` the body, `golden/*.reply.*` an answer.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from daybook.legacy.mapping.errors import MappingRefused, Unreadable
from daybook.legacy.mapping.field import Loss
from daybook.legacy.mapping.mapping import Mapping
from daybook.legacy.mapping.paths import EACH, Segment
from daybook.legacy.mapping.reply import State

ENDINGS = {"xml": "xml", "row": "json", "jsonapi": "json", "lines": "txt", "fixed": "dat", "csv": "csv"}


@dataclass(frozen=True)
class Case:
    """One golden report. `problem` is empty where the mapping makes the expected body of it."""

    name: str
    problem: str
    losses: list[Loss]


def check(mapping: Mapping, write: bool = False) -> list[Case]:
    """Compare every golden report with its expected body; with `write`, keep the body as the expected one."""
    folder = mapping.folder / "golden"
    return [_case(mapping, file, write) for file in sorted(folder.glob("*.document.json"))]


def unknown_paths(mapping: Mapping) -> list[str]:
    """Paths of the mapping that no golden report has a place for: most often a slip of the pen."""
    reports = [_report(file) for file in (mapping.folder / "golden").glob("*.document.json")]
    every = [mapping, *mapping.messages]
    return [
        field.source.text
        for field in (field for each in every for field in each.fields if field.spec.source)
        if field.source.segments[0].name != "references"
        and not any(_has(report, field.source.segments) for report in reports)
    ]


def unread_replies(mapping: Mapping) -> Iterator[str]:
    """Golden replies that the mapping cannot read, with the reason."""
    for file in sorted((mapping.folder / "golden").glob("*.reply.*")):
        state: State = "refused" if file.name.startswith("refused") else "confirmed"
        try:
            answer = mapping.read_reply(file.read_bytes(), None if mapping.spec.reply.state else state)
        except Unreadable as error:
            yield f"{file.name}: {error}"
            continue
        if answer.state != state:
            yield f"{file.name}: is read as {answer.state}, and its name says {state}."


def _case(mapping: Mapping, file: Path, write: bool) -> Case:
    name = file.name.removesuffix(".document.json")
    expected = file.with_name(f"{name}.expected.{ENDINGS[mapping.spec.body.format]}")
    try:
        encoded = mapping.encode(_report(file))
    except MappingRefused as error:
        return Case(name, str(error), [])
    if write:
        expected.write_bytes(encoded.body)
    return Case(name, _difference(expected, encoded.body), encoded.losses)


def _difference(expected: Path, body: bytes) -> str:
    if not expected.is_file():
        return f"there is no {expected.name} to compare with. Write it with --write and read it through."
    wanted, made = expected.read_bytes().splitlines(), body.splitlines()
    if wanted == made:
        return ""
    longest = max(len(wanted), len(made))
    line = next((n for n in range(longest) if wanted[n : n + 1] != made[n : n + 1]), 0)
    return f"differs from {expected.name} at line {line + 1}."


def _report(file: Path) -> dict[str, Any]:
    found = json.loads(file.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def _has(node: Any, segments: tuple[Segment, ...]) -> bool:
    if not segments:
        return True
    step, rest = segments[0], segments[1:]
    if not isinstance(node, dict) or step.name not in node:
        return False
    found = node[step.name]
    if step.position is None:
        return _has(found, rest)
    items = found if isinstance(found, list) else []
    chosen = items if step.position == EACH else items[-1:]
    return not rest or any(_has(item, rest) for item in chosen)

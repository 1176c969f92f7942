"""`[erasure]`: the message that has a record erased, made from the mapping and checked against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from daybook.legacy.mapping.fixed import Layout
from daybook.legacy.mapping.spec import ErasureSpec, FieldSpec, MappingSpec

PATHS = ("reference", "key", "report", "ordered_at")
"""All that is known of a record that was disposed of: its number there, the key of the delivery, the kind of report,
and when it was ordered. Nothing of the person is left."""
FieldCheck = Callable[[str, MappingSpec, FieldSpec], Iterator[str]]


def spec_of(spec: MappingSpec) -> MappingSpec | None:
    """The erasure as a mapping of its own; None where the system takes none."""
    its = spec.erasure
    if its is None or its.by_hand:
        return None
    own = {"root": its.root or spec.body.root, "schema_file": its.schema_file, "record": its.record}
    nothing: dict[str, Any] = {"erasure": None, "extract": None, "only_if": [], "lists": {}}
    return spec.model_copy(update={"body": spec.body.model_copy(update=own), "field": its.field, **nothing})


def erasure_problems(spec: MappingSpec, check_field: FieldCheck) -> Iterator[str]:
    """Every problem as a sentence; none where nothing is said of erasing."""
    its = spec.erasure
    if its is None:
        return
    if bool(its.by_hand) == bool(its.field):
        yield (
            "[erasure]: says either how a record is erased, with [[erasure.field]], or by_hand, why it is erased there"
            " by hand. Write one of them."
        )
        return
    if not its.field:
        return
    yield from _of_all(spec, its)
    for number, field in enumerate(its.field, 1):
        place = f"[[erasure.field]] {number} (to '{field.to}')"
        if field.source and field.source not in PATHS:
            yield f"{place} from: '{field.source}' is not known any more. There are: {', '.join(PATHS)}."
        yield from check_field(place, spec, field)
    yield from BY_TRANSPORT.get(spec.system.transport, _nothing)(spec, its)


def erasure_layout_problems(spec: MappingSpec, layout: Layout) -> Iterator[str]:
    """Whether the record of an erasure is one of the layout and goes out in a batch."""
    its = spec.erasure
    if its is None or not its.field:
        return
    record = layout.records.get(its.record or "")
    if record is None:
        yield f"[erasure] record: names no [records] of layout.toml. Name one of {', '.join(sorted(layout.records))}."
        return
    for field in its.field:
        if field.to not in record.free:
            yield (
                f"[[erasure.field]] to = '{field.to}': is no column of [records.{record.name}] to be filled. Correct"
                " the name."
            )
    if "batch" in layout.files and record not in layout.files["batch"].records:
        yield f"[files.batch] records: does not list '{record.name}', which [erasure] writes. Add it."


def _of_all(spec: MappingSpec, its: ErasureSpec) -> Iterator[str]:
    if "reference" not in {field.source for field in its.field}:
        yield (
            "[erasure]: no [[erasure.field]] has from = 'reference', the system's own number of the record, by which"
            " alone it can be named. Add one."
        )
    if not its.gone:
        yield (
            "[erasure] gone: which codes say that nothing of that number is there any more? An erasure that is sent"
            " twice is known by them. List them."
        )
    doubled = sorted({field.to for field in its.field if [f.to for f in its.field].count(field.to) > 1})
    for name in doubled:
        yield f"[[erasure.field]] to = '{name}': stands there twice. Take one out."


def _rest(spec: MappingSpec, its: ErasureSpec) -> Iterator[str]:
    if " /" not in spec.transport.get("erase", ""):
        yield "[transport] erase: [erasure] needs the call that erases, such as DELETE /incidents/{data.id}. Add it."


def _csv(spec: MappingSpec, its: ErasureSpec) -> Iterator[str]:
    columns = {field.to for field in spec.field}
    for name in sorted({field.to for field in its.field} - columns):
        yield f"[[erasure.field]] to = '{name}': is no column of the file. Name one that a [[field]] has."


def _terminal(spec: MappingSpec, its: ErasureSpec) -> Iterator[str]:
    way = spec.terminal.erase if spec.terminal else None
    if way is None:
        yield "[terminal.erase]: [erasure] needs the way over the screens. Add it."
        return
    sent = {field.to for field in its.field}
    for name in sorted(way.slots - sent - {"user", "password"}):
        yield f"[terminal.erase]: types '{{{name}}}', but no [[erasure.field]] has to = '{name}'. Correct the name."


def _nothing(spec: MappingSpec, its: ErasureSpec) -> Iterator[str]:
    yield from ()


BY_TRANSPORT: dict[str, Callable[[MappingSpec, ErasureSpec], Iterator[str]]] = {
    "rest": _rest,
    "csv-sftp": _csv,
    "tn3270": _terminal,
}

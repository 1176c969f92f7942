"""Checks over a whole mapping: what the tables say about each other."""

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from daybook.legacy.mapping import moments, paths, wsdl
from daybook.legacy.mapping.erasing import erasure_layout_problems, erasure_problems
from daybook.legacy.mapping.errors import Unreadable
from daybook.legacy.mapping.fixed import Layout
from daybook.legacy.mapping.fixed.timing import Timing
from daybook.legacy.mapping.spec import FieldSpec, MappingSpec
from daybook.legacy.mapping.terminal_checks import terminal_problems

WHERE_RECORDS_ARE = {
    "list": "the call that gives all records, such as POST /incidents/list",
    "records": "the table or view that shows them",
}
COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def problems(spec: MappingSpec, folder: Path) -> list[str]:
    """Every problem as a sentence: place, what is wrong, remedy."""
    return [
        *_body(spec, folder),
        *_soap(spec, folder),
        *_csv(spec),
        *_twice(spec),
        *_lists(spec),
        *_extract(spec),
        *terminal_problems(spec),
        *(p for n, f in enumerate(spec.field, 1) for p in _field(f"[[field]] {n} (to '{f.to}')", spec, f)),
        *erasure_problems(spec, _field),
    ]


def _body(spec: MappingSpec, folder: Path) -> Iterator[str]:
    if spec.system.name != folder.name:
        yield f"[system] name: is '{spec.system.name}', but the folder is '{folder.name}'. Use one name for both."
    files = {"[body]": spec.body.schema_file, "[erasure]": spec.erasure.schema_file if spec.erasure else None}
    for table, file in files.items():
        if file and not (folder / file).is_file():
            yield f"{table} schema: there is no file '{file}' in the folder. Add it or take the key out."
    staged = spec.body.format == "row" and spec.system.transport != "tn3270"
    if staged and not COLUMN.fullmatch(spec.transport.get("table", "")):
        yield "[transport] table: a row needs the name of its staging table (letters, digits, underscore). Add it."
    for key in ("records", "record_kind", "changed"):
        if spec.body.format == "row" and not COLUMN.fullmatch(spec.transport.get(key, "named")):
            yield f"[transport] {key}: is no plain name (letters, digits, underscore). Correct it."


def layout_problems(spec: MappingSpec, layout: Layout) -> list[str]:
    """What the mapping and the layout of its files say differently."""
    record = layout.records.get(spec.body.record or "")
    if spec.body.format != "fixed" or record is None:
        known = ", ".join(sorted(layout.records))
        return [
            f"[body] record: names no [records] of layout.toml. Write format = 'fixed' and one of {known}."
        ]
    found = [
        f"[[field]] to = '{field.to}': is no column of [records.{record.name}] to be filled. Correct the name."
        for field in spec.field
        if field.to not in record.free
    ]
    if spec.extract and (spec.extract.record not in _extracted(layout)):
        found.append(
            f"[extract] record: '{spec.extract.record}' is none of [files.extract] records. Name one of them."
        )
    if spec.system.transport == "ebcdic-batch":
        lacking = [kind for kind in ("batch", "result", "rejects") if kind not in layout.files]
        found += [f"layout.toml has no [files.{kind}]. Say of which records it is made." for kind in lacking]
        if not lacking and record not in layout.files["batch"].records:
            found.append(
                f"[files.batch] records: does not list '{record.name}', which this mapping writes. Add it."
            )
        try:
            Timing.of(spec.transport)
        except ValueError as error:
            found.append(str(error))
    return [*found, *erasure_layout_problems(spec, layout)]


def _extracted(layout: Layout) -> list[str]:
    return [record.name for record in layout.files["extract"].records] if "extract" in layout.files else []


def _soap(spec: MappingSpec, folder: Path) -> Iterator[str]:
    """The WSDL that is kept here is the one that the mapping was written for, and it has the calls."""
    if spec.system.transport != "soap":
        return
    calls = spec.transport
    file = folder / calls.get("wsdl", "none")
    if not file.is_file():
        yield "[transport] wsdl: name the WSDL file that is kept in the folder."
        return
    try:
        digest, known = wsdl.digest_of_file(file), wsdl.operations(file)
    except Unreadable as error:
        yield f"[transport] wsdl: {error}"
        return
    if calls.get("digest") != digest:
        yield (
            f"[transport] digest: '{file.name}' is not the WSDL that this mapping was written for. Compare the fields"
            f' with it, then write digest = "{digest}".'
        )
    erased = ["erase"] if spec.erasure and spec.erasure.field else []
    for verb in ("create", "amend", "withdraw", "find", *erased):
        if calls.get(verb) not in known:
            yield f"[transport] {verb}: name one of its operations: {', '.join(sorted(known))}."
    lists = {"list", "listed", "after", "more", "total", "record_kind"}
    if spec.extract and (calls.get("list") not in known or not lists <= set(calls)):
        yield f"[transport] list: an extract needs an operation that lists, and all of {', '.join(sorted(lists))}."
    if calls.get("search", calls.get("find")) not in known:
        yield f"[transport] search: name one of its operations: {', '.join(sorted(known))}."
    for key in ("find_by", "same"):
        if calls.get(key) not in {field.to for field in spec.field}:
            yield f"[transport] {key}: no [[field]] has to = '{calls.get(key, '')}'. Name one that is sent."


def _csv(spec: MappingSpec) -> Iterator[str]:
    """The lines around the rows are ones that can be filled in."""
    if spec.system.transport != "csv-sftp":
        return
    if spec.body.format != "csv":
        yield "[body] format: files over SFTP hold rows. Write format = 'csv'."
    for key in {"header", "trailer"} & set(spec.transport):
        for name in re.findall(r"\{(.*?)\}", spec.transport[key]):
            if name not in ("name", "rows"):
                yield f"[transport] {key}: '{{{name}}}' is not known. Write {{name}} or {{rows}}."


def _twice(spec: MappingSpec) -> Iterator[str]:
    for key, values in (
        ("to", [f.to for f in spec.field]),
        ("from", [f.source for f in spec.field if f.source and not f.one_way]),
    ):
        for value in sorted({v for v in values if values.count(v) > 1}):
            remedy = "Take one out." if key == "to" else "Mark all but one with one_way = true."
            yield f"[[field]] {key} = '{value}': stands there twice. {remedy}"


def _lists(spec: MappingSpec) -> Iterator[str]:
    for field in spec.field:
        for name, count in re.findall(r"([\w.]+)\[(\d+)\]", field.source or ""):
            if name not in spec.lists or spec.lists[name].most <= int(count):
                yield (
                    f"[[field]] from = '{field.source}': takes one fixed item. Say under [lists.\"{name}\"] how many"
                    " the old system holds (most) and what becomes of more (beyond)."
                )


def _extract(spec: MappingSpec) -> Iterator[str]:
    """Key and day must be fields that we send, or our side could not be counted by them."""
    if spec.extract is None:
        return
    sent = {field.to: field for field in spec.field}
    for key in ("key", "day"):
        to = getattr(spec.extract, key)
        if to not in sent:
            yield f"[extract] {key}: no [[field]] has to = '{to}'. Name one that is sent."
    day = sent.get(spec.extract.day)
    if day is not None and day.codec not in ("date", "datetime"):
        yield f"[extract] day: '{day.to}' is no date. Name a field with codec date or datetime."
    needed = {"rest": "list", "sql-staging": "records"}.get(spec.system.transport, "")
    if needed and needed not in spec.transport:
        yield f"[transport] {needed}: [extract] needs it: {WHERE_RECORDS_ARE[needed]}."
    if spec.system.transport == "sql-staging" and not spec.extract.reference:
        yield "[extract] reference: a table is read in the order of the system's own numbers. Name their column."
    if spec.extract.state and not spec.extract.live:
        yield "[extract] live: which words under 'state' mean that the record is in force? List them."


def _field(place: str, spec: MappingSpec, field: FieldSpec) -> Iterator[str]:
    codecs = {field.codec, field.item if field.codec == "joined" else field.codec}
    if field.codes and field.codes not in spec.codes:
        yield f"{place} codes: there is no table [codes.{field.codes}]. Add it or correct the name."
    if field.codes in spec.codes and field.length and field.codec == "code":
        long = [code for code in spec.codes[field.codes].map.values() if len(code) > field.length]
        if long:
            yield f"{place} length: their code '{long[0]}' in [codes.{field.codes}] is longer. Correct one of them."
    if "date" in codecs or "datetime" in codecs:
        yield from _layout(place, field)
    yield from _shape(place, spec, field)


def _layout(place: str, field: FieldSpec) -> Iterator[str]:
    parts = moments.parts_of(field.format or "")
    if not {"MM", "DD"} <= parts or not {"YYYY", "YY"} & parts:
        yield f"{place} format: '{field.format}' lacks the year, month or day. Use YYYY, MM and DD."
    if "YY" in parts and field.pivot is None:
        yield f"{place} pivot: a two-digit year needs it. Give the last year of this century, such as pivot = 30."
    if field.codec == "datetime":
        if "ss" not in parts and field.round != "minute":
            yield f'{place} round: the format holds no seconds. Declare round = "minute".'
        if "ss" in parts and field.round is None:
            yield f'{place} round: the format holds no parts of a second. Declare round = "second".'
        try:
            ZoneInfo(field.zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{place} zone: '{field.zone}' is not a time zone. Write UTC or Europe/London."


def _shape(place: str, spec: MappingSpec, field: FieldSpec) -> Iterator[str]:
    segments = paths.target(field.to).segments
    if spec.body.format in ("row", "csv") and (len(segments) > 1 or not COLUMN.fullmatch(field.to)):
        yield f"{place} to: a row has only columns. Give one column name (codec 'joined' writes a list into one)."
    if spec.body.format == "lines":
        group = len(segments) == 2 and segments[0].position == paths.EACH and segments[1].position is None
        if not (len(segments) == 1 or group) or "." in field.to:
            yield f"{place} to: a line is NAME, NAME[] or GROUP[]/NAME. Use one of these."
    if spec.body.format == "jsonapi":
        known = {spec.body.root, *(resource.name for resource in spec.body.resource)}
        if len(segments) < 2 or segments[0].name not in known:
            yield f"{place} to: must begin with a resource ({', '.join(sorted(known))}) and name an attribute in it."

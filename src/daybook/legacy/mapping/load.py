"""Read and check a system's folder: a wrong mapping is refused here, never at three in the morning."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from daybook.legacy.mapping import codecs
from daybook.legacy.mapping.checks import layout_problems, problems
from daybook.legacy.mapping.erasing import spec_of
from daybook.legacy.mapping.errors import MappingError
from daybook.legacy.mapping.field import Field
from daybook.legacy.mapping.fixed import Layout, layout_of
from daybook.legacy.mapping.fixed.layout import FILE as LAYOUT
from daybook.legacy.mapping.formats import Csv, Fixed, Format, JsonApi, Lines, Row, Xml
from daybook.legacy.mapping.mapping import Mapping
from daybook.legacy.mapping.sentences import sentence
from daybook.legacy.mapping.spec import MappingSpec

SHARED = ("characters", "reply", "transport", "terminal")
"""Tables that a message takes from the mapping where it has none of its own."""


def load(folder: Path) -> Mapping:
    """The mapping in `folder/mapping.toml`, with the other messages of the system in `folder/messages/*.toml`.

    MappingError lists every problem: file, place and remedy.
    """
    file = folder / "mapping.toml"
    tables = _toml(file)
    others = [_message(each, folder, tables) for each in sorted(folder.glob("messages/*.toml"))]
    main = _mapping(file, folder, tables)
    return replace(main, messages=tuple(others), erasure=_erasure(main, folder))


def _message(file: Path, folder: Path, main: dict[str, Any]) -> Mapping:
    """A message says what it is for (`wants`), its body and fields; the system is the mapping's."""
    own = _toml(file)
    if "system" in own or not isinstance(own.get("wants"), list):
        problem = "wants: a message lists what it is for under wants, above its tables, and has no [system]."
        raise MappingError(_listed(file, [problem]))
    if "erasure" in own:
        problem = (
            "[erasure]: a record is erased by its number, whatever it is. Write it once, into mapping.toml."
        )
        raise MappingError(_listed(file, [problem]))
    system = {**main.get("system", {}), "wants": own.pop("wants")}
    shared = {name: main[name] for name in SHARED if name in main}
    codes = {**main.get("codes", {}), **own.get("codes", {})}
    return _mapping(file, folder, {**shared, **own, "system": system, "codes": codes})


def _mapping(file: Path, folder: Path, tables: dict[str, Any]) -> Mapping:
    spec = _spec(file, tables)
    if found := problems(spec, folder):
        raise MappingError(_listed(file, found))
    layout = _layout(folder) if "fixed" in (spec.body.format, spec.reply.format) else None
    if layout and (found := layout_problems(spec, layout)):
        raise MappingError(_listed(file, found))
    return _made(spec, folder, layout)


def _made(spec: MappingSpec, folder: Path, layout: Layout | None) -> Mapping:
    form = Fixed(layout.records[spec.body.record or ""]) if layout else _form(spec, folder)
    native = spec.body.format == "jsonapi"
    letters = spec.characters.model_copy(update={"padded": True}) if layout else spec.characters
    fields = tuple(Field(field, codecs.build(field, letters, spec.codes, native)) for field in spec.field)
    return Mapping(spec, folder, fields, form, layout=layout)


def _erasure(main: Mapping, folder: Path) -> Mapping | None:
    """The message that has a record erased. A row of a file has all columns of the file, most of them empty."""
    spec = spec_of(main.spec)
    if spec is None:
        return None
    made = _made(spec, folder, main.layout)
    return replace(made, form=main.form) if spec.body.format == "csv" else made


def _layout(folder: Path) -> Layout:
    file = folder / LAYOUT
    tables = _toml(file)
    try:
        return layout_of(tables)
    except ValidationError as error:
        raise MappingError(_listed(file, [sentence(dict(e), tables) for e in error.errors()])) from error
    except ValueError as error:
        raise MappingError(_listed(file, str(error).splitlines())) from error


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MappingError(
            f"{file}: there is no {file.stem} file. This old system's folder needs one."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{file}: is not TOML ({error}). Correct that line.") from error


def _spec(file: Path, tables: dict[str, Any]) -> MappingSpec:
    try:
        return MappingSpec.model_validate(tables)
    except ValidationError as error:
        raise MappingError(_listed(file, [sentence(dict(e), tables) for e in error.errors()])) from error


def _listed(file: Path, found: list[str]) -> str:
    return "\n".join(f"{file.parent.name}/{file.name}: {problem}" for problem in found)


def _form(spec: MappingSpec, folder: Path) -> Format:
    body = spec.body
    if body.format == "xml":
        return Xml(body.root, body.encoding, folder / body.schema_file if body.schema_file else None)
    if body.format == "jsonapi":
        return JsonApi(body.root, tuple(body.resource))
    if body.format == "csv":
        return Csv(tuple(field.to for field in spec.field), body.encoding, body.separator)
    return Lines(body.encoding) if body.format == "lines" else Row()

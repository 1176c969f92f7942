"""Checks between a mapping's fields and the screens on which they are typed."""

from collections.abc import Iterator

from daybook.legacy.mapping.screens import Cell
from daybook.legacy.mapping.spec import FieldSpec, MappingSpec
from daybook.legacy.mapping.terminal import TerminalSpec
from daybook.legacy.mapping.terminal_search import ASKED

PARAMETERS = ("host", "user", "password")


def terminal_problems(spec: MappingSpec) -> Iterator[str]:
    """Every problem as a sentence; none for a system that has no screens."""
    if (spec.system.transport == "tn3270") != (spec.terminal is not None):
        yield "[terminal]: belongs to transport 'tn3270', and to no other. Add it or take it out."
    elif spec.terminal is not None:
        yield from _system(spec, spec.terminal)
        yield from _form(spec, spec.terminal)
        yield from _search(spec, spec.terminal)
        yield from _listing(spec, spec.terminal)


def _listing(spec: MappingSpec, terminal: TerminalSpec) -> Iterator[str]:
    """What is read of a record is enough to compare it."""
    listing = terminal.listing
    if listing is None:
        return
    for name in sorted(listing.slots - {"after", *PARAMETERS}):
        yield f"[terminal.list]: types '{{{name}}}'. What may be typed on the way is the last number, {{after}}."
    if spec.extract is None:
        yield "[extract]: is missing. A list of records needs it: it says what of a record is compared."
        return
    for key in ("reference", "key", "entered", "state"):
        if (getattr(spec.extract, key) or "") not in listing.fields:
            yield f"[terminal.list.fields]: lacks the field that [extract] names as '{key}'. Add it."
    if spec.extract.record not in listing.view.screens:
        yield f"[terminal.list.view.screens]: has none for '{spec.extract.record}'. Add them."


def _search(spec: MappingSpec, terminal: TerminalSpec) -> Iterator[str]:
    """What is typed into a search is part of it, and what is found can be read."""
    if terminal.search is None:
        return
    for name in sorted(terminal.search.slots - {*ASKED, *PARAMETERS}):
        yield f"[terminal.search]: types '{{{name}}}', which no search has. Write one of {', '.join(ASKED)}."
    if terminal.search.kind and terminal.search.kind not in terminal.search.fields:
        yield f"[terminal.search] kind: no field of an entry is called '{terminal.search.kind}'. Name one that is."
    if spec.extract and (spec.extract.reference or "") not in terminal.search.fields:
        yield "[terminal.search.fields]: lacks the field that [extract] names as 'reference'. Add it."


def _system(spec: MappingSpec, terminal: TerminalSpec) -> Iterator[str]:
    if spec.body.format != "row":
        yield "[body] format: what is typed on screens is a 'row'. Write format = \"row\"."
    for name in PARAMETERS:
        if name not in spec.system.connection:
            yield f"[system] connection: lacks '{name}'. A terminal needs {', '.join(PARAMETERS)}."
    if 2 * terminal.in_doubt_seconds > spec.system.limits.timeout_seconds:
        yield (
            "[terminal] in_doubt_seconds: must be at most half of timeout_seconds, or no record could be entered"
            " and still heard of in time."
        )


def _form(spec: MappingSpec, terminal: TerminalSpec) -> Iterator[str]:
    """The form that this message is for, and whether each of its fields can be typed there."""
    names = [str(field.value) for field in spec.field if field.to == terminal.form and field.value]
    if len(names) != 1 or names[0] not in terminal.forms:
        yield (
            f"[[field]] to = '{terminal.form}': must be one constant that names a form under [terminal.entry]"
            f" ({', '.join(sorted(terminal.forms))})."
        )
        return
    cells = _cells(terminal, names[0])
    for number, field in enumerate(spec.field, 1):
        if field.to != terminal.form:
            yield from _fits(f"[[field]] {number} (to '{field.to}')", field, cells.get(field.to), spec)
    sent = {field.to for field in spec.field}
    for name in sorted(name for step in terminal.find.steps for name in step.slots):
        if name not in sent and name not in PARAMETERS:
            yield f"[terminal.find]: types '{{{name}}}', but no [[field]] has to = '{name}'. Correct the name."


def _cells(terminal: TerminalSpec, form: str) -> dict[str, Cell]:
    ways = [terminal.forms[form].way(verb) for verb in ("create", "amend", "withdraw")]
    screens = [terminal.named(name) for way in ways for name in way.screens]
    return {name: cell for screen in screens for name, cell in screen.fields.items()}


def _fits(place: str, field: FieldSpec, cell: Cell | None, spec: MappingSpec) -> Iterator[str]:
    if cell is None:
        yield f"{place}: no screen on its way has a field of this name, so it would never be typed. Add it there."
        return
    width = _width(field, spec)
    if width is None:
        yield f"{place} length: is missing; the field on the screen holds {cell.length}. Add it."
    elif width > cell.length:
        yield f"{place} length: is {width}, and the field on the screen holds {cell.length}. Correct one of them."


def _width(field: FieldSpec, spec: MappingSpec) -> int | None:
    """The most characters that it can come to."""
    if field.value is not None:
        return len(str(field.value))
    if field.codec in ("date", "datetime"):
        return len(field.format or "")
    if field.codec == "code" and field.codes in spec.codes:
        table = spec.codes[field.codes]
        return max(len(code) for code in [*table.map.values(), table.other or ""])
    if field.codec == "flag":
        return max(len(word) for word in field.words or ("Y", "N"))
    return field.length

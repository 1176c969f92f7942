"""The screens of an old machine: plain, readable, green on black."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from daybook.legacy.emulation.store import Seen, Stored

LOCAL = ZoneInfo("Europe/London")
STYLE = """
html { background: #06120a; color: #b9f5c5; font: 1.05rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; }
a { color: #ffe08a; text-underline-offset: .2em; }
a:focus-visible { outline: .2rem solid #ffe08a; outline-offset: .15rem; }
h1 { font-size: 1.3rem; border-bottom: .1rem solid #3d7a4b; padding-bottom: .4rem; text-transform: uppercase; }
nav ul { display: flex; gap: 1.5rem; list-style: none; padding: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { border-bottom: .05rem solid #3d7a4b; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
"""


def records(title: str, found: list[Stored], held: int | None = None) -> str:
    """The list of what arrived, the newest first; `held` counts all where only some are shown."""
    rows = [
        [
            _link(r.reference),
            escape(r.title),
            escape(r.origin),
            escape(r.state),
            str(r.version),
            _time(r.changed),
        ]
        for r in found
    ]
    heads = ("Reference", "Record", "Sender's number", "State", "Version", "Changed")
    return _page(
        title,
        "Records",
        _table(f"{held or len(found):,} records held; the newest {len(found)} are shown", heads, rows),
    )


def messages(title: str, found: list[Seen]) -> str:
    """Every message with the machine's answer; a key that came more than once is marked."""
    rows = [
        [_time(m.arrived), escape(m.verb), escape(m.origin), escape(f"{m.outcome} {m.code} {m.text}".strip()),
         escape(m.reference), f"{m.times} (DUPLICATE, ANSWERED AS BEFORE)" if m.times > 1 else "1", escape(m.key)]
        for m in found
    ]  # fmt: skip
    heads = ("Arrived", "Verb", "Sender's number", "Answer", "Reference", "Times received", "Key")
    return _page(title, "Messages", _table(f"The newest {len(found)} messages", heads, rows))


def record(title: str, found: Stored) -> str:
    """One record with every field as it arrived."""
    own = [("REFERENCE", found.reference), ("STATE", found.state), ("VERSION", found.version)]
    rows = [[escape(str(name)), escape(str(value))] for name, value in [*own, *_flat(found.content)]]
    return _page(title, f"Record {found.reference}", _table("All fields", ("Field", "Value"), rows))


def absent(title: str) -> str:
    """The page for what is not there."""
    return _page(title, "Not held", "<p>NO SUCH RECORD OR SCREEN. Go back to the list of records.</p>")


def _page(title: str, heading: str, main: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(heading)} - {escape(title)}'
        '</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/screen.css"></head>'
        f"<body><header><p>{escape(title)} - emulated old system, invented data</p>"
        '<nav aria-label="Screens"><ul><li><a href="/">Records</a></li><li><a href="/messages">Messages</a></li></ul>'
        f"</nav></header><main><h1>{escape(heading)}</h1>{main}</main></body></html>"
    )


def _table(caption: str, heads: Iterable[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _link(reference: str) -> str:
    return f'<a href="/records/{quote(reference, safe="")}">{escape(reference)}</a>'


def _time(moment: float) -> str:
    return datetime.fromtimestamp(moment, LOCAL).strftime("%d/%m/%Y %H:%M:%S")


def _flat(node: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _flat(value, f"{prefix}.{name}" if prefix else name)
    elif isinstance(node, list):
        for number, value in enumerate(node, 1):
            yield from _flat(value, f"{prefix}.{number}")
    else:
        yield prefix, "" if node is None else node

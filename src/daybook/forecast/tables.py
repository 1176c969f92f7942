"""A table in the words of a command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.table import Table


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], out: OutputWrapper) -> str:
    """As wide as the terminal where `out` is one."""
    drawn = Table(*titles)
    drawn.columns[0].no_wrap = True
    for cells in rows:
        drawn.add_row(*cells)
    written = StringIO()
    Console(file=written, width=None if out.isatty() else 200).print(drawn)
    return written.getvalue()

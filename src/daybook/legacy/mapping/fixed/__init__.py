"""Fixed-width records in EBCDIC: text, zoned and packed numbers, dates; files with counts and hash totals.

A plain library: `layout_of(tables)` checks a layout, `Record.write` and `Record.read` turn values into bytes and back,
`write_file` and `FixedFile` do so with whole files.
"""

from daybook.legacy.mapping.fixed.codepages import CodePage, code_page
from daybook.legacy.mapping.fixed.errors import FixedError
from daybook.legacy.mapping.fixed.files import FixedFile, write_file
from daybook.legacy.mapping.fixed.layout import FileForm, Layout, has_layout, layout_of
from daybook.legacy.mapping.fixed.record import Record, Values

__all__ = [
    "CodePage",
    "FileForm",
    "FixedError",
    "FixedFile",
    "Layout",
    "Record",
    "Values",
    "code_page",
    "has_layout",
    "layout_of",
    "write_file",
]

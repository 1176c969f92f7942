"""Files and old systems read as people: every row becomes a record, or is counted and named among those that do not."""

from daybook.nominals.exports.columns import Columns, ColumnsError, read_columns
from daybook.nominals.exports.reading import Export, ExportError, read_file, read_records
from daybook.nominals.exports.registry import Reader, exports, register, register_source
from daybook.nominals.exports.tally import Tally

__all__ = [
    "Columns",
    "ColumnsError",
    "Export",
    "ExportError",
    "Reader",
    "Tally",
    "exports",
    "read_columns",
    "read_file",
    "read_records",
    "register",
    "register_source",
]

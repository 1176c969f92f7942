"""Files of other tools read as rows of the register: what is good as values, what is not as faults with a remedy."""

from daybook.estate.register.faults import Fault
from daybook.estate.register.reading.columns import guess
from daybook.estate.register.reading.dates import Order
from daybook.estate.register.reading.rows import Row, read_rows
from daybook.estate.register.reading.tables import Table, TableError, open_table

__all__ = ["Fault", "Order", "Row", "Table", "TableError", "guess", "open_table", "read_rows"]

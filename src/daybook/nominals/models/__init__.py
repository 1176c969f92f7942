"""The tables of this room: the index that candidates are found in."""

from daybook.nominals.models.index import BlockingKey, IndexedRecord

__all__ = ["BlockingKey", "IndexedRecord"]

"""The ways to an old system. Each is one class with the two methods of `Transport`; `get(name)` gives it."""

from daybook.legacy.transports.base import Connection, Reply, Sent, Transport, TransportError
from daybook.legacy.transports.csv_sftp import CsvSftp
from daybook.legacy.transports.ebcdic_batch import EbcdicBatch
from daybook.legacy.transports.queue import Queue
from daybook.legacy.transports.rest import Rest
from daybook.legacy.transports.soap import Soap
from daybook.legacy.transports.sql_staging import SqlStaging
from daybook.legacy.transports.tn3270 import Tn3270
from daybook.legacy.transports.xml_drop import XmlDrop

__all__ = ["Connection", "Reply", "Sent", "Transport", "TransportError", "get"]

TRANSPORTS: dict[str, Transport] = {
    "xml-drop": XmlDrop(),
    "sql-staging": SqlStaging(),
    "rest": Rest(),
    "queue": Queue(),
    "ebcdic-batch": EbcdicBatch(),
    "soap": Soap(),
    "tn3270": Tn3270(),
    "csv-sftp": CsvSftp(),
}


def get(name: str) -> Transport:
    """The transport that a mapping names under `[system] transport`."""
    return TRANSPORTS[name]

"""Files dropped into a shared folder; the old system answers with acknowledgement files.

`folder/in/<key>.xml` is what we drop (written under another name, then renamed, so that a half-written file is
never taken), `folder/ack/<key>.ack.xml` what it answers. A read acknowledgement moves to `folder/ack/read/`.

`folder/request/<key>.xml` asks for an extract of all that it holds, which comes as `folder/extract/<key>.xml`: records
in the form of our messages, then the number of them. It is deleted once it was compared.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from daybook.legacy.transports.base import (
    Connection,
    Extract,
    Reply,
    Sent,
    Verb,
    reply_from,
)
from daybook.legacy.transports.folder import file_name, folder_of, not_written, write_whole
from daybook.legacy.transports.xml_extract import XmlExtract

ACK = ".ack.xml"
STILL_WRITTEN_SECONDS = 2.0


class XmlDrop:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        folder = folder_of(connection)
        final = folder / "in" / f"{file_name(key)}.xml"
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            write_whole(final, body)
        except OSError as error:
            raise not_written(connection, error) from error
        return Sent("accepted")

    def ask(self, key: str, connection: Connection) -> None:
        request = folder_of(connection) / "request" / f"{key}.xml"
        try:
            request.parent.mkdir(parents=True, exist_ok=True)
            write_whole(request, f"<ExtractRequest><Key>{key}</Key></ExtractRequest>".encode())
        except OSError as error:
            raise not_written(connection, error) from error

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        file = folder_of(connection) / "extract" / f"{key}.xml"
        yield XmlExtract(file, connection) if file.is_file() else None
        file.unlink(missing_ok=True)

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        acks = folder_of(connection) / "ack"
        found = [(file, reply) for file in sorted(acks.glob(f"*{ACK}")) if (reply := _read(file, connection))]
        yield [reply for _, reply in found]
        (acks / "read").mkdir(parents=True, exist_ok=True)
        for file, _ in found:
            with suppress(FileNotFoundError):
                file.replace(acks / "read" / file.name)


def _read(file: Path, connection: Connection) -> Reply | None:
    """The reply in a file; None where it is gone, or broken and so young that it may still be written."""
    try:
        raw, age = file.read_bytes(), time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return None
    reply = reply_from(connection, key_of(file.name), raw, file.name)
    return None if reply.state == "unreadable" and age < STILL_WRITTEN_SECONDS else reply


def key_of(name: str) -> str:
    """The key from an acknowledgement's file name."""
    return name.removesuffix(ACK).replace(".", ":", 1)

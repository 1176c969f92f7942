"""What the transports over a shared folder share: whole files only, and a sentence for a share that is away."""

import os
from pathlib import Path

from daybook.legacy.transports.base import Connection, TransportError


def folder_of(connection: Connection) -> Path:
    """The shared folder; TransportError where it is not mounted."""
    folder = Path(connection.param("folder"))
    if not folder.is_dir():
        raise TransportError(
            f"The folder of {connection.mapping.system.title} is not there. Mount the share, or correct its path."
        )
    return folder


def not_written(connection: Connection, error: OSError) -> TransportError:
    """The share does not take our file."""
    title = connection.mapping.system.title
    return TransportError(f"The folder of {title} cannot be written ({error.strerror}).")


def file_name(key: str) -> str:
    """A key as a file name: the colon is not allowed on every share."""
    return key.replace(":", ".")


def write_whole(final: Path, body: bytes) -> None:
    """Under another name, to the disk, then renamed: nobody ever sees half of it."""
    part = final.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(final)

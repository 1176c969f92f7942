"""Which names a joined old system bears that is read in."""

from __future__ import annotations

from daybook.nominals.exports import ExportError, exports


def is_read_in(name: str) -> bool:
    """Whether a joined old system of this name is read in now: it may have been joined since it was registered here."""
    try:
        return name in exports()
    except ExportError:
        return False  # without their connections none is read

"""Parts of a run kept in a folder: a run that was killed goes on where it stopped, with the same result."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching import FIELDS, Cleaned

Levels = npt.NDArray[np.int16]


class KeptParts:
    """The parts of one run. `taken_up` counts those that an earlier, killed run had finished."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken_up = folder, 0
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: str) -> Levels | None:
        path = self.folder / f"{name}.npy"
        if not path.exists():
            return None
        self.taken_up += 1
        return np.asarray(np.load(path, allow_pickle=False), dtype=np.int16)

    def put(self, name: str, levels: Levels) -> None:
        """The file takes its name last, so that half a part is never taken for a whole one."""
        draft = self.folder / f"{name}.draft"
        with draft.open("wb") as opened:
            np.save(opened, levels, allow_pickle=False)
        os.replace(draft, self.folder / f"{name}.npy")

    def clear(self) -> None:
        """The run is done: nothing is left to take up."""
        for path in self.folder.iterdir():
            path.unlink()
        self.folder.rmdir()


def run_name(records: Sequence[Cleaned], between: bool) -> str:
    """A name that the same records and the same fields always give, and others never."""
    digest = hashlib.sha256(f"{between} {[(it.name, len(it.levels)) for it in FIELDS]}".encode())
    for record in records:
        digest.update(repr(record).encode())
    return digest.hexdigest()[:24]

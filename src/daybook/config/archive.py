"""The backup file: a tar with the database, the attachments and a manifest that says what they must be."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20
Progress = Callable[[str], None]


class ArchiveError(RuntimeError):
    """A backup that cannot be made or is not what it says; the sentence says what to do."""


@dataclass(slots=True)
class Manifest:
    """What the archive holds. `checkpoint` is a signed note that the restored book must contain."""

    vendor: str
    made_at: str
    version: str
    checkpoint: str
    with_keys: bool
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write(target: Path, manifest: Manifest, files: dict[str, Path], progress: Progress) -> None:
    """Write all files under their names, then the manifest with their SHA-256; whole or not at all, owner only."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            for name, path in files.items():
                manifest.files[name] = sha256(path)
                tar.add(path, name, recursive=False)
                progress(name)
            _add_text(tar, MANIFEST, json.dumps(asdict(manifest), indent=1))
            raw.flush()
            os.fsync(raw.fileno())
        os.link(draft, target)
    except FileExistsError as error:
        raise ArchiveError(f"{target} is there already; a backup never replaces another.") from error
    finally:
        draft.unlink()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(text.encode()), 0o600
    tar.addfile(info, io.BytesIO(text.encode()))


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into a folder and compare every file with the manifest; ArchiveError on any difference."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise ArchiveError(f"{source} is not a whole backup of Daybook ({type(error).__name__}).") from error
    if manifest.format != FORMAT:
        raise ArchiveError(f"{source} has format {manifest.format}; this version restores format {FORMAT}.")
    _compare(folder, manifest)
    return manifest


def _compare(folder: Path, manifest: Manifest) -> None:
    there = set(names_below(folder)) - {MANIFEST}
    odd = there ^ set(manifest.files)
    damaged = [name for name in there & set(manifest.files) if sha256(folder / name) != manifest.files[name]]
    if odd or damaged:
        raise ArchiveError(
            f"The backup is damaged: {', '.join(sorted([*odd, *damaged])[:5])} not as in its manifest."
        )


def names_below(folder: Path) -> Iterator[str]:
    """Paths of all files in a folder, relative to it, in order."""
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

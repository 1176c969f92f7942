"""Backup and restore of the whole house, and the proof that what was restored is what was backed up."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from daybook.book import keys
from daybook.book.models import Checkpoint
from daybook.book.verify import Report, verify_against, verify_book
from daybook.config import archive, dumps
from daybook.config.archive import ArchiveError, Manifest, Progress

DATABASE, ATTACHMENTS, KEYS = "database", "attachments/", "keys/"


def make(target: Path, *, with_keys: bool, progress: Progress = lambda name: None) -> Manifest:
    """Write the backup. The checkpoint is taken first, so the copy of the database holds at least that."""
    last = Checkpoint.objects.order_by("-size").first()
    manifest = Manifest(
        vendor=connection.vendor,
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=version("daybook"),
        checkpoint=last.note if last else "",
        with_keys=with_keys,
    )
    with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        dumps.dump(copy)
        archive.write(target, manifest, {DATABASE: copy, **_attachments(), **_keys(with_keys)}, progress)
    return manifest


def _attachments() -> dict[str, Path]:
    return {
        ATTACHMENTS + name: settings.ATTACHMENTS / name for name in archive.names_below(settings.ATTACHMENTS)
    }


def _keys(with_private: bool) -> dict[str, Path]:
    """The book's public keys always, the private keys and secrets only when asked for."""
    folder = Path(settings.HOME) / "keys"
    names = [name for name in archive.names_below(folder) if with_private or name.endswith(".pub")]
    return {KEYS + name: folder / name for name in names}


def restore(source: Path) -> tuple[Manifest, Report]:
    """Unpack, compare, put in place, bring up to this version, and verify the book against the kept checkpoint."""
    refuse_occupied()
    with tempfile.TemporaryDirectory(dir=source.resolve().parent, prefix=".restore-") as name:
        folder = Path(name)
        manifest = archive.unpack(source, folder)
        if manifest.vendor != connection.vendor:
            raise ArchiveError(
                f"This backup is of {manifest.vendor}, DATABASE_URL names {connection.vendor}: restore it to "
                "the same kind, then use `daybook move`."
            )
        dumps.load(folder / DATABASE)
        _put(folder / ATTACHMENTS, Path(settings.ATTACHMENTS))
        _put(folder / KEYS, Path(settings.HOME) / "keys")
    call_command("migrate", verbosity=0)
    return manifest, _verified(manifest)


def refuse_occupied() -> None:
    """Only an empty place is restored into: nothing is ever overwritten by a backup."""
    if not dumps.is_empty():
        raise ArchiveError(
            "The database is not empty. Name an empty one in DATABASE_URL, or another DAYBOOK_HOME."
        )
    if any(archive.names_below(settings.ATTACHMENTS)):
        raise ArchiveError(
            f"The folder {settings.ATTACHMENTS} is not empty. Name another in DAYBOOK_ATTACHMENTS."
        )
    if any(keys.folder().glob("*.p*")):
        raise ArchiveError(
            f"The folder {keys.folder()} holds keys of a book already. Name another DAYBOOK_HOME."
        )


def _put(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _verified(manifest: Manifest) -> Report:
    verifiers = keys.verifiers()
    report = verify_book(verifiers)
    if manifest.checkpoint:
        verify_against(report, manifest.checkpoint, verifiers)
    return report

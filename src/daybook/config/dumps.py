"""The whole database to a file and back: SQLite by itself, PostgreSQL by its own programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from daybook.config.archive import ArchiveError


def dump(target: Path) -> None:
    """A consistent copy while the house goes on working."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_sqlite_file())) as source:
            source.execute("VACUUM INTO ?", [str(target)])
    else:
        _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Into an empty database; see `is_empty`."""
    connection.close()
    if connection.vendor == "sqlite":
        file = Path(_sqlite_file())
        file.parent.mkdir(parents=True, exist_ok=True)
        for stale in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            stale.unlink(missing_ok=True)
        shutil.copyfile(source, file)
        file.chmod(0o600)
    else:
        name = str(connection.settings_dict["NAME"])
        _postgresql(
            "pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}", str(source)
        )


def is_empty() -> bool:
    """Whether the database has no tables at all; one that does not exist yet is empty for SQLite."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _sqlite_file() -> str:
    return str(connection.settings_dict["NAME"])


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise ArchiveError(
            f"{program} is not installed here: install the PostgreSQL client of the server's version."
        )
    done = subprocess.run(  # noqa: S603 - arguments of our own making, no shell
        [path, *arguments],
        env={**os.environ, **_login(connection.settings_dict)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ArchiveError(f"{program} did not succeed: {done.stderr.strip().splitlines()[-1:]}")


def _login(settings: dict[str, Any]) -> dict[str, str]:
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    return {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}

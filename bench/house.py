"""A fresh house to measure in: home folder, database, migrated; gone afterwards."""

from __future__ import annotations

import os
import platform
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh() -> Iterator[None]:
    """Set the environment, load Django, migrate; on PostgreSQL in a database of its own."""
    given = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as home:
        os.environ.update(DAYBOOK_HOME=home, DJANGO_SETTINGS_MODULE="daybook.config.settings")
        if given.startswith("postgres"):
            with _database(given) as url:
                os.environ["DATABASE_URL"] = url
                yield from _ready()
        else:
            os.environ.pop("DATABASE_URL", None)
            yield from _ready()


def _ready() -> Iterator[None]:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    yield
    connections.close_all()


@contextmanager
def _database(server: str) -> Iterator[str]:
    import psycopg

    name = f"daybook_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield server.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def machine() -> str:
    """What the figures were measured on, in one line."""
    from django.db import connection

    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    version = ".".join(map(str, connection.get_database_version()))
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    return (
        f"{os.cpu_count()} cores, {pages:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {names[connection.vendor]} {version}"
    )


def vendor() -> str:
    from django.db import connection

    return connection.vendor


DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"

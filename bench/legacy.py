"""Delivery to old systems: rows made from the book, deliveries confirmed, the quick beside the slow, and torture.

    python -m bench.legacy [rows] [confirm] [apart] [torture] [--seconds 120]

Uses databases of its own, dropped at the end: SQLite in a temporary folder, and PostgreSQL at BENCH_POSTGRES
(default postgres://root@127.0.0.1:5432). Targets take everything and do nothing; the report's document is a constant,
so what is measured is the book, the claim, the freezing and the filing with their entries.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER = os.environ.get("BENCH_POSTGRES", "postgres://root@127.0.0.1:5432")
RUN = "import django; django.setup(); from bench.legacy_parts import main; main()"
PARTS = ("rows", "confirm", "apart", "torture")


def main() -> None:
    options = _options()
    for part in options.parts or PARTS:
        if part == "torture":
            _torture()
            continue
        for vendor in ("sqlite", "postgresql") if part == "rows" else ("postgresql",):
            with _database(vendor) as environment:
                command = [sys.executable, "-c", RUN, part, str(options.seconds)]
                subprocess.run(command, env=environment, cwd=ROOT, check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--seconds", type=float, default=120, help="how long the entries flow in 'apart'")
    return parser.parse_args()


def _torture() -> None:
    """The test of kill -9 on both databases, with its own words."""
    test = "tests/legacy/engine/test_torture.py"
    subprocess.run([sys.executable, "-m", "pytest", "-q", "--no-header", "-rA", test], cwd=ROOT, check=True)


@contextmanager
def _database(vendor: str) -> Iterator[dict[str, str]]:
    """The environment of a fresh database and home folder."""
    name = f"daybook_bench_{uuid.uuid4().hex[:10]}"
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{home}/bench.sqlite3" if vendor == "sqlite" else f"{SERVER}/{name}"
        if vendor == "postgresql":
            _on_server(f"CREATE DATABASE {name}")
        settings = {
            "DAYBOOK_HOME": home,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "daybook.config.settings",
        }
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests"), str(ROOT)])
        try:
            yield {**os.environ, **settings, "PYTHONPATH": paths}
        finally:
            if vendor == "postgresql":
                _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as session:
        session.execute(statement)


if __name__ == "__main__":
    main()

"""Make the stored database of a release, from the root of the repository of that release:

    .venv/bin/python tests/config/releases/make.py

It runs the demonstration with a few people, does at its pages what an officer would do, and writes what the house
holds then to `<version>.sql.gz`, with the public key of its book beside. Make it once, when a version is released;
`tests/config/test_upgrade.py` upgrades every stored release with every later change.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from bench.demonstration import deliveries, demonstration, officer, submit, type_arrest  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

PEOPLE = 40
KEYS = ("field_key", "book/1.pub")
FORGOTTEN = ("django_session", "usersessions_usersession", "access_cache")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with demonstration(home, PEOPLE) as address, officer(address) as page:
            work(page, address)
        store(home, HERE / version("daybook"))


def work(page: Page, address: str) -> None:
    """Arrests that every system confirms, that waits for one, that one refuses; a draft that is not finished."""
    arrest(page, address, "Quillfeather", "Confirmed", "Confirmed")
    arrest(page, address, "Шевченко", "Confirmed", "Refused")
    page.get_by_role("button", name=re.compile(r"^Stop\W+Casefile")).click()
    arrest(page, address, "Marrowby", "Waiting", "Confirmed")
    type_arrest(page, address, "Harkwell")
    page.wait_for_timeout(3000)


def arrest(page: Page, address: str, family_name: str, casefile: str, national: str) -> None:
    type_arrest(page, address, family_name)
    submit(page)
    for _ in range(600):
        shown = deliveries(page)
        if casefile in shown.get("Casefile case preparation", "") and national in shown["National computer"]:
            return
        page.wait_for_timeout(100)
    raise SystemExit(f"{family_name} was not delivered as it should be: {shown}")


def store(home: Path, target: Path) -> None:
    """The database as SQL, without sessions, and the keys that reading it needs."""
    with closing(sqlite3.connect(home / "daybook.sqlite3")) as database:
        for table in FORGOTTEN:
            database.execute(f"DELETE FROM {table}")
        text = "\n".join(database.iterdump())
    (target / "keys" / "book").mkdir(parents=True)
    (target / "database.sql.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    for name in KEYS:
        shutil.copyfile(home / "keys" / name, target / "keys" / name)


if __name__ == "__main__":
    main()

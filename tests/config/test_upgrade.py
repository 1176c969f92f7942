"""Every stored release is upgraded to today's version with its data: nothing is lost, and the pages show it as before.

How a stored release is made: `tests/config/releases/make.py`.
"""

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from house import House, create_database, drop_database, house

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("releases/*/database.sql.gz"))
VENDORS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
KEPT = (
    *("book_entry", "book_seal", "book_checkpoint", "book_disposal"),
    *("access_user", "access_rolegrant", "access_device", "legacy_", "records_"),
)
PAGES = """
import json, re
from django.utils.html import strip_tags
from callers import signed_on_client
from daybook.access.models import User
from daybook.demo.machines import machines, write_connections

write_connections(machines(8000))
client = signed_on_client(user=User.objects.get(username="9001"))
client.defaults["SERVER_NAME"] = "localhost"

def get(address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()

def links(html, begin):
    return list(dict.fromkeys(re.findall(rf'href="({begin}[^"#]+)"', html)))

def text(html):
    return re.sub(r"\\s+", " ", strip_tags(html))

home = get("/")
found = client.post("/search/", {"words": "quillfeather"}, follow=True).content.decode()
print(json.dumps({
    "found": text(found),
    "people": [text(get(link)) for link in links(found, "/people/")],
    "arrests": [text(get(link)) for link in links(home, "/events/")],
    "drafts": [get(link) for link in links(home, "/reports/[a-z]+/new/[?]draft=")],
}))
"""
GO_ON = """
from daybook.book import clerk, writing
from daybook.records.models import Location
from helpers import OFFICER
with writing("person:recorded", OFFICER) as page:
    page.save(Location(description="after the upgrade"))
while clerk.seal_pending():
    pass
"""


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def stored(request, tmp_path):
    """A house with the database and the keys of that release, not yet upgraded."""
    with closing(sqlite3.connect(tmp_path / "daybook.sqlite3")) as database:
        database.executescript(gzip.decompress((request.param / "database.sql.gz").read_bytes()).decode())
    shutil.copytree(request.param / "keys", tmp_path / "keys")
    with house(tmp_path, migrated=False) as place:
        yield place


@pytest.fixture(params=VENDORS)
def upgraded(request, stored):
    """The same house after `daybook migrate`; on PostgreSQL also after `daybook move`. `before` is what it held."""
    before = counted(stored, kept_tables(stored))
    stored.run("migrate", "--verbosity", "0")
    place = stored
    if request.param == "postgresql":
        place = House(stored.home, create_database())
        stored.run("move", "--to", place.database)
    place.environment["DAYBOOK_SYSTEMS_FILE"] = str(place.home / "systems.json")
    place.before = before
    yield place
    if request.param == "postgresql":
        drop_database(place.database)


def kept_tables(place):
    names = [
        name for (name,) in place.sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return [name for name in names if name.startswith(KEPT)]


def counted(place, tables):
    return {table: place.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_a_stored_release_is_upgraded_without_loss(upgraded):
    no_row_is_lost_and_the_book_verifies_with_its_records(upgraded)
    the_pages_show_what_was_recorded_before(upgraded)
    the_house_goes_on_under_a_new_key_and_still_verifies(upgraded)


def no_row_is_lost_and_the_book_verifies_with_its_records(upgraded):
    assert upgraded.before["records_person"] > 40
    assert upgraded.before["legacy_delivery"] > 10
    assert counted(upgraded, upgraded.before) == upgraded.before
    said = upgraded.run("book", "verify", "--records", "--quiet")
    assert f"The book holds: {upgraded.before['book_seal']} entries" in said


def the_pages_show_what_was_recorded_before(upgraded):
    shown = json.loads(upgraded.python(PAGES))
    assert "Ada Jane Quillfeather" in shown["found"]
    assert len(shown["people"]) == 1
    assert "Theft from a shop" in shown["people"][0]
    refused, waiting, confirmed = sorted(shown["arrests"], key=state_of)
    for system in ("Casefile case preparation", "Cellblock custody", "Safeguard vulnerable persons"):
        assert system in confirmed
    assert confirmed.count("Confirmed") == 4
    assert "CASE-2026-" in confirmed
    assert "Waiting" in waiting
    assert "Refused" in refused
    assert ["Harkwell" in form for form in shown["drafts"]] == [True]


def state_of(page):
    return ("Refused" not in page, "Waiting" not in page)


def the_house_goes_on_under_a_new_key_and_still_verifies(upgraded):
    """The stored release has no private key, as a restored backup has none."""
    upgraded.python(GO_ON)
    said = upgraded.run("book", "verify", "--records", "--quiet")
    assert "The book holds: " in said
    assert "after the upgrade" in str(upgraded.sql("SELECT description FROM records_location"))
    assert upgraded.sql("SELECT max(seq) FROM book_seal")[0][0] > upgraded.before["book_seal"]

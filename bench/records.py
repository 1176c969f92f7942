"""Main pages with a million people on PostgreSQL: server time at the 95th percentile and queries a page.

    python -m bench.records [--people 100000] [--rounds 60] [--keep]

Needs a PostgreSQL server (BENCH_POSTGRES, default postgres://root@127.0.0.1:5432); makes a database of its own
and drops it at the end unless told to keep it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

SERVER = os.environ.get("BENCH_POSTGRES", "postgres://root@127.0.0.1:5432")
DATABASE = os.environ.get("BENCH_DATABASE", "daybook_bench_records")
REACH_MS, MOST_QUERIES = 150, 30
WORDS = {
    "search: common name": ["smith", "jo smi", "taylor", "khan mo", "wil jam", "j s", "ma kow"],
    "search: rare name": ["smith zz", "obrien zoe", "kowalska pat"],
    "search: name and birth date": ["smith 1/2/1970", "jon 3 mar 1985", "taylor 1960"],
    "search: number": ["1911/0000001A", "07000000123", "AR/0000123/26", "AV2 2AA", "AB12 CDE"],
}
LOOK_UP = "/reports/arrest/candidates/"
TYPED = {
    "arrest form: look-up by common name": [
        ("Smith", "John", ""),
        ("Khan", "Mohammed", ""),
        ("Taylor", "Jo", ""),
    ],
    "arrest form: look-up with birth date": [("Smith", "Jon", "1970"), ("Tailor", "William", "1985")],
}
"""Family name, given names and year of birth on 1 February, as an officer types them: the look-up of every form."""
Page = str | dict[str, str]


def main() -> None:
    options = _options()
    os.environ["DATABASE_URL"] = f"{SERVER}/{DATABASE}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
    _make_database()
    import django

    django.setup()
    client = _prepared(options.people)
    rows = [_measure(client, name, addresses, options.rounds) for name, addresses in _pages(client).items()]
    _print(rows, options.people)
    if not options.keep:
        _drop_database()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--keep", action="store_true", help="keep the database, and use one that was kept")
    return parser.parse_args()


def _prepared(people: int) -> Client:
    """A signed-on client over a full database."""
    import sys
    from pathlib import Path

    from django.core.management import call_command

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from bench.records_rows import fill
    from callers import signed_on_client
    from daybook.nominals.indexing import index_all
    from daybook.records.models import Person

    call_command("migrate", verbosity=0)
    client = signed_on_client("officer", "sergeant", username=f"B{time.time_ns() % 10**9}")
    if not Person.objects.exists():
        began = time.perf_counter()
        fill(people, str(client.user.pk))
        print(f"{people:,} people written in {time.perf_counter() - began:.0f} s")
        began = time.perf_counter()
        index_all()
        print(f"and indexed in {time.perf_counter() - began:.0f} s")
        client = signed_on_client(user=client.user)  # a desk left alone while the rows were written is locked
    client.defaults["SERVER_NAME"] = "localhost"
    return client


def _pages(client: Client) -> dict[str, list[Page]]:
    from daybook.records.models import Event, Location, Person

    people = Person.objects.filter(handling="open").order_by("id").values_list("pk", flat=True)
    pages: dict[str, list[Page]] = {
        "person": [f"/people/{key}/" for key in people[:40]],
        "person in many events": [f"/people/{key}/" for key in _busiest()],
        "location": [f"/locations/{row.pk}/" for row in Location.objects.order_by("id")[:40]],
        "event": [f"/events/{row.pk}/" for row in Event.objects.order_by("id")[:40]],
        "reports": ["/reports/"],
        "arrest form": [client.get("/reports/arrest/new/").url],
    }
    pages |= {name: list(words) for name, words in WORDS.items()}
    pages |= {name: [_typed(*person) for person in people] for name, people in TYPED.items()}
    return {name: addresses for name, addresses in pages.items() if addresses}


def _typed(family_name: str, given_names: str, year: str) -> dict[str, str]:
    born = {"day": "1", "month": "2", "year": year} if year else {}
    person = {"family_name": family_name, "given_names": given_names}
    person |= {f"date_of_birth.{part}": value for part, value in born.items()}
    path = "people_arrested.0"
    return {"path": path, **{f"{path}.{name}": value for name, value in person.items()}}


def _address(client: Client, page: Page) -> Page:
    """The address of a page; of words, the page of what they find; what is typed into a form stays as it is."""
    if isinstance(page, dict) or page.startswith("/"):
        return page
    address: str = client.post("/search/", {"words": page}).url
    return address


def _open(client: Client, page: Page) -> HttpResponse:
    return client.post(LOOK_UP, page) if isinstance(page, dict) else client.get(page)


def _busiest() -> list[object]:
    from django.db.models import Count

    from daybook.records.models import Link, Person

    rows = (
        Link.objects.filter(to_kind="event")
        .values("from_id")
        .annotate(n=Count("id"))
        .order_by("-n", "from_id")[:60]
    )
    found = Person.objects.filter(pk__in=[row["from_id"] for row in rows], handling="open")
    return list(found.values_list("pk", flat=True)[:20])


def _measure(client: Client, name: str, addresses: list[Page], rounds: int) -> tuple[str, float, float, int]:
    """Name, median and 95th percentile in milliseconds, and the most queries of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = _address(client, addresses[0])
    with CaptureQueriesContext(connection) as queries:
        _open(client, first)
    count = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in queries)
    taken = []
    for number in range(max(rounds, len(addresses))):
        address = _address(client, addresses[number % len(addresses)])
        began = time.perf_counter()
        answer = _open(client, address)
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (name, answer.status_code)
    return name, statistics.median(taken), statistics.quantiles(taken, n=20)[18], count


def _print(rows: list[tuple[str, float, float, int]], people: int) -> None:
    print(f"\nMain pages, server time, {people:,} people on PostgreSQL")
    print(
        f"{'page':32}{'median ms':>12}{'p95 ms':>10}{'queries':>10}  reach p95 < {REACH_MS}, queries < {MOST_QUERIES}"
    )
    for name, median, late, queries in rows:
        good = late < REACH_MS and queries < MOST_QUERIES
        print(f"{name:32}{median:12.1f}{late:10.1f}{queries:10}  {'reached' if good else 'MISSED'}")


def _make_database() -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
            server.execute(f"CREATE DATABASE {DATABASE}")


def _drop_database() -> None:
    import psycopg
    from django.db import connection

    connection.close()
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {DATABASE}")


if __name__ == "__main__":
    main()

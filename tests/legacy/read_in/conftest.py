"""Casefile (HTTP) and Safeguard (a table) with a reader of their own."""

import pytest

from cells_made import Cells
from daybook.legacy import registry
from daybook.legacy.models import Reading, ReadRecord
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.transports import rest_records, sql_changes
from daybook.nominals.models import SourceRecord
from helpers import settle
from joined_made import casefile_joined, safeguard_joined


class Read:
    """A joined machine that is read; `surname` is what its form calls a family name."""

    def __init__(self, joined, surname):
        self.joined, self.surname = joined, surname
        self.reader = Reader(joined.system, "reader-1", joined.clock)

    def __getattr__(self, name):
        return getattr(self.joined, name)

    def read(self, after=60):
        """What the role does when it is due the next time."""
        self.clock.move(after)
        news = self.reader.turn()
        settle()
        return news

    def swept(self):
        return self.read(after=4000)

    def typed(self, reference, surname=None, **more):
        self.joined.typed(reference, **({self.surname: surname} if surname else {}), **more)

    def silently(self, reference, surname=None):
        self.joined.silently(reference, **({self.surname: surname} if surname else {}))

    @property
    def state(self):
        return Reading.objects.get(system=self.system.name)

    def row(self, reference):
        return ReadRecord.objects.get(system=self.system.name, reference=reference)

    def sources(self, key=None):
        """The versions of source records that came, oldest first."""
        rows = SourceRecord.objects.filter(system=self.system.name).order_by("received_at", "pk")
        return [(row.key, row.written["names"][0][0], row.gone) for row in rows if key in (None, row.key)]


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def web(db, tmp_path, monkeypatch):
    return Read(casefile_joined(tmp_path, monkeypatch), "suspect.surname")


@pytest.fixture
def table(db, tmp_path):
    return Read(safeguard_joined(tmp_path), "SURNAME")


@pytest.fixture
def cells(db, tmp_path):
    return Cells(tmp_path)


@pytest.fixture(params=["web", "table"])
def there(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def no_overlap(monkeypatch):
    """Nothing before the last mark is read again."""
    monkeypatch.setattr(rest_records, "OVERLAP", 0)
    monkeypatch.setattr(sql_changes, "OVERLAP", -1)

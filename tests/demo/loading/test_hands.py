"""A load has a second process beside it: together they leave what one leaves, and so they do where the second dies."""

from daybook.demo.loading.hands import SecondHand
from daybook.nominals.models import IndexedRecord
from house import house


def test_two_processes_load_the_tables_the_index_and_the_old_systems(tmp_path):
    with house(tmp_path) as place:
        place.run("demo", "load", "--people", "60", "--until", "2026-11-01", "--quiet")
        assert place.sql("SELECT count(*) FROM nominals_indexedrecord") == [(60,)]
        assert place.sql("SELECT count(*) FROM book_pending") == [(0,)]
        assert "The book holds" in place.run("book", "verify", "--records", "--quiet")
    assert (tmp_path / "truth" / "truth.csv.gz").exists()


def test_where_the_second_process_dies_the_load_does_its_work(load, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "no.such.settings")
    told = []
    with SecondHand(lambda *what: told.append(what)) as hand:
        load(progress=lambda *what: told.append(what), hand=hand)
    assert IndexedRecord.objects.count() == 60
    assert {("Index", 60, 60), ("Linking", 60, 60)} <= set(told)

"""Keys in pages: found as they were put, gone once taken; and record keys in few bytes, compared with text."""

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daybook.nominals import key_pages
from daybook.nominals.matching import Kind
from daybook.nominals.matching.keys import key
from daybook.nominals.models import IndexedRecord, KeyPage, SourceRecord
from daybook.nominals.models.short import ShortKey
from nominals_made import person, source

pytestmark = pytest.mark.django_db
AN_ID = "01a2280a-1caa-74a2-b063-c6c00fcb2eda"
keys = st.builds(key, st.sampled_from(Kind), st.integers(0, 2**46 - 1).map(lambda kept: kept << 18))
"""Keys that differ in the 46 bits that are kept."""
stands = st.sets(st.tuples(keys, st.integers(1, 2**32 - 1)), min_size=1, max_size=12)


@given(stands, st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_record_stands_under_a_key_until_it_is_taken(held, data):
    KeyPage.objects.all().delete()
    gone = data.draw(st.sets(st.sampled_from(sorted(held))))
    for key_, record in held:
        key_pages.put([key_], [record])
    key_pages.take([one for one, _ in gone], [record for _, record in gone])
    asked = sorted({one for one, _ in held})
    found = key_pages.find(asked)
    pairs = {(asked[place], record) for place, record in zip(found.places, found.records, strict=True)}
    assert pairs == held - gone
    assert found.holders(len(asked)).sum() == len(pairs)


def test_keys_that_share_a_page_are_told_apart():
    near = key(Kind.NAMES, 1 << 60), key(Kind.BIRTH, 1 << 60), key(Kind.NAMES, (1 << 60) + (1 << 30))
    key_pages.put(near[:1], [7])
    assert KeyPage.objects.count() == 1
    assert key_pages.find(near).places.tolist() == [0]


@pytest.mark.parametrize("text", [AN_ID, AN_ID.upper(), AN_ID.replace("-", ""), "C1", "Ω/1", "x" * 36])
def test_a_key_is_read_as_it_was_written_and_is_found_by_a_column_of_text(text):
    source(text)
    row = IndexedRecord.objects.get(key=text)
    assert row.key == text
    held = SourceRecord.objects.filter(key=text).annotate(short=ShortKey(F("key")))
    assert IndexedRecord.objects.filter(key__in=held.values("short")).get() == row


def test_an_id_takes_17_bytes():
    system, its = person()
    stored = IndexedRecord._meta.get_field("key").get_prep_value(its)
    assert len(stored) == 17
    assert IndexedRecord.objects.get(system=system, key=its).key == its

"""What a postcode says here: less where many share its first half, as the index tells."""

from uuid import uuid4

import pytest
from django.db.models import F

from daybook.nominals import scoring
from daybook.nominals.by_chance import with_chance_of
from daybook.nominals.matching import Scorer, Written, clean, starting_model
from daybook.nominals.models import IndexedRecord
from daybook.nominals.tables import Indexed, put

pytestmark = pytest.mark.django_db
BEGUN = starting_model().shares["postcode"]


def fill(districts: int, people: int = 240) -> None:
    """People in so many halves of postcodes, nobody under the postcode of another."""
    rows = []
    for number in range(people):
        postcode = f"AV{1 + number % districts} {1 + number // 26 % 9}{chr(65 + number % 26)}B"
        key = uuid4()
        record = Written(key=str(key), system="daybook", names=(("Ash", "Jo"),), postcodes=(postcode,))
        rows.append(Indexed(clean(record), key))
    put(rows)


def test_a_half_of_a_postcode_that_many_share_says_little() -> None:
    fill(districts=4)
    (_, chance) = with_chance_of(BEGUN)["district"]
    assert 0.15 < chance < 0.3


def test_where_hardly_anybody_shares_it_the_beginning_weight_stands() -> None:
    fill(districts=80)
    (_, chance) = with_chance_of(BEGUN)["district"]
    assert chance < 0.015


def test_the_shares_of_true_pairs_stay_and_the_same_index_gives_the_same() -> None:
    fill(districts=4)
    once = with_chance_of(BEGUN)
    assert once == with_chance_of(BEGUN)
    assert {level: m for level, (m, _) in once.items()} == {level: m for level, (m, _) in BEGUN.items()}


def test_an_index_made_afresh_tells_the_same_whatever_its_numbers() -> None:
    assert with_chance_of(BEGUN) == BEGUN
    fill(districts=4)
    IndexedRecord.objects.update(id=F("id") + 5_000_000)
    assert 0.15 < with_chance_of(BEGUN)["district"][1] < 0.3


def test_a_search_weighs_by_it_once_the_index_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(districts=4)
    asked, other = (
        clean(Written(key=key, names=(("Ash", "Jo"),), postcodes=(postcode,)))
        for key, postcode in (("a", "AV1 1AA"), ("b", "AV1 9ZZ"))
    )

    def bits(by: Scorer) -> float:
        return next(step.bits for step in by.waterfall(asked, other) if step.field == "Postcode")

    monkeypatch.setattr(scoring, "_loaded", None)
    before = bits(scoring.scorer())
    monkeypatch.setattr(scoring, "ENOUGH_FOR_USUAL", 200)
    monkeypatch.setattr(scoring, "_loaded", None)
    assert before > 5
    assert -2 < bits(scoring.scorer()) < 1

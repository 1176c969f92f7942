"""Who is shown at once, who is folded away, and whom more than one fact must speak for."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callers import caller_with, signed_on_client
from daybook.nominals.offering import left_of
from daybook.records.models import Person
from daybook.records.people import PersonData
from daybook.records.person_lookup import Found, candidates
from helpers import settle
from people_made import ZOE, record

BORN = {"day": "1", "month": "2", "year": "1990"}
ANOTHERS = {"day": "13", "month": "7", "year": "1955"}
PATH = "people_arrested.0"


def look_up(given: str, born: dict[str, str], **more: Any) -> Found:
    typed = {"family_name": "O'Brien", "given_names": given, "date_of_birth": born, **more}
    return candidates(caller_with("officer"), typed)


@pytest.fixture
def zoe(db: None) -> Any:
    zoe = record(ZOE)
    settle()
    return zoe


def test_whoever_is_hardly_meant_is_folded_away(zoe: Person) -> None:
    found = candidates(
        caller_with("officer"), {"family_name": "O'Brin", "given_names": "Zoe", "date_of_birth": ANOTHERS}
    )
    assert not found.offered
    assert [one.id for one in found.folded] == [zoe.pk]


def test_whoever_fits_far_worse_than_another_is_folded_away(zoe: Person) -> None:
    worse = record(PersonData("O'Brien", "Zara", date_of_birth=date(1990, 2, 1), sex="2"))
    settle()
    alone = look_up("Zara", {"day": "1", "month": "2", "year": "1991"})
    assert worse.pk in [one.id for one in alone.offered]
    beside = look_up("Zoe", BORN, postcode="SW1A 1AA", pncid="81/34U")
    assert [one.id for one in beside.offered] == [zoe.pk]


def test_the_page_says_that_nobody_is_likely_and_folds_the_rest(zoe: Person) -> None:
    typed = {f"{PATH}.family_name": "O'Brin", f"{PATH}.given_names": "Zoe", "path": PATH}
    typed |= {f"{PATH}.date_of_birth.{part}": its for part, its in ANOTHERS.items()}
    shown = signed_on_client("officer").post("/reports/arrest/candidates/", typed).content.decode()
    before, _, after = shown.partition("<details")
    assert "Nobody on record is likely to be this person" in before
    assert "This person" not in before
    assert "1 less likely" in after
    assert "This person" in after


def test_a_digit_wrong_and_no_other_fact_is_not_very_likely(zoe: Person) -> None:
    wrong = BORN | {"year": "1998"}
    assert [one.strength for one in look_up("Zoe", wrong).offered] == ["Likely"]
    assert [one.strength for one in look_up("Zoe", wrong, postcode="SW1A 1AA").offered] == ["Very likely"]


def test_where_two_fit_equally_well_the_page_asks_for_what_would_tell_them_apart(db: None) -> None:
    for year in (1971, 1990):
        record(PersonData("Quill", "Ada", date_of_birth=date(year, 2, 1), sex="2"))
    settle()
    typed: dict[str, Any] = {"family_name": "Quill", "given_names": "Ada", "sex": "2"}
    without = candidates(caller_with("officer"), typed)
    assert len(without.offered) == 2
    assert (
        without.advice == "The first 2 fit equally well. Add a birth date or a postcode to tell them apart."
    )
    assert not candidates(caller_with("officer"), typed | {"date_of_birth": BORN}).advice


@given(st.lists(st.floats(-60, 60), max_size=24))
def test_of_several_at_most_one_is_right(bits: list[float]) -> None:
    left = left_of(bits)
    chances = [2**its / (1 + 2**its) for its in left]
    assert sum(chances) <= 1 + 1e-9
    assert all(its <= one for its, one in zip(left, bits, strict=True))
    in_order = [its for _, its in sorted(zip(bits, left, strict=True))]
    assert all(worse <= better + 1e-9 for worse, better in pairwise(in_order))

"""What cannot be of one person is the same from either side, and is told apart by what stands against what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from daybook.nominals.matching import Written, clean
from daybook.nominals.matching.contradictions import contradictions, may_contradict

PNCIDS, CROS = ("81/34U", "00/223R", "93/5V"), ("85227/65L", "123456/12U")
SAID = st.builds(
    lambda key, sex, born, pncids, cros: clean(
        Written(
            key,
            "custody",
            names=(("Okafor", "Chidi"),),
            sex=sex,
            births=(born,) if born else (),
            numbers=(*(("pncid", one) for one in pncids), *(("cro", one) for one in cros)),
        )
    ),
    st.text("AB", min_size=1, max_size=3),
    st.sampled_from(("", "1", "2")),
    st.sampled_from(("", "1988-05-17", "1988-05-18", "1951-11-02", "1989")),
    st.sets(st.sampled_from(PNCIDS)),
    st.sets(st.sampled_from(CROS)),
)


@given(SAID, SAID)
def test_what_contradicts_is_the_same_from_either_side_and_never_passed_over(one, other):
    found = contradictions(one, other)
    assert found == contradictions(other, one)
    assert may_contradict([one, other]) or not found
    assert not contradictions(one, one)


@given(st.sets(st.sampled_from(PNCIDS), min_size=2, max_size=2))
def test_another_number_in_its_place_is_another_contradiction(two):
    held = clean(Written("A", "custody", numbers=(("pncid", "94/61W"),)))
    marks = [
        {
            what.mark
            for what in contradictions(held, clean(Written("B", "custody", numbers=(("pncid", its),))))
        }
        for its in sorted(two)
    ]
    assert all(len(its) == 1 for its in marks)
    assert marks[0] != marks[1]


def test_birth_dates_far_apart_say_nothing_beside_one_number():
    first, second = (
        clean(Written(key, "custody", births=(born,), numbers=(("pncid", "81/34U"),)))
        for key, born in (("A", "1988-05-17"), ("B", "1951-11-02"))
    )
    assert not contradictions(first, second)

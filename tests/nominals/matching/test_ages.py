"""Ages that somebody guessed, in old exports: uncertain years of birth, as the live look-up takes them."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from daybook.nominals.asked import cleaned
from daybook.nominals.matching import Pairs, Written, clean, compare
from daybook.nominals.matching.bulk.levels import SqlLevels
from daybook.nominals.matching.cleaning.ages import UNDATED, UNREAD, read_age
from daybook.nominals.matching.features import PLACES
from daybook.nominals.matching.features.births import NUMBERS

NEAR = {NUMBERS["about"]}
ages = st.integers(1, 110)
taken = st.dates(date(1990, 1, 1), date.today())


def of_age(text, on, key="1"):
    return clean(Written(key, "old", (("Okafor", "Chidi"),), ages=((text, on),)))


def born(day):
    return clean(Written("2", "new", (("Okafor", "Chidi"),), (day.isoformat(),)))


def birthday(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


@given(ages, taken)
def test_an_age_of_today_is_what_the_live_look_up_takes_it_for(age, on):
    typed = cleaned({"family_name": "Okafor", "given_names": "Chidi", "apparent_age": str(age)})
    assert of_age(f"about {age}", date.today().isoformat()).births == typed.births
    assert of_age(str(age), f"{on:%d/%m/%Y}").births == of_age(f"{age} yrs", on.isoformat()).births


@given(st.integers(1, 79), st.integers(0, 30), st.data())
def test_whoever_is_of_that_age_is_near_it_for_both_engines(low, wide, data):
    """Anybody between the two ages on that day, to the day, whose birth date is known elsewhere."""
    on = data.draw(taken)
    age = data.draw(st.integers(low, low + wide))
    them = born(birthday(on, data.draw(st.sampled_from([age, age + 1 - (on.month == on.day == 1)]))))
    assume(them.births)  # on the first of January 1970 nobody is: it stands for a date that is not known
    text = (
        data.draw(st.sampled_from([f"{low}-{low + wide}", f"{low} to {low + wide}"])) if wide else f"c. {low}"
    )
    guess = of_age(text, f"{on:%Y-%m-%d}T10:30:00")
    level = compare(guess, them)
    if them.births[0].year >= on.year - low - wide - 1:
        assert level[PLACES["birth_date"]] in NEAR
    assert SqlLevels([guess, them])(Pairs.of([(0, 1)]))[0].tolist() == list(level)


@given(st.integers(1, 79), st.integers(0, 30), taken)
def test_a_range_reaches_no_more_than_three_years_further_than_it_says(low, wide, on):
    years = [birth.year for birth in of_age(f"{low}-{low + wide}", on.isoformat()).births]
    assert min(years) - 3 >= on.year - low - wide - 4
    assert max(years) + 3 <= on.year - low + 3
    assert all(birth.estimated and not birth.whole for birth in of_age(f"{low}", on.isoformat()).births)


@pytest.mark.parametrize(
    ("text", "on", "fault"),
    [
        ("0", "2020-01-01", UNREAD),
        ("999", "2020-01-01", UNREAD),
        ("adult", "2020-01-01", UNREAD),
        ("20-70", "2020-01-01", UNREAD),
        ("45-40", "2020-01-01", UNREAD),
        ("40", "", UNDATED),
        ("40", "last week", UNDATED),
    ],
)
def test_an_age_that_cannot_be_used_is_told(text, on, fault):
    assert read_age(text, on) == ((), fault)
    assert of_age(text, on).faults == (fault,)


def test_a_birth_date_goes_before_an_age():
    one = clean(Written("1", births=("3/4/1980",), ages=(("25", "2020-01-01"),)))
    assert [birth.digits for birth in one.births] == ["19800403"]
    thirties = of_age("30s", "01/02/2020").births
    assert [birth.year for birth in thirties] == [1983, 1987]


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_age_of_any_text_raises(text, on):
    births, fault = read_age(text, on)
    assert bool(births) != bool(fault) or not text.strip()

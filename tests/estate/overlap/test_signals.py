"""What each signal of a pair says."""

from __future__ import annotations

from itertools import count

import numpy as np

from daybook.estate.overlap import Described, Trail
from daybook.estate.overlap.signals import SIGNALS, signals_of, sketches_of

NUMBERS = count()


def system(name: str, description: str = "") -> Described:
    return Described(f"S{next(NUMBERS)}", name, description=description, unit="Finance")


def subject(systems: list[Described], first: int, second: int) -> float:
    sketches = sketches_of(systems, Trail())
    row = signals_of(sketches, np.array([first]), np.array([second]))[0]
    return float(row[SIGNALS.index("subject")])


OTHERS = [
    system(f"{word} {of}") for of in ("North", "South", "Harbour") for word in ("Kennels", "Grants", "Fuel")
]


def test_the_same_work_on_another_subject_is_no_common_subject():
    """Both bill, but for what is told apart."""
    pair = [system("Fuel billing"), system("Grants billing")]
    assert subject([*OTHERS, *pair], len(OTHERS), len(OTHERS) + 1) < 0.1


def test_two_words_for_one_subject_are_near_where_other_systems_use_both():
    apart = [system(word) for word in ("Canines", "Dogs") * 3]
    both = [system("Canines", "Dogs") for _ in range(6)]
    assert subject([*apart, *OTHERS], 0, 1) == 0
    assert subject([*apart, *OTHERS, *both], 0, 1) > 0.4


def test_a_mere_brand_says_nothing_of_the_subject():
    pair = [system("Quillon"), system("Fuel")]
    assert np.isnan(subject([*OTHERS, *pair], len(OTHERS), len(OTHERS) + 1))


def test_a_word_that_stands_among_the_units_is_no_subject_again():
    pair = [system("Finance"), system("Finance")]
    assert np.isnan(subject([*OTHERS, *pair], len(OTHERS), len(OTHERS) + 1))

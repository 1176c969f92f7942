"""Whole batches at once give what record by record gives: keys, levels, scores."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.nominals.matching.invented import TODAY, crowd, people, person

from daybook.demo.generator import generate
from daybook.demo.generator.slips import draw_plan, fits, typed
from daybook.nominals.matching import (
    FIELDS,
    Pairs,
    Scorer,
    Written,
    blocking,
    candidate_pairs,
    clean,
    compare,
    link,
    record_keys,
)
from daybook.nominals.matching.bulk.levels import SqlLevels
from daybook.nominals.matching.bulk.scores import score
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound

CITY = generate(seed=3, people=150)
FEW = settings(max_examples=5, deadline=None)


def every_pair(records):
    return Pairs.of(combinations(range(len(records)), 2))


def differing(records):
    """The pairs whose levels by SQL are not those by Python, with the field's name."""
    pairs = every_pair(records)
    return [
        (it.name, records[one], records[other], by_sql, by_python)
        for (one, other), row in zip(pairs, SqlLevels(records)(pairs).tolist(), strict=True)
        for it, by_sql, by_python in zip(FIELDS, row, compare(records[one], records[other]), strict=True)
        if by_sql != by_python
    ]


addresses = st.lists(
    st.sampled_from(
        ("5 Mill Lane, Hexby", "Mill Lane, Hexby", "Flat 2, 7 Mil Lane, Hexbi, Averwick", "9 Quay")
    ),
    max_size=2,
).map(tuple)
contacts = st.builds(
    lambda one, system, phones, emails, towns, addresses, numbers: replace(
        one,
        system=system,
        phones=phones,
        emails=emails,
        towns=towns,
        addresses=clean(Written("", addresses=addresses)).addresses,
        numbers=numbers,
    ),
    people,
    st.sampled_from(("", "custody", "court")),
    st.lists(st.sampled_from(("+447700900001", "+447700900002")), max_size=2).map(tuple),
    st.lists(st.sampled_from(("ann@a.org", "anne@b.org", "bo@a.org", "@c.org")), max_size=2).map(tuple),
    st.lists(st.sampled_from(("averwick", "averwik", "hexby")), max_size=2).map(tuple),
    addresses,
    st.lists(
        st.tuples(st.sampled_from(("pncid", "cro", "nino")), st.sampled_from(("1", "2", "3"))), max_size=3
    ).map(tuple),
)


@FEW
@given(st.lists(contacts, min_size=8, max_size=30))
def test_each_level_by_sql_is_that_by_python(records):
    assert differing(records) == []


words_of_few_letters = st.text("abcd", min_size=1, max_size=9)


@FEW
@given(st.lists(st.tuples(words_of_few_letters, words_of_few_letters), min_size=10, max_size=30))
def test_no_names_a_little_alike_are_taken_for_unlike_by_their_letters(names):
    assert differing([person(*name) for name in names]) == []


def test_slips_of_clerks_have_the_same_levels_by_sql_and_by_python():
    chance = random.Random(5)
    records = []
    for one in CITY.people():
        for _ in range(2):
            while not fits(plan := draw_plan(chance), one):
                continue
            wrong = typed(chance, one, plan)
            records.append(
                clean(
                    Written(
                        str(len(records)),
                        names=((wrong.family, " ".join(wrong.given)),),
                        births=(wrong.born.isoformat(),) if wrong.born else (),
                        addresses=(", ".join(one.address.lines),),
                        postcodes=(one.address.postcode,),
                    ),
                    today=TODAY,
                )
            )
    assert differing(records[:200]) == []


@FEW
@given(st.lists(contacts, min_size=8, max_size=30))
def test_pairs_share_a_key_in_a_batch_as_they_do_one_by_one(records):
    keys = [set(record_keys(record)) for record in records]
    assert set(candidate_pairs(records).pairs) == {
        (one, other) for one, other in combinations(range(len(records)), 2) if keys[one] & keys[other]
    }


def joint(record):
    """What the keys of a large batch say, one record at a time."""
    dates = [birth.digits for birth in record.births if birth.whole]
    for name in record.names:
        families = {sound(word) for word in (*name.family, name.surname)}
        givens = set(map(sound, name.given))
        yield from (("birth", word, date) for word in families | givens if len(word) > 1 for date in dates)
        for both in {frozenset(pair) for pair in product(families, givens)}:
            yield both
            yield from ((both, birth.year) for birth in record.births)
            yield from ((both, "day", date[4:]) for date in dates)
            yield from ((both, district(code)) for code in record.postcodes)
            yield from ((both, its.house, sound(its.lines[0])) for its in record.addresses if its.house)
    yield from (*record.numbers, *record.phones, *record.emails)


@FEW
@given(st.lists(contacts, min_size=8, max_size=20))
def test_in_a_large_batch_pairs_share_names_with_something_else(records):
    keys = [set(joint(record)) for record in records]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocking, "MANY", 0)
        found = set(candidate_pairs(records).pairs)
    assert found == {
        (one, other) for one, other in combinations(range(len(records)), 2) if keys[one] & keys[other]
    }


def test_namesakes_of_a_large_batch_are_compared_where_a_birth_date_is_missing(monkeypatch):
    monkeypatch.setattr(blocking, "MANY", 0)
    crowd = [
        person("Hussain", "Mohammed", f"{day:02}/{month:02}/{1950 + day + 3 * month}", key=f"{day}/{month}")
        for day, month in zip(range(1, 29), (1, 2, 3, 4) * 7, strict=True)
    ]
    found = set(candidate_pairs([*crowd, person("Hussain", "Mohammed", key="?")]).pairs)
    assert {(place, len(crowd)) for place in range(len(crowd))} <= found
    assert (0, 1) not in found, "nothing but a common name in common"


@FEW
@given(st.lists(contacts, min_size=5, max_size=20))
def test_each_score_is_that_of_the_search(model, records):
    scorer, pairs = Scorer(model, 1000), every_pair(records)
    edges = score(records, pairs, SqlLevels(records)(pairs), scorer)
    for edge in edges:
        assert edge.bits == pytest.approx(scorer.score(records[edge.first], records[edge.second]).bits)


@pytest.fixture(scope="module")
def model():
    return link(crowd(300), by_chance=5_000).model


def test_the_same_persons_whichever_compares():
    records = crowd(300)
    by_python, by_sql = link(records, by_chance=5_000), link(records, by_chance=5_000, compare_by=SqlLevels)
    assert by_sql.clusters == by_python.clusters
    assert np.array_equal(by_sql.edges.bits, by_python.edges.bits)

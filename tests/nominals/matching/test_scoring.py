"""Bits, waterfalls and model files."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from tests.nominals.matching.invented import PNCID, crowd, people, person

from daybook.nominals.matching import (
    FIELDS,
    Model,
    ModelError,
    Scorer,
    Thresholds,
    compare,
    link,
    starting_model,
)
from daybook.nominals.matching.model import count_frequencies

START = starting_model()
PLENTY = 1_000_000


def bits(first, second, model=START, size=PLENTY):
    return Scorer(model, size).score(first, second).bits


@pytest.fixture(scope="module")
def linked():
    return link(crowd(300), by_chance=5_000, thresholds=Thresholds(10, 6))


@given(people, people)
def test_the_waterfall_adds_up_to_the_score_either_way_round(first, second):
    frequencies, collisions = count_frequencies([first, second])
    scorer = Scorer(replace(START, frequencies=frequencies, collisions=collisions), PLENTY)
    score = scorer.score(first, second).bits
    assert sum(step.bits for step in scorer.waterfall(first, second)) == pytest.approx(score)
    assert scorer.score(second, first).bits == pytest.approx(score)


def test_the_waterfall_says_why_in_plain_words():
    steps = Scorer(START, PLENTY).waterfall(
        person("Smith", "Robert", "03/04/1980", sex="M"), person("Smith", "Bob", "04/03/1980", sex="M")
    )
    assert [step.field for step in steps] == [
        "How likely before looking",
        "Name",
        "Middle name",
        "Birth date",
        "Sex",
    ]
    assert steps[1].words == "family name the same, first name a short form"
    assert steps[3].words == "birth day and month the other way round"


def test_two_people_without_a_home_do_not_share_one():
    """An address that stands for “we do not know” once weighed ten bits."""
    nowhere, other = (
        person("Smith", "Ann", addresses=("No fixed abode, Averwick",), towns=("Averwick",)) for _ in "12"
    )
    apart = (person("Smith", "Ann", towns=("Averwick",)) for _ in "12")
    assert bits(nowhere, other) == bits(*apart)


def test_name_and_birth_date_alone_do_not_join_but_a_number_or_an_address_does():
    """The line of the justice ministry: 20 bits, prior included, of a million people."""
    asked = person("Smith", "Ann", "03/04/1980")
    assert 5 < bits(asked, asked) < 20
    for more in (
        {"numbers": (("pncid", PNCID),)},
        {"postcodes": ("AV1 1AB",), "addresses": ("12 High Street",)},
    ):
        known = person("Smith", "Ann", "03/04/1980", **more)
        assert bits(known, known) > 20


def test_a_learnt_prior_follows_the_size_of_the_index(linked):
    asked = person("Smith", "Ann", "03/04/1980")
    small, large = (bits(asked, asked, linked.model, size) for size in (1000, 1_000_000))
    assert small - large == pytest.approx(9.97, abs=0.01)


def test_before_anything_was_learnt_an_index_of_a_few_is_not_taken_for_a_town_of_a_few():
    asked = person("Smith", "Ann", "03/04/1980")
    few, town, many = (bits(asked, asked, size=size) for size in (10, 100_000, 1_000_000))
    assert few == town
    assert town - many == pytest.approx(3.32, abs=0.01)


def test_a_rare_name_weighs_more_than_a_common_one():
    held = [person("Smith", "Ann", key=str(number)) for number in range(99)] + [
        person("Featherstonehaugh", "Ann")
    ]
    frequencies, collisions = count_frequencies(held)
    model = replace(START, frequencies=frequencies, collisions=collisions)
    rare = bits(held[-1], held[-1], model)
    assert rare > bits(held[0], held[0], model) + 5
    words = Scorer(model, PLENTY).waterfall(held[-1], held[-1])[1].words
    assert words.endswith("and rare")


def test_the_best_come_first_and_a_slip_is_still_found():
    held = crowd(60)
    true = person("Kowalski", "Robert", "03/04/1980", key="true", postcodes=("AV1 1AB",))
    asked = person("Kowalsky", "Bob", "04/03/1980")
    best = Scorer(START, len(held)).best(asked, [*held, true], 3)
    assert best[0].candidate is true
    assert [match.bits for match in best] == sorted((match.bits for match in best), reverse=True)


@given(people, people, people)
def test_the_best_have_the_score_that_a_pair_has_alone(asked, one, other):
    """Fields that say nothing of who is asked for are passed over: they weigh nothing beside anybody."""
    frequencies, collisions = count_frequencies([asked, one, other])
    scorer = Scorer(replace(START, frequencies=frequencies, collisions=collisions), PLENTY)
    for match in scorer.best(asked, [one, other]):
        assert match == scorer.score(asked, match.candidate)


@pytest.mark.parametrize("which", ["start", "learnt"])
def test_a_model_file_reads_back_as_it_was(linked, which):
    model = START if which == "start" else linked.model
    assert Model.from_json(model.to_json()) == model
    assert Model.from_json(model.to_json()).to_json() == model.to_json()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda content: content.pop("fields"), "not a model file"),
        (lambda content: content.update(format="older"), "has the format older"),
        (lambda content: content["fields"].update(shoes={}), "weighs “shoes”, which this release does not"),
        (lambda content: content.update(partners="NaN"), "is no share"),
        (
            lambda content: content.update(frequencies={"family": {"li": -1}}, collisions={"family": 1}),
            "no share",
        ),
        (lambda content: content.update(frequencies={"family": {"li": 1}}), "not a model file"),
        (lambda content: content["fields"].pop("name"), "other levels of “Name”"),
        (lambda content: content["fields"]["sex"].update(same=[0, 1]), "does not lie between 0 and 1"),
        (lambda content: content.update(fewest=0), "“fewest” of this model file does not lie between 1 and"),
        (lambda content: content.update(fewest=10**9), "“fewest” of this model file does not lie"),
    ],
)
def test_a_model_made_for_something_else_is_refused_in_a_sentence(change, told):
    content = json.loads(START.to_json())
    change(content)
    with pytest.raises(ModelError, match=told):
        Model.from_json(json.dumps(content))


def test_no_level_ever_gets_an_endless_weight(linked):
    for model in (START, linked.model):
        for it, its in zip(FIELDS, model.weights(), strict=True):
            assert all(it.least <= weight <= it.most for weight in its[1:])


def test_learning_without_labels_finds_who_is_the_same(linked):
    held = crowd(300)
    groups = linked.clusters.groups
    together = {frozenset(held[place].key for place in group) for group in groups}
    assert max(map(len, together)) == 1, "nobody is joined with another"
    assert sum(len(group) == 2 for group in groups) >= 140, "nor left apart: 150 are there twice"
    assert linked.model.partners == pytest.approx(300 / 450, rel=0.2)


def test_a_score_in_a_batch_is_the_score_of_a_search(linked):
    held = crowd(300)
    scorer = Scorer(linked.model, len(held))
    for edge in linked.edges.take(slice(200)):
        one, other = held[edge.first], held[edge.second]
        assert scorer.score(one, other).bits == pytest.approx(edge.bits)
        assert scorer.score(one, other).levels == compare(one, other)


def test_a_crowd_of_fillers_makes_no_block_and_is_told():
    hostel = [
        person("Smith", "Ann", "05/06/1980", key=str(number), postcodes=("AV1 1AB",)) for number in range(450)
    ]
    found = link([*hostel, *crowd(20)], by_chance=500)
    assert {kind.name for kind, size in found.blocks.passed_over if size >= 450} >= {
        "BIRTH",
        "POSTCODE",
        "NAMES",
    }
    assert max(map(len, found.clusters.groups)) <= 2

"""What is learnt without labels, and from what nothing may be learnt."""

import json
from dataclasses import replace

import pytest
from tests.nominals.matching.invented import FAMILIES, GIVEN, crowd, person

from daybook.nominals.matching import FIELDS, Model, Scorer, Thresholds, link, starting_model
from daybook.nominals.matching.model import count_frequencies

LOW = Thresholds(10, 6)


def weight(model, field, level):
    its, weights = next(both for both in zip(FIELDS, model.weights(), strict=True) if both[0].name == field)
    return weights[1 + [one.name for one in its.levels].index(level)]


@pytest.mark.parametrize("count", [50, 300, 1500])
def test_a_file_without_duplicates_teaches_nothing_false(count):
    """The pairs that share a birth date by chance were once learnt as people who never write their names alike."""
    alone = [record for record in crowd(count) if record.system == "first"]
    linked = link(alone, by_chance=10_000, thresholds=LOW)
    assert max(map(len, linked.clusters.groups)) == 1
    assert weight(linked.model, "name", "same-same") > 6
    assert weight(linked.model, "name", "other-other") < -6
    assert 0 < linked.model.partners < 0.05


def twins_and_others():
    """200 pairs of twins at one address, and a crowd of whom half are there twice."""
    twins = [
        person(
            FAMILIES[number % 7],
            GIVEN[(number + one * 5) % 14],
            f"{1 + number % 28:02}/{1 + number % 12:02}/{1950 + number % 55}",
            key=f"{number}{'ab'[one]}",
            system="first",
            postcodes=(f"BS{number % 20 + 1} {number % 9 + 1}QQ",),
            addresses=(f"{number} Twin Street",),
        )
        for number in range(200)
        for one in (0, 1)
    ]
    return [*crowd(300), *twins]


def test_families_do_not_teach_that_one_person_has_two_first_names():
    learnt = link(twins_and_others(), by_chance=10_000, thresholds=LOW)
    without = link(crowd(300), by_chance=10_000, thresholds=LOW)
    for level in ("same-other", "same-rough"):
        assert weight(learnt.model, "name", level) <= weight(without.model, "name", level) + 1
    records = twins_and_others()
    joined = [group for group in learnt.clusters.groups if len({records[place].key for place in group}) > 1]
    assert joined == []


@pytest.mark.parametrize("by_chance", [2_000, 50_000])
def test_a_level_that_no_pair_has_keeps_its_first_weight_however_many_pairs_are_drawn(by_chance):
    """It gained the ratio of pairs of two people to pairs of one, ten bits and more in a file."""
    learnt = link(crowd(300), by_chance=by_chance, thresholds=LOW).model
    for level in ("swapped", "same-initial", "sound-sound", "rough-missing"):
        assert weight(learnt, "name", level) == pytest.approx(
            weight(starting_model(), "name", level), abs=0.1
        )


def test_a_rare_name_known_as_an_alias_weighs_more_than_a_common_one():
    held = [person("Smith", "Ann", key=str(number)) for number in range(99)]
    frequencies, collisions = count_frequencies([*held, person("Featherstonehaugh", "Zebedee")])
    scorer = Scorer(replace(starting_model(), frequencies=frequencies, collisions=collisions), 1000)
    rare = person("Jones", "Bob", also=(("Featherstonehaugh", "Zebedee"),))
    common = person("Jones", "Bob", also=(("Smith", "Ann"),))
    assert (
        scorer.score(rare, person("Featherstonehaugh", "Zebedee")).bits
        > scorer.score(common, person("Smith", "Ann")).bits + 3
    )


def test_a_town_written_into_the_address_counts_once():
    one = person("Smith", "Ann", addresses=("12 High Street, Averwick, AV1 1AB",), towns=("Averwick",))
    assert one.addresses[0].lines == ("high street", "av1 1ab")
    known = person("Smith", "Ann", addresses=("12 High Street, Averwick",), towns=("Averwick",))
    assert known.addresses[0].lines == ("high street",)
    assert known.towns == ("averwick",)


def test_that_a_system_has_nobody_twice_is_learnt_without_labels():
    model = link(crowd(300), by_chance=10_000, thresholds=LOW).model
    assert weight(model, "system", "same") < -4
    assert weight(model, "system", "other") > 0.5


def test_a_system_that_has_many_twice_is_not_held_against_its_records():
    of_one = [replace(record, system="custody", key=f"{place}") for place, record in enumerate(crowd(300))]
    of_another = [
        replace(record, system="court") for record in crowd(100, seed=8) if record.system == "first"
    ]
    model = link([*of_one, *of_another], by_chance=10_000, thresholds=LOW).model
    assert weight(model, "system", "same") > 0


def test_a_model_from_before_single_names_were_compared_has_their_beginning_weight():
    content = json.loads(starting_model().to_json())
    names = content["fields"]["name"]
    content["fields"]["name"] = {level: its for level, its in names.items() if "single" not in level}
    read = Model.from_json(json.dumps(content))
    assert weight(read, "name", "same-single") == weight(starting_model(), "name", "same-single") > 10


def test_a_model_from_before_systems_were_compared_says_nothing_of_them():
    content = json.loads(starting_model().to_json())
    del content["fields"]["system"]
    assert weight(Model.from_json(json.dumps(content)), "system", "same") == 0

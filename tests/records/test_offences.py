"""Offence codes: the published list, qualified codes, and search in the words officers use."""

import time
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records import offences
from daybook.records.identifiers import IdentifierError
from daybook.records.offences import OffenceCode, OffenceCodes, OffenceError
from daybook.records.offences.shelf import published

DEMO = {
    "TH68010": ("Theft from a shop", "CE"),
    "TH68001": ("Theft from the person of another", "CE"),
    "TH68007": ("Theft from a motor vehicle", "CE"),
    "TH68036": ("Burglary dwelling and theft - no violence", "CE"),
    "CJ88001": ("Common assault", "CS"),
    "CJ88116": ("Assault by beating", "CS"),
    "OF61016": ("Section 18 - wounding with intent", "CI"),
    "MD71530": ("Possess a controlled drug of Class B - Cannabis / Cannabis Resin", "CE"),
    "CD71039": ("Criminal damage to property - value under £5000", "CE"),
    "PC53001": ("Possess an offensive weapon in a public place", "CE"),
    "COML025": ("Murder - victim one year of age or older", "CI"),
    "RT88191": ("Use a motor vehicle on a road / public place without third party insurance", "CM"),
}


@pytest.mark.parametrize("code", DEMO)
def test_demo_codes(code: str) -> None:
    found = offences.find(code.lower())
    assert (found.title, found.category) == DEMO[code]
    assert found.category_known
    assert found.is_indictable is (found.category in {"CI", "CE"})


def test_recordable_and_notifiable_are_two_things() -> None:
    insurance = offences.find("RT88191")
    assert (insurance.recordable, insurance.notifiable, insurance.category_label) == (
        False,
        False,
        "Summary motoring",
    )
    assert offences.find("TH68010").recordable
    assert offences.find("TH68010").home_office_class == "046/00"


def test_a_category_that_only_the_national_computer_has_is_marked_assumed() -> None:
    found = offences.find("OF61021")
    assert (found.category_known, found.category_label) == (False, "Either way (assumed)")


def test_published_attempt_keeps_its_own_title() -> None:
    assert offences.find("TH68010A").title == "Attempt theft from shop"


def test_an_unlisted_qualifier_is_read_from_the_full_offence() -> None:
    found = offences.find("CJ88001I")
    assert (found.title, found.category) == ("Common assault (incitement)", "CS")
    assert offences.find("CJ88001C").category == "CI"


def test_unknown_and_malformed_codes() -> None:
    with pytest.raises(OffenceError, match=r"no offence code ZZ99999\. Search"):
        offences.find("zz99999")
    with pytest.raises(IdentifierError, match="shape of a CJS offence code"):
        offences.find("theft")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("theft shop", "TH68010"),
        ("theft from shop", "TH68010"),
        ("shoplifting", "TH68010"),
        ("shopl", "TH68010"),
        ("ABH", "OF61102"),
        ("gbh", "OF61017"),
        ("section 18", "OF61016"),
        ("section 20", "OF61131"),
        ("drink drive", "RT88007"),
        ("drink driving", "RT88007"),
        ("burglary dwelling", "TH68036"),
        ("house burglary", "TH68036"),
        ("cannabis", "MD71530"),
        ("possession of cannabis", "MD71530"),
        ("cannabis farm", "MD71440"),
        ("pwits heroin", "MD71231"),
        ("knife", "CJ88144"),
        ("weapon", "PC53001"),
        ("assault", "CJ88001"),
        ("assault police", "CJ88159"),
        ("racially aggravated abh", "CD98073"),
        ("criminal damage", "CD71039"),
        ("mugging", "TH68023"),
        ("murder", "COML025"),
        ("rape", "SX03002"),
        ("twoc", "TH68050"),
        ("theft bike", "TH68006"),
        ("no insurance", "RT88191"),
        ("disqualified driving", "RT88333"),
        ("dangerous driving", "RT88026"),
        ("drunk and disorderly", "CJ67002"),
        ("handling", "TH68073"),
        ("affray", "PU86003"),
        ("going equipped", "TH68081"),
        ("attempt shoplifting", "TH68010A"),
        ("conspiracy rape", "SX03002C"),
        ("th68010", "TH68010"),
        ("supply class a lsd", "MD71132"),
    ],
)
def test_words_find_the_offence_meant(words: str, code: str) -> None:
    found = [offence.code for offence in offences.search(words, 5)]
    assert code in found[: 1 if code[-1].isdigit() else 5], found


def test_class_a_is_not_class_c() -> None:
    titles = [offence.title for offence in offences.search("supply class a", 10)]
    assert all("class a" in title.lower() for title in titles)


def test_a_code_may_be_typed_in_part() -> None:
    assert all(offence.code.startswith("TH68") for offence in offences.search("TH68", 30))


def test_nothing_found_is_an_empty_list() -> None:
    assert offences.search("zebra crossing submarine") == []
    assert offences.search("") == []
    assert offences.search(" . ") == []


def test_no_result_comes_twice_and_the_limit_holds() -> None:
    found = offences.search("theft", 50)
    assert len(found) == len(set(found)) == 50


def test_every_everyday_word_finds_something_and_its_codes_exist() -> None:
    text = files("daybook.records.data").joinpath("offences/everyday_words.toml").read_text()
    for entry in tomllib.loads(text)["phrase"]:
        for code in entry.get("codes", ()):
            assert offences.find(code).code == code
        for say in entry["say"]:
            assert offences.search(say, 1), say


@given(st.text(max_size=30))
def test_any_text_may_be_searched(words: str) -> None:
    for offence in offences.search(words, 3):
        assert published().find(offence.code) == offence


def test_search_is_quick() -> None:
    offences.search("warm")
    queries = ["theft", "p", "a c d", "possess drug class", "drink drive", "assault police"] * 5
    began = time.perf_counter()
    for words in queries:
        offences.search(words)
    assert (time.perf_counter() - began) / len(queries) < 0.05


def test_a_list_of_ones_own() -> None:
    own = OffenceCodes([OffenceCode("AA00001", "Steal a bicycle", "CE", "044/00", True, True)])
    assert len(own) == 1
    assert [offence.code for offence in own.search("bicycle steal")] == ["AA00001"]
    assert own.search("shoplifting") == []


def test_the_whole_list_is_there() -> None:
    assert len(published()) == 26_572

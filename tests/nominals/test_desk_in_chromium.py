"""The data quality desk by keys alone: decide, go on, undo; at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.nominals.arriving import link_arrived
from daybook.nominals.cases import Doubt, open_cases
from daybook.nominals.evidence import evidence_of
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import clean
from daybook.nominals.models import Decision, ReviewCase
from daybook.nominals.receiving import receive
from helpers import OFFICER
from nominals_made import ask_about, person, persons, source, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(open_as):
    return lambda width=DESK: open_as(signed_on_client("crime-registrar"), "/data-quality/next/", width)


def press(page, key):
    """As somebody does who has looked at the pair: the next one has been fetched by then."""
    page.locator("[data-desk-case][data-ahead], [data-desk-case]:not([data-next])").wait_for()
    page.keyboard.press(key)


def pairs(count):
    """Pairs of one family name each, the most harmful first."""
    names = ("Okafor", "Novak", "Rossi", "Murphy", "Hussain")[:count]
    return [ask_about(person(name), source(f"P{at}", name, "Chidy")) for at, name in enumerate(names)]


def test_pairs_are_cleared_by_keys_with_counts_that_are_true_and_the_last_is_undone(desk):
    pairs(4)
    watched = desk()
    page = watched.page
    counts = page.locator("h1 + p")
    for key, left, mine, said in (
        ("s", 3, 1, "the same person"),
        ("n", 2, 2, "not sure"),
        ("s", 1, 3, "the same"),
    ):
        with page.expect_response("**/decide/"):
            press(page, key)
        expect(page.locator("[data-said]")).to_contain_text(f"Written: {said}")
        expect(counts).to_contain_text(f"Waiting: {left}; decided by you today: {mine}")
    assert list(Decision.objects.order_by("pk").values_list("verdict", flat=True)) == [
        "same",
        "unsure",
        "same",
    ]
    undone = Decision.objects.order_by("pk").last()
    press(page, "u")
    page.get_by_text("Undone: links are as they were before").wait_for()
    assert persons(undone.first, undone.second) == 2
    expect(page).to_have_url(
        re.compile(f"/data-quality/{ReviewCase.objects.get(first_key=undone.first_key).pk}/")
    )
    expect(counts).to_contain_text("Waiting: 2; decided by you today: 3")
    watched.assert_sound()


def test_a_reason_is_typed_without_the_letters_deciding_and_keys_can_be_switched_off(desk):
    ask_about(person(given="Adam"), person(given="Noah"))
    pairs(1)
    watched = desk()
    page = watched.page
    press(page, "s")
    page.get_by_role("alert").get_by_text("perhaps twins").wait_for()
    page.get_by_label("How you know").press_sequentially("seen passports")
    assert Decision.objects.count() == 0
    page.get_by_label("Decide with the keys").uncheck()
    press(page, "d")
    page.get_by_role("button", name="Same person").click()
    expect(page.locator("[data-said]")).to_contain_text("Written: the same person")
    assert Decision.objects.get().reason == "seen passports"
    assert not page.get_by_label("Decide with the keys").is_checked()


def test_a_pair_that_the_decision_answered_by_the_way_is_not_asked_again(desk):
    one, other, third = person(), source("C1", given="Chidy"), source("C2", given="Chidie")
    for pair in ((one, other), (other, third), (one, third)):
        ask_about(*pair)
    last = pairs(2)[1]
    ReviewCase.objects.filter(first_key="P0").delete()
    ReviewCase.objects.filter(pk=last.pk).update(harm=0.01)
    page = desk().page
    for mine in (1, 2):
        with page.expect_response("**/decide/"):
            press(page, "s")
        expect(page.locator("h1 + p")).to_contain_text(f"decided by you today: {mine}")
    assert persons(one, other, third) == 1
    expect(page.locator(".nom-pair")).to_contain_text("Novak")
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1 + p")).to_contain_text("Waiting: 1; decided by you today: 2")


def test_on_a_phone_no_line_of_the_picture_is_cut(desk):
    pairs(1)
    watched = desk(PHONE)
    watched.shot("desk-phone")
    wide = watched.page.evaluate(
        "() => [...document.querySelectorAll('svg.db-chart__picture text, figure svg text')]"
        ".filter(text => text.getBoundingClientRect().right > innerWidth).map(text => text.textContent)"
    )
    assert wide == []
    watched.assert_sound()


def test_a_key_used_for_another_person_comes_first_and_is_told_apart_by_one_key(desk):
    ask_about(person(), source("P1", "Okafor", "Chidy"))
    owner = source("K7", "Murphy", "Aoife", "1979-09-30")
    received = receive(OFFICER, [written("K7", "Hussain", "Bilal", "2001-04-12")], timezone.now())
    ((before, newcomer),) = received.reused
    index_sources([clean(written("K7#2", "Hussain", "Bilal", "2001-04-12"))])
    its = evidence_of(before, newcomer)
    open_cases([Doubt(before, newcomer, its.bits, its.rule, reused=True)], its.model, timezone.now())
    watched = desk()
    page = watched.page
    expect(page.locator("main")).to_contain_text("A number used again for another person")
    for shown in ("Aoife Murphy", "Bilal Hussain", "K7", "K7#2"):
        expect(page.locator("main")).to_contain_text(shown)
    watched.shot("desk-reused")
    with page.expect_response("**/decide/"):
        press(page, "d")
    expect(page.locator("[data-said]")).to_contain_text("Written: different people")
    assert persons(owner, newcomer) == 2
    assert Decision.objects.get().verdict == "different"
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_bridge_shows_both_persons_and_what_changes_under_ones_eyes_is_told_before_it_counts(desk, width):
    for key in ("A1", "A2", "B1", "B2"):
        number = ("pncid", "81/34U") if key < "B" else ("cro", "85227/65L")
        link_arrived([source(key, numbers=(number,))])
    watched = desk(width)
    page = watched.page
    expect(page.locator("main")).to_contain_text("A bridge between two groups")
    for title in ("One person with Custody A", "One person with Custody B"):
        expect(page.locator(".nom-persons")).to_contain_text(title)
    watched.shot(f"desk-bridge-{width}")
    link_arrived([source("B2", numbers=(("cro", "85227/65L"),), postcodes=("AV18 1AJ",))])
    page.get_by_label("How you know").fill("Seen the passport.")
    page.get_by_role("button", name="Same person").click()
    page.get_by_role("alert").get_by_text("This pair has changed since it was shown to you").wait_for()
    assert not Decision.objects.filter(by__isnull=False).exists()
    expect(page.get_by_label("How you know")).to_have_value("Seen the passport.")
    watched.shot(f"desk-changed-{width}")
    page.get_by_role("button", name="Same person").click()
    page.wait_for_url("**/data-quality/")
    assert Decision.objects.get(by__isnull=False).reason == "Seen the passport."

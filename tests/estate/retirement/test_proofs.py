"""The four proofs, on plain values: what each asks for, what it says, and what proves nothing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.estate.retirement.proofs import (
    Kept,
    Ledger,
    Running,
    Use,
    data_kept,
    no_interface,
    no_sign_on,
    paid_a_year,
    payment_stopped,
    silence_needed,
)

TODAY = date(2026, 11, 29)


def ago(days):
    return TODAY - timedelta(days=days)


def monthly(first, last, pence=10_000_00):
    """Paid every 30 days, from so many days ago to so many."""
    return tuple((ago(days), pence) for days in range(last, first, 30))[::-1]


@pytest.mark.parametrize(
    ("use", "holds", "words"),
    [
        (Use(ago(31), TODAY), True, "the log to 29 November 2026 has none in the 31 days after"),
        (Use(ago(30), TODAY), True, "30 days after"),
        (Use(ago(29), TODAY), False, "29 days after"),
        (Use(ago(200), ago(8)), False, "the log ends on 21 November 2026"),
        (Use(ago(200), None), False, "there is no sign-on log"),
        (Use(None, TODAY), False, "No sign-on to it is known"),
        (Use(ago(200), TODAY, delivered=ago(3)), False, "Daybook last delivered to it on 26 November 2026"),
        (Use(ago(200), TODAY, delivered=ago(40)), True, "The last sign-on was on"),
    ],
)
def test_nobody_signed_on_for_thirty_days(use, holds, words):
    proof = no_sign_on(use, TODAY)
    assert (proof.holds, words in proof.evidence) == (holds, True)
    assert bool(proof.remedy) is not holds


def test_data_is_kept_with_its_digest():
    assert not data_kept(Kept()).holds
    proof = data_kept(Kept("archived", "the county archive", "ab" * 32, 1204, ago(3)))
    assert proof.holds
    assert proof.evidence.startswith(
        "1,204 records archived on 26 November 2026 to the county archive; SHA-256 ab"
    )


def test_an_interface_that_is_left_is_named_and_daybook_itself_is_one():
    assert no_interface([], "").holds
    proof = no_interface(["Lantern to Beacon"], "Cellblock custody")
    assert not proof.holds
    assert proof.evidence == "2 left: Lantern to Beacon, Daybook to Cellblock custody."
    assert "Take the connection of Cellblock custody out" in proof.remedy


@pytest.mark.parametrize(
    ("ledger", "holds", "words"),
    [
        (Ledger(monthly(400, 100), ago(800), TODAY), True, "none in the 100 days after. 92 are needed."),
        (Ledger(monthly(400, 91), ago(800), TODAY), False, "91 days after. 92 are needed."),
        (Ledger(((ago(500), 5), (ago(135), 5)), ago(800), TODAY), False, "396 are needed"),
        (Ledger(monthly(400, 200), ago(800), ago(36)), False, "The ledger ends on 24 October 2026"),
        (Ledger((), None, None), False, "There is no ledger"),
        (Ledger((), ago(800), TODAY), True, "has no payment for it"),
        (Ledger((), ago(364), TODAY), False, "has no payment for it"),
        (Ledger(monthly(400, 200), ago(800), TODAY, (Running("C-1", None, 2),)), False, "C-1 without an end, with 2"),
    ],
)  # fmt: skip
def test_payment_has_stopped_only_when_it_is_quiet_for_longer_than_it_ever_was(ledger, holds, words):
    proof = payment_stopped(ledger, TODAY)
    assert (proof.holds, words in proof.evidence) == (holds, True), proof.evidence
    assert bool(proof.remedy) is not holds


def test_what_it_saves_is_the_last_year_of_payments():
    assert paid_a_year(monthly(800, 100, pence=1_000)) == 13 * 1_000
    assert paid_a_year([(ago(900), 7), (ago(100), 5)]) == 5
    assert paid_a_year([]) == 0


@given(st.lists(st.dates(date(2000, 1, 1), TODAY), min_size=1, max_size=30))
def test_no_pause_that_there_was_before_passes_for_the_end(days):
    needed = silence_needed(days)
    assert all((after - before).days < needed for before, after in pairwise(sorted(days)))

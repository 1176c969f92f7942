"""What holds of the clocks whatever the entries are."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.custody.clocks.detentions import HELD, arrested, at, entry, hospital

from daybook.custody.clocks import Clocks, Detained, Happening, clocks

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
ARRIVED = at("10:30")
RANKS = ["constable", "sergeant", "inspector", "superintendent", "court"]
PERSON = Detained(born=date(2010, 5, 1))
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine makes long lists of entries slowly; that says nothing of the clocks."""

minutes = st.integers(0, 5 * 24 * 60).map(lambda count: ARRIVED + timedelta(minutes=count))


def of(kind: str, **details: st.SearchStrategy[object]) -> st.SearchStrategy[Happening]:
    return st.builds(Happening, st.just(kind), minutes, st.fixed_dictionaries(details))


def one_of(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from(values)


moments = minutes.map(datetime.isoformat)
events = st.one_of(
    of("authorised", grounds=st.just("to question")),
    of("review", outcome=one_of("continue", "release"), reviewer_rank=one_of(*RANKS)),
    of("review-postponed", reason=st.just("not practicable")),
    of("extension", until=moments, **{name: one_of(value, value, None) for name, value in HELD.items()}),
    of("warrant", hours=st.integers(-1, 40)),
    of(
        "hospital",
        stage=one_of(
            "left", "arrived", "questioning-started", "questioning-ended", "set-off-back", "returned"
        ),
    ),
    of("level", level=st.integers(1, 4), intoxicated=st.booleans()),
    of("visit", roused=st.booleans()),
    of("meal", meal=one_of("light", "main", "drink"), taken=st.booleans()),
    of("rest", stage=one_of("started", "interrupted", "ended"), reason=one_of("police", "request")),
    of("interview", stage=one_of("started", "break-started", "break-ended", "ended")),
    of("medication-plan", drug=one_of("insulin", "methadone"), due=st.lists(moments, max_size=3)),
    of("medication", drug=one_of("insulin", "methadone"), given=st.booleans(), for_due=moments),
    of("risk", occasion=one_of("arrival", "change", "release")),
    of("charged", offences=st.just(["TH68001"])),
    of("bail", until=moments, rank=st.just("sergeant")),
    of("bail-extended", until=moments, rank=one_of(*RANKS), exceptional=st.booleans()),
    of("no-such-kind"),
)
detentions = st.lists(events, max_size=25).map(lambda found: [*arrested(), *found])
unpaused = st.lists(events, max_size=25).map(
    lambda found: [*arrested(), *(event for event in found if event.kind != "hospital")]
)


def told(found: Clocks) -> tuple[object, ...]:
    return found.start, found.limits, found.reviews, found.dues, found.openings, found.paused_since


@PATIENT
@given(detentions, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_makes_no_difference(held: list[Happening], order: object) -> None:
    shuffled = list(held)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(clocks(shuffled, PERSON)) == told(clocks(held, PERSON))


@PATIENT
@given(unpaused)
def test_no_entries_make_the_detention_limit_earlier_or_later_than_its_law(held: list[Happening]) -> None:
    limit = clocks(held).due("detention")
    if limit:
        assert at("10:30", day=2) <= limit.at <= at("10:30", day=5)
        longest = {"DET-1": 24, "DET-2": 36, "DET-3": 96, "DET-4": 96}[limit.rule]
        assert limit.at <= ARRIVED + HOUR * longest


@PATIENT
@given(unpaused)
def test_no_review_is_due_later_than_nine_hours_after_the_one_before(held: list[Happening]) -> None:
    found = clocks(held).reviews
    authorised = min(event.at for event in held if event.kind == "authorised")
    assert found[0].limit == authorised + 6 * HOUR
    for before, review in pairwise(found):
        assert before.done is not None
        assert review.limit == min(before.done, before.limit) + 9 * HOUR


@PATIENT
@given(detentions)
def test_a_pause_only_ever_gives_back_the_time_it_took(held: list[Happening]) -> None:
    with_pauses, without = clocks(held), clocks([event for event in held if event.kind != "hospital"])
    taken = sum((ends - begins for begins, ends in with_pauses.pauses.spans), timedelta(0))
    assert with_pauses.limits is not None
    assert without.limits is not None
    for paused, plain in zip(with_pauses.limits[:3], without.limits[:3], strict=True):
        assert plain <= paused <= plain + taken


@PATIENT
@given(unpaused, st.integers(0, 20 * 60), st.integers(1, 12 * 60))
def test_hospital_moves_every_later_limit_by_exactly_the_pause(
    held: list[Happening], left: int, stayed: int
) -> None:
    """The clocks of Part IV with all entries made before leaving: as they were, or later by the stay."""
    leaving = at("10:50") + timedelta(minutes=left)
    before = [event for event in held if event.at <= leaving]
    length = timedelta(minutes=stayed)
    away = hospital(("left", leaving), ("returned", leaving + length))
    still, moved = clocks(before), clocks([*before, *away])
    for what in ("detention", "review"):
        plain, later = still.due(what), moved.due(what)
        if plain and later:
            assert later.at == plain.at + (length if plain.at > leaving else timedelta(0))


@PATIENT
@given(detentions, st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/London"]))
def test_the_zone_of_a_page_or_a_machine_changes_nothing(held: list[Happening], zone: str) -> None:
    shown = [event._replace(at=event.at.astimezone(ZoneInfo(zone))) for event in held]
    with machine_in(zone):
        assert told(clocks(shown, PERSON)) == told(clocks(held, PERSON))


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


@given(
    st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]),
    st.integers(1, 1380),
)
def test_the_nights_of_the_clock_change_neither_add_nor_lose_an_hour(night: datetime, before: int) -> None:
    """Whether the clocks go forward or back, detention lasts 24 hours and a review comes after six."""
    arrived = night + HOUR - timedelta(minutes=before)
    found = clocks([event._replace(at=event.at.astimezone(LONDON)) for event in arrested(arrived)])
    limit, review = found.due("detention"), found.due("review")
    assert limit is not None
    assert review is not None
    assert limit.at - arrived == 24 * HOUR
    assert review.at - arrived == 6 * HOUR + timedelta(minutes=20)


def test_on_the_night_the_clocks_go_back_24_hours_end_at_an_earlier_time_of_day() -> None:
    arrived = datetime(2026, 10, 24, 22, 0, tzinfo=LONDON)
    limit = clocks([entry("arrival", arrived.astimezone(UTC), basis="arrest")]).due("detention")
    assert limit is not None
    assert limit.at.astimezone(LONDON).isoformat() == "2026-10-25T21:00:00+00:00"


@PATIENT
@given(detentions, minutes)
def test_a_clock_runs_one_way(held: list[Happening], now: datetime) -> None:
    """States only ever get worse while nothing is written."""
    order = ["ok", "soon", "due", "overdue"]
    for due in clocks(held, PERSON).dues:
        assert order.index(due.state(now)) <= order.index(due.state(now + HOUR))

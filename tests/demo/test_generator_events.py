"""The invented events: patterns that an analyst would expect, and victims never mixed with suspects."""

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import hypot
from zoneinfo import ZoneInfo

import pytest

from daybook.demo.generator import generate, inside_force
from daybook.demo.generator.people import person_index

CODE = re.compile(r"^([A-Z]{2}\d{2}|COML|XX00)[A-Z0-9]\d{2}[ABCI]?$")
LONDON = ZoneInfo("Europe/London")


def of(events, category):
    return [event for event in events if event.category == category and event.kind != "arrest"]


def test_as_many_events_as_asked_for_in_two_years(events, people):
    assert len(events) == 3 * len(people)
    assert min(event.happened_at for event in events) >= datetime(2024, 11, 1, tzinfo=UTC) - timedelta(
        hours=1
    )
    assert max(event.recorded_at for event in events) <= datetime(2026, 11, 1, tzinfo=UTC)
    kinds = Counter(event.kind for event in events)
    assert kinds["crime"] > kinds["incident"] > kinds["arrest"] > 0.05 * len(events)


def test_times_stand_in_their_order(events):
    for event in events:
        assert event.happened_at <= event.happened_until <= event.reported_at <= event.recorded_at
        assert event.outcome_at is None or event.outcome_at > event.recorded_at
    days = [event.happened_at.date() for event in events]
    assert all(later >= earlier - timedelta(days=1) for earlier, later in pairwise(days))


def test_nobody_is_victim_and_suspect_in_one_event_but_some_are_both_in_life(events):
    victims, suspects = set(), set()
    for event in events:
        parts = defaultdict(set)
        for role in event.people:
            parts[role.role].add(role.person)
        assert set(parts) <= {"victim", "witness", "suspect", "arrested"}
        assert not parts["victim"] & (parts["suspect"] | parts["arrested"])
        assert len({role.person for role in event.people}) == len(event.people)
        victims |= parts["victim"]
        suspects |= parts["suspect"]
    assert victims & suspects


def test_arrested_people_were_suspects_of_the_crime_before(events):
    crimes = {event.key: event for event in events if event.kind == "crime"}
    arrests = [event for event in events if event.kind == "arrest"]
    for arrest in arrests:
        crime = crimes[arrest.related]
        assert arrest.people[0].person in {role.person for role in crime.people if role.role == "suspect"}
        assert arrest.happened_at >= crime.reported_at
        assert [role.role for role in arrest.people] == ["arrested"]


def test_nobody_under_ten_is_suspected(events, people):
    for event in events:
        for role in event.people:
            if role.role in ("suspect", "arrested"):
                born = people[person_index(role.person)].date_of_birth
                assert event.happened_at.date() >= born.replace(year=born.year + 10, day=min(born.day, 28))


def test_burglary_peaks_in_winter_and_cycle_theft_in_summer(events):
    def summer_share(category):
        months = Counter(event.happened_at.month for event in of(events, category))
        return sum(months[month] for month in (5, 6, 7, 8)) / months.total()

    assert summer_share("dwelling-burglary") < 0.31
    assert summer_share("cycle-theft") > 0.355  # 0.336 without a season; some 570 thefts


def test_violence_gathers_in_the_centre_on_weekend_nights(events):
    violence = of(events, "town-centre-violence")
    local = [event.happened_at.astimezone(LONDON) for event in violence]
    late = sum(
        (when.weekday() in (4, 5) and when.hour >= 18) or (when.weekday() in (5, 6) and when.hour < 6)
        for when in local
    )
    assert late / len(violence) > 0.5
    centre = sum(event.place.ward == "Averwick Centre" for event in violence)
    assert centre / len(violence) > 0.6


def test_shops_are_stolen_from_while_they_are_open(events):
    hours = [event.happened_at.astimezone(LONDON).hour for event in of(events, "shop-theft")]
    assert sum(6 <= hour < 23 for hour in hours) == len(hours)


def test_burglaries_come_in_near_repeats(events):
    burglaries = of(events, "dwelling-burglary")

    def near_share(gap):
        found = 0
        for number, event in enumerate(burglaries):
            for later in burglaries[number + 1 : number + 200]:
                age = (later.happened_at - event.happened_at).days
                away = hypot(
                    later.place.easting - event.place.easting, later.place.northing - event.place.northing
                )
                found += gap <= age < gap + 10 and away < 150
        return found

    assert near_share(0) > 1.5 * near_share(60)


def test_some_people_are_victims_again_and_again_and_nobody_every_other_day(events):
    counts = Counter(role.person for event in events for role in event.people if role.role == "victim")
    top = sum(count for _, count in counts.most_common(len(counts) // 100))
    assert top / counts.total() > 0.035
    assert counts.most_common(1)[0][1] < 30
    suspects = Counter(role.person for event in events for role in event.people if role.role == "suspect")
    assert suspects.most_common(1)[0][1] >= 10


def test_crimes_have_codes_and_old_ones_an_outcome(events):
    crimes = [event for event in events if event.kind == "crime"]
    assert all(CODE.match(code) for event in crimes for code in event.offence_codes)
    assert all(event.offence_codes for event in crimes)
    first_year = [event for event in crimes if event.happened_at.year == 2024]
    assert sum(bool(event.outcome) for event in first_year) / len(first_year) > 0.97
    assert {event.outcome for event in crimes} <= {"", *map(str, range(1, 23))}
    unsolved = [event for event in crimes if not any(role.role == "suspect" for role in event.people)]
    assert {event.outcome for event in unsolved} <= {"", "14", "18", "21"}


def test_events_happen_inside_the_force_and_are_attended(events, force):
    collars = {officer.collar_number for officer in force.officers()}
    for event in events:
        assert inside_force(event.place.easting, event.place.northing)
        assert event.officer in collars
        assert "{" not in event.summary


def test_nothing_happens_to_a_murdered_person_afterwards():
    force = generate(21, 4000, events_per_person=60)
    dead = {}
    for event in force.events():
        for role in event.people:
            if role.role in ("victim", "suspect") and role.person in dead:
                assert event.happened_at.date() <= dead[role.person]
            if event.category == "murder" and event.kind == "crime" and role.role == "victim":
                dead[role.person] = event.happened_at.date()
    assert dead


@pytest.mark.parametrize("until", [date(2026, 3, 30), date(2024, 3, 1)])
def test_the_two_years_may_end_on_any_day(until):
    events = list(generate(2, 300, until=until).events())
    assert len(events) == 900
    assert max(event.happened_at.date() for event in events) <= until

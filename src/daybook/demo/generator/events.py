"""Two years of incidents, crimes and arrests in the invented town, in the order of their days.

Victims and suspects are drawn apart and never stand in one event under both heads; a suspect has a record or
lives with the victim. The same person can be a victim in one event and a suspect in another, as in life.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from .city import CENTRE_WARD, City, nearest_station
from .draw import Wheel, stream
from .patterns import Category, busyness, calendar, outcomes
from .people import person_key
from .roster import Roster
from .shapes import GeneratedAddress, GeneratedEvent, GeneratedOfficer, Role

DAYS = 730
LOCAL = ZoneInfo("Europe/London")
RECENT = 400
PATROL_JOBS = ("Constable", "Detective Constable")


class EventMaker:
    """Makes the events of one force. Holds the roster, the recent places of each kind and the arrests still
    to come."""

    def __init__(
        self, seed: int, city: City, roster: Roster, officers: Sequence[GeneratedOfficer], until: date
    ) -> None:
        self.random = stream(seed, "events")
        self.city, self.roster, self.until = city, roster.copy(), until
        self.end = datetime(until.year, until.month, until.day, tzinfo=UTC)
        self.recent: dict[str, deque[tuple[int, GeneratedAddress]]] = {}
        self.pending: dict[int, list[GeneratedEvent]] = {}
        self.made = 0
        self.today = 0
        self.ward_numbers = {name: number for number, name in enumerate(city.wards, start=1)}
        self.stations = {name: nearest_station(number).name for name, number in self.ward_numbers.items()}
        self.patrols = _patrols(officers)
        risks = [self.random.lognormvariate(0, 0.55) for _ in city.wards]
        risks[CENTRE_WARD - 1] = 3 * max(risks)
        self.ward_risk = [risk / max(risks) for risk in risks]
        self.wards = Wheel(list(self.ward_numbers.values()), risks, 1024)

    def events(self, total: int) -> Iterator[GeneratedEvent]:
        """Exactly `total` events, day by day."""
        first = self.until - timedelta(days=DAYS)
        sums = list(accumulate(busyness(self.random, first, DAYS)))
        done = 0
        for number, reached in enumerate(sums):
            wanted = round(total * reached / sums[-1]) - done
            for event in sorted(self._day(first + timedelta(days=number), wanted), key=_moment)[
                : total - done
            ]:
                done += 1
                yield event

    def _day(self, day: date, wanted: int) -> list[GeneratedEvent]:
        ordinal = self.today = day.toordinal()
        made = self.pending.pop(ordinal, [])
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        midnight -= datetime(day.year, day.month, day.day, 12, tzinfo=LOCAL).utcoffset() or timedelta()
        wheel = calendar()[day.month, day.weekday()][1]
        while len(made) < wanted:
            event = self._event(wheel.spin(self.random), day, midnight)
            if event is not None:
                made.append(event)
                made += self.pending.pop(ordinal, [])
        return made

    def _event(self, category: Category, day: date, midnight: datetime) -> GeneratedEvent | None:
        random, ordinal = self.random, day.toordinal()
        near = self._near(category, ordinal)
        victim = self._victim(category, near, ordinal)
        place_type, place = self._place(category, near, victim)
        roles = self._roles(category, victim, ordinal)
        if roles is None:
            return None
        hour = category.hours[day.weekday()].spin(random)
        start = min(midnight + timedelta(seconds=hour * 3600 + int(random.random() * 3600)), self.end)
        finish = min(start + timedelta(minutes=int(random.random() * 60 * category.span)), self.end)
        reported = min(finish + timedelta(minutes=int(random.expovariate(1 / 45)) + 1), self.end)
        recorded = min(reported + timedelta(minutes=int(random.expovariate(1 / 150)) + 2), self.end)
        event = self._assembled(category, place_type, place, roles, (start, finish, reported, recorded))
        self._remember(category, ordinal, place)
        if category.name == "murder":
            self.roster.bury(victim)
        return self._followed(category, event) if category.kind == "crime" else event

    def _near(self, category: Category, ordinal: int) -> GeneratedAddress | None:
        """A recent place of this kind, the latest likeliest, within six weeks."""
        recent = self.recent.get(category.name)
        if not recent or self.random.random() >= category.near:
            return None
        back = int(self.random.expovariate(6 / len(recent)))
        when, place = recent[max(0, len(recent) - 1 - back)]
        return place if ordinal - when <= 42 else None

    def _remember(self, category: Category, ordinal: int, place: GeneratedAddress) -> None:
        if category.near:
            self.recent.setdefault(category.name, deque(maxlen=RECENT)).append((ordinal, place))

    def _victim(self, category: Category, near: GeneratedAddress | None, ordinal: int) -> int:
        random = self.random
        if near is not None and near.household and category.victim:
            household = near.household + (0 if random.random() < 0.25 else int(random.gauss(0, 4)))
            return self.roster.resident(household, category.victim_age, ordinal)
        if random.random() >= category.victim:
            return -1
        for _ in range(6):
            victim = self.roster.victim(random, category.victim_age, ordinal)
            if victim < 0 or "home" not in category.places[0] or random.random() < self._risk_at(victim):
                break
        return victim

    def _risk_at(self, index: int) -> float:
        ward = self.ward_numbers[self.city.home(self.roster.homes[index]).ward]
        return min(1.0, 0.15 + 2.2 * self.ward_risk[ward - 1])

    def _place(
        self, category: Category, near: GeneratedAddress | None, victim: int
    ) -> tuple[str, GeneratedAddress]:
        random = self.random
        kind = category.places[int(random.random() * len(category.places))]
        if near is not None and not near.household:
            return kind if kind == "street" else "public-place", near
        if kind in ("home", "home_street"):
            index = victim if victim >= 0 else self.roster.victim(random, 0, self.until.toordinal())
            home = self.city.home(self.roster.homes[max(0, index)])
            return ("dwelling", home) if kind == "home" else ("street", replace(home, lines=home.lines[-3:]))
        if kind == "street":
            return kind, self.city.on_street(random, self.wards.spin(random))
        sites = self.city.places[kind]
        # The square makes the first few sites of a kind the busiest: hot spots that stay hot.
        return kind, sites[int(len(sites) * random.random() ** 2)]

    def _roles(self, category: Category, victim: int, ordinal: int) -> list[Role] | None:
        random, roster = self.random, self.roster
        roles = [Role(person_key(victim), "victim")] if victim >= 0 else []
        taken = (victim,) if victim >= 0 else ()
        if random.random() < category.suspect:
            if category.household:
                suspect = roster.housemate(victim, category.suspect_age, ordinal) if victim >= 0 else -1
            else:
                suspect = roster.suspect(random, category.suspect_age, ordinal, taken)
            if suspect >= 0:
                roles.append(Role(person_key(suspect), "suspect"))
                taken = (*taken, suspect)
            elif category.suspect == 1.0:
                return None
        if random.random() < category.witness:
            witness = roster.victim(random, 10, ordinal)
            if witness >= 0 and witness not in taken:
                roles.append(Role(person_key(witness), "witness"))
        return roles

    def _assembled(
        self,
        category: Category,
        place_type: str,
        place: GeneratedAddress,
        roles: list[Role],
        times: tuple[datetime, datetime, datetime, datetime],
    ) -> GeneratedEvent:
        random = self.random
        station = self.stations[place.ward]
        patrol = self.patrols.get(station) or self.patrols[""]
        text = category.summaries[int(random.random() * len(category.summaries))]
        codes = (category.codes.spin(random),) if category.codes else ()
        return GeneratedEvent(
            self._next_key(),
            category.kind,
            category.name,
            category.title,
            text.format(place=place.lines[0]),
            codes,
            *times,
            place,
            place_type,
            tuple(roles),
            patrol[int(random.random() * len(patrol))],
            station,
            "",
            None,
            "",
        )

    def _next_key(self) -> str:
        self.made += 1
        return f"E{self.made:07d}"

    def _followed(self, category: Category, crime: GeneratedEvent) -> GeneratedEvent:
        """The crime with its outcome, if one has come by the last day; an arrest may be put down."""
        random = self.random
        suspects = [role.person for role in crime.people if role.role == "suspect"]
        arrested = bool(suspects) and random.random() < category.arrest
        if arrested:
            self._put_down_arrest(crime, suspects[0])
        stage = "arrested" if arrested else "suspect" if suspects else "unknown"
        known_at = crime.recorded_at + timedelta(days=random.expovariate(1 / (60 if suspects else 18)) + 1)
        if known_at >= self.end:
            return crime
        outcome = outcomes()[stage].spin(random)
        return replace(crime, outcome=outcome, outcome_at=known_at.replace(microsecond=0))

    def _put_down_arrest(self, crime: GeneratedEvent, suspect: str) -> None:
        random = self.random
        at_once = random.random() < 0.45
        delay = timedelta(minutes=10 + random.expovariate(1 / 40 if at_once else 1 / 9000))
        when = (crime.reported_at + delay).replace(microsecond=0)
        recorded = when + timedelta(minutes=15 + int(random.random() * 90))
        if recorded >= self.end:
            return
        place = crime.place if at_once else self.city.home(self.roster.homes[int(suspect[1:]) - 1])
        arrest = replace(
            crime,
            key=self._next_key(),
            kind="arrest",
            title=f"Arrest: {crime.title.lower()}",
            summary=f"Arrested on suspicion after report {crime.key}.",
            happened_at=when,
            happened_until=when,
            reported_at=when,
            recorded_at=recorded,
            place=place,
            place_type=crime.place_type if at_once else "dwelling",
            people=(Role(suspect, "arrested"),),
            station=self.stations[place.ward],
            related=crime.key,
        )
        self.pending.setdefault(max(self.today, when.date().toordinal()), []).append(arrest)


def _moment(event: GeneratedEvent) -> tuple[datetime, str]:
    return event.happened_at, event.key


def _patrols(officers: Sequence[GeneratedOfficer]) -> dict[str, list[str]]:
    """Collar numbers of those who attend, by station; all of them (or of anybody) under the empty name."""
    attending = [officer for officer in officers if officer.job in PATROL_JOBS] or list(officers)
    patrols = {"": [officer.collar_number for officer in attending] or [""]}
    for officer in attending:
        patrols.setdefault(officer.station, []).append(officer.collar_number)
    return patrols

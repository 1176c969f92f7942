"""The members of the invented force: a pyramid of ranks over its stations."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .city import stations
from .data_files import table
from .draw import Wheel, stream
from .names import FEMALE, MALE, carried_by, family_name, given_names
from .shapes import GeneratedOfficer

FIRST_COLLAR = 1001
FORCE_GROUPS: Wheel[str] = Wheel.of(table("customs")["force"])


@dataclass(frozen=True, slots=True)
class Post:
    """A kind of post: its rank, the roles it gives, its share of the force, whether at headquarters only."""

    rank: str
    roles: tuple[str, ...]
    share: float
    headquarters: bool = False


POSTS = (
    Post("Chief Superintendent", ("superintendent",), 0.0025, True),
    Post("Superintendent", ("superintendent",), 0.0075),
    Post("Chief Inspector", ("inspector",), 0.0175),
    Post("Inspector", ("inspector",), 0.045),
    Post("Sergeant", ("sergeant",), 0.12),
    Post("Sergeant", ("sergeant", "custody-officer"), 0.03, True),
    Post("Detective Sergeant", ("sergeant",), 0.03),
    Post("Detective Constable", ("officer",), 0.14),
    Post("Detention Officer", ("detention-officer",), 0.05, True),
    Post("Health Professional", ("health-professional",), 0.015, True),
    Post("Analyst", ("analyst",), 0.02, True),
    Post("Intelligence Officer", ("officer", "intelligence-evaluator"), 0.015, True),
    Post("Communications Officer", ("communications",), 0.01, True),
    Post("Crime Registrar", ("crime-registrar",), 0.005, True),
    Post("Data Protection Officer", ("data-protection-officer",), 0.0025, True),
    Post("Estate Manager", ("estate-manager",), 0.0025, True),
    Post("Auditor", ("auditor",), 0.0025, True),
    Post("Constable", ("officer",), 0.485),
)


def generate_officers(seed: int, count: int) -> Iterator[GeneratedOfficer]:
    """So many officers and staff, highest rank first; constables make up the rest."""
    random = stream(seed, "officers")
    houses = stations()
    spread = Wheel(houses, [4.0] + [1.0] * (len(houses) - 1), 512)
    for number, post in enumerate(_posts(count)):
        station = houses[0] if post.headquarters else spread.spin(random)
        group, sex, family, given = _name(random)
        yield GeneratedOfficer(
            str(FIRST_COLLAR + number),
            carried_by(family, group, sex),
            given,
            post.rank,
            station.name,
            post.roles,
        )


def _posts(count: int) -> list[Post]:
    posts = [post for post in POSTS[:-1] for _ in range(round(post.share * count))]
    return posts[:count] + [POSTS[-1]] * max(0, count - len(posts))


def _name(random: Random) -> tuple[str, str, str, tuple[str, ...]]:
    group = FORCE_GROUPS.spin(random)
    sex = MALE if random.random() < 0.65 else FEMALE
    family = carried_by(family_name(random, group), group, sex)
    return group, sex, family, given_names(random, group, sex, 1970 + int(random.random() * 34), family)[:1]

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
    """A kind of post: rank and roles (slugs of the access room), its share of the force, and where it is."""

    job: str
    rank: str
    roles: tuple[str, ...]
    share: float
    headquarters: bool = False


POSTS = tuple(
    Post(job, rank, tuple(roles.split()), *rest) for job, rank, roles, *rest in table("posts")["posts"]
)
CONSTABLE = Post("Constable", "constable", ("officer",), 1.0)


def generate_officers(seed: int, count: int) -> Iterator[GeneratedOfficer]:
    """So many officers and staff, highest rank first; constables make up the rest."""
    random = stream(seed, "officers")
    houses = stations()
    spread = Wheel(houses, [4.0] + [1.0] * (len(houses) - 1), 512)
    for number, post in enumerate(_posts(count)):
        station = houses[0] if post.headquarters else spread.spin(random)
        family, given = _name(random)
        yield GeneratedOfficer(
            str(FIRST_COLLAR + number),
            family,
            given,
            post.rank,
            post.job,
            station.name,
            station.unit,
            post.roles,
        )


def _posts(count: int) -> list[Post]:
    posts = [post for post in POSTS for _ in range(round(post.share * count))]
    return posts[:count] + [CONSTABLE] * max(0, count - len(posts))


def _name(random: Random) -> tuple[str, tuple[str, ...]]:
    group = FORCE_GROUPS.spin(random)
    sex = MALE if random.random() < 0.65 else FEMALE
    family = carried_by(family_name(random, group), group, sex)
    return family, given_names(random, group, sex, 1970 + int(random.random() * 34), family)[:1]

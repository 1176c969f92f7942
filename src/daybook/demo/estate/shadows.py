"""Systems on no register: bought by a department, paid under another heading, known to the sign-on log or to nobody."""

from __future__ import annotations

from random import Random

from daybook.demo.estate.making import STAFF, suppliers
from daybook.demo.estate.naming import product_name
from daybook.demo.estate.purposes import purposes
from daybook.demo.estate.shapes import Shadow, System
from daybook.demo.estate.using import application_of
from daybook.demo.generator.draw import stream

COUNT = 40
OWN_FIRM = 0.6
"""Share whose supplier sells the force nothing else."""
PAID, SIGNED_ON, HOSTED = 0.85, 0.7, 0.7
SHORTENED = 0.05
"""Share that the sign-on log knows by initials, the ledger by the full name."""
NAMESAKE = 0.04
"""Share with nearly the name of a system that is on the register."""
MACHINE_ENDS = ("01", "-app01", "-web", "-db1", "")
NEW_FIRMS = (
    "Aldwark Brigham Cottesby Denholme Escrick Fulbrook Garrowby Hawkhurst Inverley Kirkburn Lowther Melbury"
)


def shadows(seed: int, systems: list[System]) -> list[Shadow]:
    """The dark systems of the estate."""
    random = stream(seed, "estate", "shadows")
    return [_shadow(random, f"D{number:02}", systems) for number in range(1, COUNT + 1)]


def _shadow(random: Random, number: str, systems: list[System]) -> Shadow:
    name = _name(random, systems)
    paid = random.random() < PAID
    signed_on = not paid or random.random() < SIGNED_ON
    users = random.sample(range(STAFF), random.randint(6, 60)) if signed_on else []
    short = "".join(word[0] for word in name.split())
    application = (
        short.upper() if random.random() < SHORTENED and len(short) > 2 else application_of(random, name)
    )
    return Shadow(
        number,
        name,
        _firm(random),
        round(random.lognormvariate(10.3, 0.8)) * 100,
        name if paid else "",
        application if signed_on else "",
        _hosts(random, name) if random.random() < HOSTED else (),
        tuple(f"u{user:04}" for user in sorted(users)),
    )


def _name(random: Random, systems: list[System]) -> str:
    if random.random() < NAMESAKE:
        return f"{random.choice(systems).name} {random.choice(('Cloud', 'Mobile', 'Insight'))}"
    words = random.choice(purposes()).words
    return random.choice((product_name(random), f"{product_name(random)} {words[0]}"))


def _firm(random: Random) -> str:
    if random.random() < OWN_FIRM:
        return f"{random.choice(NEW_FIRMS.split())} {random.choice(('Digital', 'Data', 'Cloud', 'Labs'))} Ltd"
    return random.choice(suppliers())


def _hosts(random: Random, name: str) -> tuple[str, ...]:
    stem = "".join(part for part in name.split()[0].lower() if part.isalnum())
    return tuple(f"{stem}{end}.averwick.example" for end in random.sample(MACHINE_ENDS, random.randint(1, 2)))

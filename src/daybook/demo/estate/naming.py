"""Names: descriptive ones for spreadsheets, invented products, initials; copies that were renamed; namesakes."""

from __future__ import annotations

from random import Random

from daybook.demo.estate.purposes import table
from daybook.demo.estate.shapes import Kind, System
from daybook.demo.generator.data_files import words
from daybook.demo.generator.draw import stream

NAMESAKES = 0.03
COPIES = 0.45
PRODUCT = {
    Kind.SPREADSHEET: 0.05,
    Kind.SMALL: 0.4,
    Kind.DEPARTMENTAL: 0.7,
    Kind.CORE: 0.75,
    Kind.NATIONAL: 0.3,
}
INITIALS = 0.2


def product_name(random: Random) -> str:
    """The name of an invented product."""
    its = table("names")
    name = random.choice(words(its["syllables"])) + random.choice(words(its["syllables"]))
    name += random.choice(words(its["endings"]))
    return name.capitalize() + (random.choice(words(its["tails"])) if random.random() < 0.3 else "")


def descriptive(random: Random, system: System) -> str:
    """What it is about and what it does, as whoever made it would call it."""
    word = random.choice(system.function.purpose.words)
    does = random.choice(system.function.aspect.words)
    parts = [system.area if random.random() < 0.6 else "", word, does]
    return " ".join(part for part in parts if part).strip().capitalize()


def name_all(seed: int, systems: list[System]) -> None:
    """Give every system its area, name and other names."""
    random = stream(seed, "estate", "names")
    first: dict[int, System] = {}
    areas = words(table("names")["areas"])
    for system in systems:
        system.area = random.choice(areas)
        original = first.setdefault(system.cluster, system) if system.cluster else system
        if original is not system and random.random() < COPIES:
            _rename(random, system, original)
        else:
            system.name, system.aliases = _name(random, system)
    _namesakes(random, systems)


def _name(random: Random, system: System) -> tuple[str, tuple[str, ...]]:
    plain = descriptive(random, system)
    if random.random() > PRODUCT[system.kind]:
        return plain, ()
    if random.random() < INITIALS:
        full = f"{system.function.purpose.words[0]} {system.function.aspect.words[0]} information system"
        letters = "".join(word[0] for word in full.replace("-", " ").split()).upper()
        return f"{letters}{random.choice(('', '', '2', 'S'))}", (
            (full.capitalize(),) if random.random() < 0.7 else ()
        )
    name = product_name(random)
    described = random.random() < 0.35
    return (f"{name} {system.function.purpose.words[0]}" if described else name), (
        (plain,) if random.random() < 0.3 else ()
    )


def _rename(random: Random, system: System, original: System) -> None:
    """A copy keeps the name with another area, version or owner put to it."""
    stem = original.name.removeprefix(original.area).strip()
    forms = (
        f"{system.area} {stem}",
        f"{stem} ({system.area})",
        f"{stem} {random.randint(2, 5)}",
        f"{stem} new",
        f"{stem} copy",
    )
    system.name, system.copy_of = random.choice(forms), original.number
    system.name = system.name[0].upper() + system.name[1:]


def _namesakes(random: Random, systems: list[System]) -> None:
    """Some carry nearly the name of a system that does something else."""
    alone = [system for system in systems if not system.cluster]
    for system in random.sample(alone, round(len(systems) * NAMESAKES)):
        other = random.choice(alone)
        if other is not system and other.function.purpose is not system.function.purpose:
            system.name = f"{other.name}{random.choice(('s', ' Plus', ' II', ' Lite', '+'))}"

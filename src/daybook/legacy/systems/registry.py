"""All old systems that this installation knows: every folder here that has a mapping file."""

from functools import lru_cache
from pathlib import Path

from daybook.legacy.mapping import Mapping, load

FOLDER = Path(__file__).parent


def names(folder: Path = FOLDER) -> list[str]:
    """The systems' names in alphabetical order."""
    return sorted(file.parent.name for file in folder.glob("*/mapping.toml"))


@lru_cache(maxsize=1024)
def mapping(name: str, folder: Path = FOLDER) -> Mapping:
    """One system's mapping, read once. KeyError where there is no such system; MappingError where it is wrong."""
    if name not in names(folder):
        raise KeyError(f"There is no old system '{name}'. Known: {', '.join(names(folder))}.")
    return load(folder / name)


def mappings(folder: Path = FOLDER) -> dict[str, Mapping]:
    """All mappings by name."""
    return {name: mapping(name, folder) for name in names(folder)}

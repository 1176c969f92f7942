"""The generator's word lists, read once from the TOML files beside the code."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def toml_of(package: str, name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml` of that package."""
    return tomllib.loads(resources.files(package).joinpath(f"data/{name}.toml").read_text("utf-8"))


def table(name: str) -> dict[str, Any]:
    """That of the generator."""
    return toml_of(__package__, name)


def words(text: str) -> tuple[str, ...]:
    """The words of a list; an underscore inside a word stands for a space."""
    return tuple(word.replace("_", " ") for word in text.split())

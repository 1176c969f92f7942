"""The parameters of a component, readable in a template: what was not given is None, at any depth."""

from collections.abc import Mapping
from typing import Any


class Params(dict[str, Any]):
    """A dict whose missing keys read as None, so that `p.items` in a template is never the dict's method."""

    def __missing__(self, key: str) -> None:
        return None

    def part(self, key: str) -> "Params":
        """The nested parameters under a key; empty where nothing, or something else, was given."""
        value = self[key]
        return value if isinstance(value, Params) else Params()

    def but(self, **changes: Any) -> "Params":
        """A copy with these keys set."""
        return Params({**self, **changes})


def wrap(value: Any) -> Any:
    """Make Params of every mapping inside a value; lists and tuples become lists."""
    if isinstance(value, Mapping):
        return Params({key: wrap(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return [wrap(item) for item in value]
    return value

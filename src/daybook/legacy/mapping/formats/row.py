"""One row of a table: column names and values, kept as a JSON object until the transport binds them."""

import json
from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import Unreadable


@dataclass(frozen=True)
class Row:
    def render(self, tree: dict[str, Any]) -> bytes:
        return json.dumps(tree, ensure_ascii=False, indent=1).encode()

    def parse(self, body: bytes) -> dict[str, Any]:
        return parse_object(body)


def parse_object(body: bytes) -> dict[str, Any]:
    """A JSON object from outside; Unreadable where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the answer is not JSON.") from error
    if not isinstance(found, dict):
        raise Unreadable("the answer is JSON, but not an object.")
    return found

"""The rows of a batch that a sending system puts: each checked by itself, whatever stands in the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from pydantic import ValidationError

from daybook.access.api_base import UNREADABLE, unbroken, wrong_field
from daybook.nominals.api_record_shapes import MOST_ROWS, RowIn
from daybook.nominals.key_names import LONGEST_KEY

Wrong = dict[str, str]
TWICE = "This key stands in the batch already. Send each key once."
SHAPE = "A row is an object with a key and a record."
BATCH = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["records"],
                "additionalProperties": False,
                "properties": {
                    "records": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": MOST_ROWS,
                        "description": "Each is checked by itself: a row of another form is answered as refused.",
                        "items": {
                            "type": "object",
                            "required": ["key", "record"],
                            "properties": {
                                "key": {"type": "string"},
                                "record": {"$ref": "#/components/schemas/RecordIn"},
                            },
                        },
                    }
                },
            }
        }
    },
    "required": True,
}
"""The body as the description of the API shows it."""


def rows_of(request: HttpRequest) -> list[Any]:
    """The rows as they stand in the body: each is checked by itself, so NUL in one does not refuse the others."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise HttpError(400, UNREADABLE) from None
    rows = body.get("records") if isinstance(body, dict) and set(body) == {"records"} else None
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS:
        raise HttpError(422, f'Send {{"records": […]}} and nothing else, with 1 to {MOST_ROWS} rows.')
    return rows


def checked(rows: Sequence[Any]) -> tuple[dict[int, RowIn], dict[int, list[Wrong]]]:
    """(the rows that can be taken, what is wrong with the others), by their number."""
    taken: dict[int, RowIn] = {}
    refused: dict[int, list[Wrong]] = {}
    keys = set()
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            refused[at] = [{"path": "", "message": SHAPE}]
            continue
        try:
            found = RowIn.model_validate(row)
        except ValidationError as error:
            refused[at] = [wrong_field(one["loc"], one["type"], one["msg"]) for one in error.errors()]
            continue
        if found.key in keys:
            refused[at] = [{"path": "key", "message": TWICE}]
        else:
            keys.add(found.key)
            taken[at] = found
    return taken, refused


def key_of(row: Any) -> str:
    """The key of a row that was refused, so far as it is one."""
    key = row.get("key") if isinstance(row, dict) else None
    return unbroken(key[:LONGEST_KEY]) if isinstance(key, str) else ""

"""How the guards are found on the operations of the HTTP API, of which several share one route."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from ninja.operation import Operation, PathView


def operations_of(view: Callable[..., Any]) -> list[Operation]:
    """The operations behind an API route; empty for an ordinary view."""
    if not inspect.isfunction(view) or not view.__module__.startswith("ninja."):
        return []
    owner = inspect.getclosurevars(view).nonlocals.get("self")
    return list(owner.operations) if isinstance(owner, PathView) else []


def is_declared(view: Callable[..., Any]) -> bool:
    """True if the view is an API route and each of its operations carries a guard."""
    operations = operations_of(view)
    return bool(operations) and all(hasattr(operation.view_func, "guard") for operation in operations)

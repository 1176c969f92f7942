"""Deeds: every action under one name, with the body it takes, for the HTTP API and the command line alike.

A room lists its deeds in `deeds.py`. `POST /api/v1/actions/<name>` and `daybook act <name> FILE.json` check the
same body and carry out the same action; `page` names the page on which a person does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

from daybook.access.caller import Caller

Answer = dict[str, str | int | None]
Carried = TypeVar("Carried", bound=Callable[[Caller, Any], Answer])


class Body(Schema):
    """What a deed takes. A field it does not know is refused, so that nothing said is dropped unseen."""

    model_config = ConfigDict(extra="forbid", str_max_length=4000)


@dataclass(frozen=True, slots=True)
class Deed:
    """`action` is the function of the room's `actions/` that does it; `api` an operation of its own, where it has one.

    `no_api` says why programs may not do it over HTTP.
    """

    name: str
    title: str
    permission: str
    body: type[Body]
    action: Callable[..., Any]
    page: str
    carry_out: Callable[[Caller, Any], Answer]
    api: str = ""
    no_api: str = ""


_deeds: dict[str, Deed] = {}


def deed(
    name: str,
    title: str,
    permission: str,
    action: Callable[..., Any],
    page: str,
    *,
    api: str = "",
    no_api: str = "",
) -> Callable[[Carried], Carried]:
    """Register the decorated function `(caller, body)` as the deed; the body's class is its annotation."""

    def register(carry_out: Carried) -> Carried:
        from inspect import signature

        body = list(signature(carry_out, eval_str=True).parameters.values())[1].annotation
        if name in _deeds:
            raise ValueError(f"The deed {name!r} is registered twice.")
        _deeds[name] = Deed(name, title, permission, body, action, page, carry_out, api, no_api)
        return carry_out

    return register


def all_deeds() -> dict[str, Deed]:
    """Every deed of the rooms that are loaded, by name."""
    return dict(sorted(_deeds.items()))


class NoSuchDeedError(LookupError):
    pass


def deed_named(name: str) -> Deed:
    try:
        return _deeds[name]
    except KeyError:
        raise NoSuchDeedError(f"There is no action {name!r}. There are: {', '.join(all_deeds())}.") from None


def record_id(row: Any) -> Answer:
    """The answer of a deed that leaves a record."""
    key = row.pk
    return {"id": str(key) if isinstance(key, UUID) else key}

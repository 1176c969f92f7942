"""Permission: may this caller do that? The answers are data, in permissions.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from daybook.access.roles import Role

if TYPE_CHECKING:
    from daybook.access.caller import Caller

FILE = Path(__file__).with_name("permissions.toml")


class UnknownPermissionError(LookupError):
    """The code names a permission that permissions.toml does not hold."""


@dataclass(frozen=True, slots=True)
class Permission:
    name: str
    title: str
    roles: frozenset[Role]


@cache
def all_permissions() -> dict[str, Permission]:
    """Every permission by name, in the order of the file."""
    return read_table(tomllib.loads(FILE.read_text()))


def read_table(table: dict[str, Any]) -> dict[str, Permission]:
    """Permissions from the file's table. A role that does not exist is an error (ValueError)."""
    groups = table["groups"]
    return {
        name: Permission(name, row["title"], frozenset(map(Role, _unfold(row["roles"], groups))))
        for name, row in table["permissions"].items()
    }


def _unfold(words: list[str], groups: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    for word in words:
        found += _unfold(groups[word[1:]], groups) if word.startswith("@") else [word]
    return found


def permission(name: str) -> Permission:
    try:
        return all_permissions()[name]
    except KeyError:
        raise UnknownPermissionError(f"permissions.toml does not hold {name!r}.") from None


def allowed(caller: Caller, name: str) -> bool:
    """True if one of the caller's roles has the permission and, for a token, its scopes name it."""
    wanted = permission(name)
    if caller.scopes is not None and name not in caller.scopes:
        return False
    return caller.is_system or not wanted.roles.isdisjoint(caller.roles)


def require(caller: Caller, name: str) -> None:
    """Raise PermissionDenied, with a sentence for the page, unless the caller may."""
    if allowed(caller, name):
        return
    wanted = permission(name)
    holders = ", ".join(role.label.lower() for role in Role if role in wanted.roles)
    raise PermissionDenied(
        f"Your roles do not include: {wanted.title}. It belongs to: {holders}. "
        "If you need it for your work, ask an administrator for the role."
    )

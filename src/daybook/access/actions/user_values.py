"""A user as the book keeps them: every column but the password."""

from __future__ import annotations

from typing import Any

from daybook.access.models import User
from daybook.book.rows import row_values

SECRET = {"password", "last_login"}


def user_values(user: User) -> dict[str, Any]:
    return {name: value for name, value in row_values(user).items() if name not in SECRET}

"""What this room puts into the places of every page: links of the header, menu entries, panels."""

from __future__ import annotations

from daybook.web import places

places.links.update(
    {"sign-in": "account_login", "sign-out": "account_logout", "switch-user": "access:switch"}
)

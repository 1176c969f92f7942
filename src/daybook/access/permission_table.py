"""The table of permissions as a page of docs shows it."""

from daybook.access.permission import all_permissions
from daybook.access.roles import Role


def as_markdown() -> str:
    """One line a permission: its title, its name and the roles that have it."""
    lines = ["| may | permission | roles |", "|---|---|---|"]
    for permission in all_permissions().values():
        everyone = len(permission.roles) == len(Role)
        holders = (
            "everyone" if everyone else ", ".join(r.label.lower() for r in Role if r in permission.roles)
        )
        lines.append(f"| {permission.title} | `{permission.name}` | {holders} |")
    return "\n".join(lines) + "\n"

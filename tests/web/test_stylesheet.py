"""One stylesheet: every class of ours that a page uses is in it, or in a room's own."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "daybook"
BARE = {"db-main", "db-page", "db-empty", "db-found"}
"""Names that only tests and scripts hold on to, without a look of their own."""


def test_every_class_of_ours_has_a_look() -> None:
    styled = set().union(*(re.findall(r"\.(db-[\w-]+)", css.read_text()) for css in SOURCE.rglob("*.css")))
    used: dict[str, str] = {}
    for page in SOURCE.rglob("templates/**/*.html"):
        for classes in re.findall(r'class="([^"]*)"', page.read_text()):
            used |= dict.fromkeys(re.findall(r"\bdb-[\w-]*\w(?![\w{-])", classes), page.name)
    unknown = {name: page for name, page in used.items() if name not in styled | BARE and "{" not in name}
    assert unknown == {}

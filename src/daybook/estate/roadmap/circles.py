"""Systems that feed each other in a circle: none may go before the others, so that they go in one quarter or not
at all."""

from __future__ import annotations

from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from daybook.estate.roadmap.facts import Estate


def circles(estate: Estate) -> list[list[str]]:
    """The ids of each circle of feeds that cannot be re-pointed, sorted."""
    number = {one.id: index for index, one in enumerate(estate.systems)}
    hard = [feed for feed in estate.feeds if feed.repoint_cost is None]
    ends = [number[feed.source] for feed in hard], [number[feed.user] for feed in hard]
    links = coo_array(([1] * len(hard), ends), shape=(len(number), len(number)))
    _, labels = connected_components(links, directed=True, connection="strong")
    groups: dict[int, list[str]] = {}
    for one in estate.systems:
        groups.setdefault(int(labels[number[one.id]]), []).append(one.id)
    return [sorted(group) for group in groups.values() if len(group) > 1]

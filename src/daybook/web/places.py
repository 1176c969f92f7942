"""Places: where a page lets upper rooms say something, without this room knowing them.

Upper rooms fill them in `AppConfig.ready()`:

    places.menu.add(MenuItem("Arrests", "records:arrests", roles=OFFICERS))
    places.panels.add("event", deliveries_panel)
    places.search_sources.add(SearchSource("people", "People", search_people))
    places.person_lookup.set(look_up)
    places.take_in.set(take_in)
    places.same_person.set(people_of)
    places.links["sign-out"] = "access:sign-out"
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

Panel = Callable[[HttpRequest, Any], str]
"""Given the request and the record of the page: HTML marked safe, or "" to show nothing."""


@dataclass(frozen=True)
class MenuItem:
    """One entry of the navigation bar; without roles it is for everybody who is signed on."""

    title: str
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 100
    count: Callable[[], int] | None = None
    """How much waits there; shown beside the title unless it is 0."""

    def is_for(self, roles: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & roles)


@dataclass(frozen=True)
class SearchHit:
    """One line of a search result."""

    title: str
    url: str
    summary: str = ""
    kind: str = ""


@dataclass(frozen=True)
class SearchSource:
    """Something the search box looks in: `search(caller, words, limit)` gives its hits, best first."""

    name: str
    title: str
    search: Callable[[Any, str, int], list[SearchHit]]


@dataclass(frozen=True)
class EnteredElsewhere:
    """The old system that is master of a kind of record, so that it is entered there alone.

    `title`: what people call it; `screen`: the address of its own screen, if there is one.
    """

    system: str
    title: str
    screen: str = ""


@dataclass
class Menu:
    """The navigation bar, in order of `order`, then of arrival."""

    items: list[MenuItem] = field(default_factory=list)

    def add(self, item: MenuItem) -> None:
        self.items.append(item)

    def for_roles(self, roles: frozenset[str]) -> list[MenuItem]:
        return sorted((item for item in self.items if item.is_for(roles)), key=lambda item: item.order)


@dataclass
class Panels:
    """Functions that add to a page, by the name of the place."""

    by_place: dict[str, list[Panel]] = field(default_factory=dict)

    def add(self, place: str, panel: Panel) -> None:
        self.by_place.setdefault(place, []).append(panel)

    def render(self, place: str, request: HttpRequest, record: Any) -> list[str]:
        """The HTML of every panel of a place that has something to show, in order of arrival."""
        shown = (panel(request, record) for panel in self.by_place.get(place, ()))
        return [html for html in shown if html]


@dataclass
class SearchSources:
    """What the search box looks in, by name; one name is given once."""

    sources: dict[str, SearchSource] = field(default_factory=dict)

    def add(self, source: SearchSource) -> None:
        if source.name in self.sources:
            raise ValueError(f"There is already a search source '{source.name}'; choose another name.")
        self.sources[source.name] = source

    def __iter__(self) -> Iterator[SearchSource]:
        return iter(self.sources.values())


@dataclass
class Slot:
    """A place for exactly one function; the last room to set it wins, so an upper room may replace it."""

    function: Callable[..., Any] | None = None

    def set(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __bool__(self) -> bool:
        return self.function is not None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.function is None:
            raise LookupError("No room fills this place yet; test it with `if` before calling it.")
        return self.function(*args, **kwargs)


@dataclass
class Sayings:
    """Functions that each say something of the same records; together they give all of it, in order of arrival."""

    functions: list[Callable[[list[Any]], list[str]]] = field(default_factory=list)

    def add(self, function: Callable[[list[Any]], list[str]]) -> None:
        self.functions.append(function)

    def __call__(self, records: list[Any]) -> list[str]:
        return [words for function in self.functions for words in function(records)]


menu = Menu()
panels = Panels()
search_sources = SearchSources()
person_lookup = Slot()
take_in = Slot()
"""Given a caller and the id of somebody whom only an old system knows: the id of the person of ours made of them."""
open_matters = Sayings()
"""Given ids of people: what is open of them, in words without their names. While it is, to part them takes two."""
entered_elsewhere = Slot()
"""Given nothing: the kinds of record that are entered in an old system alone, each with its `EnteredElsewhere`."""
same_person = Slot()
"""Given a person's id: the ids of all people on record who are this same person, itself among them."""
links: dict[str, str] = {name: name for name in ("home", "search", "sign-in", "sign-out", "switch-user")}
"""The URL names behind the fixed parts of every page; one that does not exist is not shown."""

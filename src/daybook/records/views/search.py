"""The search box. Words come by POST and rest, encrypted, in the session: never in an address or a log."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.records.crypto import seal, unseal
from daybook.records.mistyped import remarks
from daybook.records.words import LONGEST
from daybook.web.places import SearchHit, SearchSource, panels, search_sources

LIMIT = 50
KEPT = 10
SESSION = "searches"


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; `more` where it found more than is shown."""

    source: SearchSource
    hits: list[SearchHit]
    more: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What the place `search` on the page of results is given: the search, and the words that were typed."""

    search: UUID
    words: str


@signed_on("records.search")
def search(request: HttpRequest) -> HttpResponse:
    """Take the words and go to the page of results, which can be reloaded and come back to."""
    if request.method != "POST":
        return render(request, "records/search.html", {"field": field("")})
    words = " ".join(request.POST.get("words", "").split())[:LONGEST]
    if not words:
        error = "Enter a name, a birth date or a number."
        return render(request, "records/search.html", {"field": field("", error)}, status=422)
    return HttpResponseRedirect(reverse("records:search-results", args=[remember(request, words)]))


@consults("search:run", "records.search")
def results(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """What the search finds now. Each look is a consultation with the words in the entry's value."""
    words = recall(request, search_id)
    groups = run(caller_of(request), words)
    write_look(request, words, [hit for group in groups for hit in group.hits])
    elsewhere = panels.render("search", request, Looked(search_id, words))
    context = {"words": words, "groups": groups, "remarks": remarks(words), "field": field(words)}
    beside = {"elsewhere": elsewhere, "is_whole": "whole" in request.GET}
    return render(request, "records/search.html", context | beside)


def run(caller: Caller, words: str, limit: int = LIMIT) -> list[Group]:
    """Ask every source; those that find nothing are left out."""
    asked = ((source, source.search(caller, words, limit + 1)) for source in search_sources)
    return [Group(source, hits[:limit], len(hits) > limit) for source, hits in asked if hits]


def write_look(request: HttpRequest, words: str, hits: list[SearchHit]) -> None:
    ids = [key for hit in hits if (key := record_of(hit))]
    consulted(request).search("everything", len(hits), ids, words=words)


def record_of(hit: SearchHit) -> UUID | None:
    """The id of the record a hit leads to, from its address."""
    try:
        given = resolve(hit.url).kwargs.values()
    except Resolver404:
        return None
    return next((value for value in given if isinstance(value, UUID)), None)


def field(words: str, error: str = "") -> dict[str, Any]:
    """Parameters of the input for the words."""
    params: dict[str, Any] = {
        "id": "words",
        "name": "words",
        "type": "search",
        "value": words,
        "label": {"text": "Names, birth date, number or address"},
        "autocomplete": "off",
    }
    return {**params, "errorMessage": {"text": error}} if error else params


def remember(request: HttpRequest, words: str) -> UUID:
    """Keep the words of the last few searches in the session, encrypted for this session's user."""
    kept = dict(request.session.get(SESSION, {}))
    while len(kept) >= KEPT:
        del kept[min(kept, key=lambda key: kept[key]["at"])]
    search_id = uuid4()
    kept[str(search_id)] = {"at": time.time(), "words": seal(words, owner(request)).hex()}
    request.session[SESSION] = kept
    return search_id


def recall(request: HttpRequest, search_id: UUID) -> str:
    found = request.session.get(SESSION, {}).get(str(search_id))
    if found is None:
        raise Http404("This search is no longer kept. Type the words again.")
    return unseal(bytes.fromhex(found["words"]), owner(request))


def owner(request: HttpRequest) -> str:
    return f"search {caller_of(request).author.user}"

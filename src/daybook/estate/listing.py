"""Systems as a list: its columns and the filters above it, alike on every page that lists systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from daybook.estate.findings import Finding
from daybook.estate.queries.estate import Estate, Held
from daybook.estate.register.capabilities import all_capabilities
from daybook.estate.register.words import CountingClass, Spending, State
from daybook.estate.risk import Zone
from daybook.estate.shown import pounds
from daybook.web.components import render
from daybook.web.pages import Column, Filter, Listing, list_view

COLOURS = {
    Finding.OBSOLETE: "orange",
    Finding.DUPLICATE: "purple",
    Finding.UNUSED: "yellow",
    Finding.ORPHAN: "pink",
    Zone.RED: "red",
    Zone.HIGH: "orange",
    Zone.MEDIUM: "yellow",
    Zone.LOW: "green",
}
LEGACY = "legacy"
COUNTED = (("yes", "Counted"), ("no", "Not counted"))


def tag(words: str, colour: str) -> SafeString:
    return render("tag", {"text": words, "classes": f"govuk-tag--{colour}"})


def risk_tag(held: Held) -> SafeString | str:
    """The risk with its zone; provisional while criteria are missing."""
    if held.risk.overall is None or held.risk.zone is None:
        return ""
    return format_html(
        "{} {}", f"{float(held.risk.overall):.1f}", tag(held.risk.zone.label, COLOURS[held.risk.zone])
    )


def finding_tags(held: Held) -> SafeString:
    tags = ((tag(found.finding.label, COLOURS[found.finding]),) for found in held.findings)
    return format_html_join(" ", "{}", tags)


def name_link(held: Held) -> SafeString:
    address = reverse("estate:system", args=[held.facts.id])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, held.facts.name)


COLUMNS = (
    Column("Number", lambda held: held.facts.number),
    Column("Name", name_link),
    Column("Found", finding_tags),
    Column("Risk", risk_tag),
    Column("Owner", lambda held: next(iter(held.facts.owners), "")),
    Column("State", lambda held: State(held.facts.state).label if held.facts.state else ""),
    Column("A year", lambda held: pounds(held.facts.yearly), is_number=True),
)


def systems_list(request: HttpRequest, estate: Estate, most: int = 50) -> tuple[Listing, list[Held]]:
    """The page of systems that the address asks for, and all that it stands for, the costliest first."""
    chosen = search(estate.systems, request.GET.get("q", ""))
    filters = filters_of(estate)
    for one in filters:
        if value := one.chosen(request):
            chosen = one.apply(chosen, value)
    chosen = sorted(chosen, key=lambda held: (-(held.facts.yearly or 0), held.facts.number))
    listing = list_view(
        request, chosen, COLUMNS, caption="Systems", per_page=most, empty="No system is like this."
    )
    shown = [one.params(request) for one in filters]
    return Listing(listing.rows, listing.table, shown, listing.pagination, listing.empty), chosen


def search(systems: Sequence[Held], words: str) -> list[Held]:
    """Those whose number, name, supplier, unit or owner holds every word."""
    wanted = words.casefold().split()
    return [held for held in systems if all(word in _text(held) for word in wanted)]


def _text(held: Held) -> str:
    facts = held.facts
    return " ".join((facts.number, facts.name, facts.supplier, facts.unit, *facts.owners)).casefold()


def filters_of(estate: Estate) -> list[Filter]:
    """What systems may be chosen by; owners and units are those that there are."""
    owners = sorted({owner for held in estate.systems for owner in held.facts.owners})
    units = sorted({held.facts.unit for held in estate.systems if held.facts.unit})
    maps = [(code, f"{code} {one.name}") for code, one in all_capabilities().items()]
    zones = [(zone.value, zone.label) for zone in Zone] + [(LEGACY, "Legacy: any likelihood 3 or more")]
    return [
        Filter("finding", "Found", [(one.value, one.label) for one in Finding], _kept(_has)),
        Filter("zone", "Risk", zones, _kept(_in_zone)),
        Filter("capability", "For", maps, _kept(_for)),
        Filter(
            "class",
            "Class",
            CountingClass.choices(),
            _kept(lambda held, word: held.facts.counting_class == word),
        ),
        Filter(
            "owner",
            "Owner",
            [(one, one) for one in owners],
            _kept(lambda held, one: one in held.facts.owners),
        ),
        Filter(
            "unit", "Unit", [(one, one) for one in units], _kept(lambda held, one: held.facts.unit == one)
        ),
        Filter("state", "State", State.choices(), _kept(lambda held, word: held.facts.state == word)),
        Filter(
            "spending",
            "Spent to",
            Spending.choices(),
            _kept(lambda held, word: bool(held.spending.get(word))),
        ),
        Filter("counted", "Count", COUNTED, _kept(lambda held, word: held.counted == (word == "yes"))),
    ]


def _kept(fits: Any) -> Any:
    return lambda systems, value: [held for held in systems if fits(held, value)]


def _has(held: Held, finding: str) -> bool:
    return held.has(finding)


def _in_zone(held: Held, zone: str) -> bool:
    return held.risk.is_legacy if zone == LEGACY else held.risk.zone == zone


def _for(held: Held, code: str) -> bool:
    return any(each == code or each.startswith(f"{code}.") for each in held.facts.capabilities)

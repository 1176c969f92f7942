"""Every field of the register for a system, whatever table it stands in."""

from __future__ import annotations

from typing import Any

from daybook.estate.importing.keepers.systems import PARTS
from daybook.estate.models import System
from daybook.estate.money import Year
from daybook.estate.register.fields import SYSTEM_FIELDS
from daybook.estate.register.words import Category

COLUMNS = {field.name for field in System._meta.concrete_fields} - {"id", "successor"}
RELATED = ("components", "capabilities", "costs", "covered_by__contract", "fed_by__source")


def values_of(system: System, year: Year) -> dict[str, Any]:
    """Value by name of every field that has one; costs are those of the year. Reads the tables of `RELATED`."""
    found = {name: getattr(system, name) for name in COLUMNS}
    found |= _parts(system) | _costs(system, year)
    found["capabilities"] = {row.code: row.weight for row in system.capabilities.all()}
    found["contract"] = "; ".join(cover.contract.number for cover in system.covered_by.all())
    found["depends_on"] = sorted(row.source.number for row in system.fed_by.all() if row.ended_on is None)
    found["successor"] = system.successor.number if system.successor else ""
    order = [field.name for field in SYSTEM_FIELDS]
    return {name: found[name] for name in order if found.get(name) not in (None, "", [], {})}


def _parts(system: System) -> dict[str, Any]:
    held = {row.part: row for row in system.components.all()}
    found: dict[str, Any] = {}
    for part, (name, ends) in PARTS.items():
        if row := held.get(str(part)):
            found |= {ends: row.support_ends} | ({name: row.name} if name else {})
    return found


def _costs(system: System, year: Year) -> dict[str, Any]:
    """Yearly costs by category, of lines that cover exactly the year, and how they are known."""
    exact = (year.first_month, year.last_month)
    lines = [row for row in system.costs.all() if (row.first_month, row.last_month) == exact]
    found: dict[str, Any] = {
        category.value: sum(row.pence for row in lines if row.category == category)
        for category in Category
        if any(row.category == category for row in lines)
    }
    bases = {row.basis for row in lines}
    return found | ({"cost_basis": bases.pop()} if len(bases) == 1 else {})

"""The declared fields of the register fit its tables and can be told apart in files."""

from __future__ import annotations

from collections import Counter

import pytest

from daybook.estate.models import System
from daybook.estate.register.fields import GROUPS, SHEETS, SYSTEM_FIELDS, Sensitivity, public_fields

ROWS_OF_THEIR_OWN = {
    "capabilities", "operating_system", "operating_system_ends", "database", "database_ends", "language",
    "language_ends", "hardware", "hardware_ends", "product_ends", "licence", "support", "hosting", "people",
    "capital", "cost_basis", "contract", "depends_on",
}  # fmt: skip


def test_every_column_of_a_system_is_a_declared_field_and_the_other_way_round():
    columns = {field.name for field in System._meta.concrete_fields} - {"id"}
    declared = {field.name for field in SYSTEM_FIELDS}
    assert columns == declared - ROWS_OF_THEIR_OWN
    assert {field.group for field in SYSTEM_FIELDS} == set(GROUPS)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.slug)
def test_no_heading_means_two_fields(sheet):
    said = Counter(word for field in sheet.fields for word in {field.label.lower(), *field.aliases})
    assert [word for word, times in said.items() if times > 1] == []
    assert len(sheet.by_name) == len(sheet.fields)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.slug)
def test_choices_have_words_and_nothing_else_has(sheet):
    for field in sheet.fields:
        assert (field.kind == "choice") == (field.words is not None), field.name


def test_the_public_version_shows_no_price_no_weakness_and_no_person():
    shown = {field.name for field in public_fields()}
    assert {"name", "description", "state", "counting_class"} <= shown
    hidden = {field.name for field in SYSTEM_FIELDS if field.sensitive is not Sensitivity.NONE}
    assert {"licence", "migration_cost", "operating_system", "open_vulnerabilities", "fields_held"} <= hidden
    assert {"supplier", "business_owner", "technical_owner", "responsible_officer"} <= hidden
    assert not shown & hidden

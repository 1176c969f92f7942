"""What the public sees: every page without sign-on, and nothing that the policy leaves out.

Each field that is not for everyone gets a value that stands nowhere else; then every public address is walked.
"""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from lxml import etree

from callers import user_with
from daybook.access.views_guard import guard_of
from daybook.estate.actions.add_row import add_row
from daybook.estate.models import System
from daybook.estate.register.fields import SYSTEM_FIELDS, public_fields
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.actions.record_count import record_count
from daybook.oversight.audience import FORCE, PUBLIC
from daybook.oversight.models import Evidence
from daybook.oversight.published import FIELDS, LABELS
from daybook.oversight.sheets.catalogue import SHEETS
from daybook.oversight.sheets.fields import Shown
from daybook.oversight.sheets.reading import pounds
from estate_made import a_system
from oversight_made import YEAR, a_line, a_quarter, a_recommendation, day, keeper

pytestmark = pytest.mark.django_db
WHOLE = {
    "budget": {
        "line": "B-1",
        "year": YEAR,
        "title": "Old",
        "nature": "revenue",
        "purpose": "run",
        "original": "9000",
    },
    "benefits": {"number": "BEN-1", "title": "Saving", "owner": "Head of IT", "benefit_class": "cashable"},
    "skills": {"number": "S-1", "role": "Tester", "level": "4", "needed": "3", "held": "2"},
    "partners": {"number": "C-1", "body": "Marrow", "kind": "contract", "ends": day(300).isoformat()},
    "pilots": {"number": "P-1", "title": "A phone", "question": "Quicker?"},
    "risks": {"number": "R-1", "title": "Late", "likelihood": "3", "impact": "3"},
}
PENCE = 98_765_432_101


def secrets_of(sheet):
    """A value for each field that is not for everyone, by which it would be known anywhere."""
    found = {}
    for at, field in enumerate(sheet.fields):
        if field.shown is Shown.EVERYONE or field.name == "withheld" or field.kind == "user":
            continue
        found[field.name] = (
            f"{(PENCE + at) / 100:.2f}" if field.kind == "money" else f"SECRET-{sheet.slug[:8]}-{at}"
        )
    return found


def plant_system():
    """A system with a secret in every column that is not published, in its costs, its contract and its interface."""
    system = a_system("S1", "Quarry", unit="Crime", description="Keeps what is dug up.", **system_secrets())
    author = keeper()
    cost = {"number": "SECRET-K1", "system": "S1", "category": "people", "first_month": "2026-04-01"}
    add_row(author, "costs", cost | {"amount": f"{PENCE / 100:.2f}"})
    contract = {"number": "SECRET-C1", "title": "SECRET-title", "supplier": "SECRET-firm", "systems": "S1"}
    add_row(author, "contracts", contract | {"exit_fee": f"{PENCE / 100:.2f}"})
    return system


def system_secrets():
    """By column of the register that is not published, a value by which it would be known anywhere."""
    found = {}
    for field in SYSTEM_FIELDS:
        if field.name in FIELDS or field.name not in {one.name for one in System._meta.concrete_fields}:
            continue
        match field.kind:
            case "text" | "long":
                found[field.name] = f"SECRET-{field.name}"[:40]
            case "list":
                found[field.name] = [f"SECRET-{field.name}"]
            case "whole":
                found[field.name] = 98_765
            case "money":
                found[field.name] = PENCE
            case "date":
                found[field.name] = "1931-05-06"
    return found | {"worst_vulnerability": "9.8", "recovery_tier": 4, "in_use_since": 1931}


@pytest.fixture
def planted():
    owner = user_with("estate-manager", username="SECRETCOLLAR", last_name="SECRETNAME")
    a_recommendation(owner=owner, internal_note="SECRET-note")
    add_evidence(
        keeper(), "T-1", "document", "SECRET-title", filename="SECRET-file.txt", content=b"SECRET-content"
    )
    post_update(keeper(), "SECRET-update", "SECRET-text", day(-1), "T-1")
    post_update(keeper(), "Told to all", "The hall is given back.", day(-2), "T-1", public=True)
    for slug, values in WHOLE.items():
        keep_row(keeper(), slug, values | secrets_of(SHEETS[slug]))
    plant_system()
    a_system("SECRET-S2", "SECRET-row", classification="secret")
    other = {"number": "SECRET-K2", "system": "SECRET-S2", "category": "people", "amount": "55500000"}
    add_row(keeper(), "costs", other | {"first_month": "2026-04-01"})  # sums over all of it are published
    record_count(keeper())
    hidden = {"number": "W-9", "title": "SECRET-row", "withheld": "security"}
    keep_row(keeper(), "risks", WHOLE["risks"] | hidden)
    keep_row(
        keeper(),
        "partners",
        WHOLE["partners"] | {"number": "W-9", "body": "SECRET-row", "withheld": "commercial"},
    )
    a_line("W-9", title="SECRET-row", withheld="security")
    a_quarter("BEN-1", planned="100")


def routes():
    found = {"updates": [], "atom": [], "index": [], "register": [], "register-csv": [], "register-json": []}
    sheets = [[slug] for slug in SHEETS]
    rows = [
        [slug, row.number] for slug, sheet in SHEETS.items() for row in sheet.model._default_manager.all()
    ]
    proofs = [[one.pk] for one in Evidence.objects.all()]
    return {**{name: [[]] for name in found}, "sheet": sheets, "record": rows, "document": proofs}


def walked():
    """Every public address of this room with what it answers, charts' and rows' CSV among them."""
    client = Client()
    for name, each in routes().items():
        for given in each:
            address = reverse(f"open:{name}", args=given)
            page = text_of(client.get(address))
            yield address, page
            for query in sorted(set(re.findall(r'href="(\?csv=[a-z-]+)"', page))):
                yield address + query, text_of(client.get(address + query))


def text_of(response):
    assert response.status_code in (200, 404)
    return b"".join(response).decode()


def test_no_secret_stands_on_any_page_chart_or_download(planted):
    amounts = {text for at in range(40) for text in _amounts(PENCE + at)}
    pages = dict(walked())
    assert len(pages) > 35
    for address, text in pages.items():
        assert "SECRET" not in text, address
        assert not [amount for amount in amounts if amount in text], address
        assert "98,765" not in text, address
        assert "1931" not in text, address


def _amounts(pence):
    millions = {f"{pence / 1e8:.2f}", f"{pence / 1e8:.1f}"}
    return millions | {pounds(pence)[1:], str(pence), f"{pence / 100:.2f}", f"{pence / 100:,.2f}"}


def test_the_force_sees_what_is_planted_so_that_the_test_can_fail(planted):
    from callers import signed_on_client

    client = signed_on_client("overseer")
    for slug, secret in (("budget", "SECRET-budget"), ("partners", "SECRET-row"), ("risks", "SECRET-row")):
        assert secret in text_of(client.get(f"/oversight/{slug}/?csv=rows")), slug
    assert "SECRET-title" in text_of(client.get("/oversight/recommendations/T-1/"))
    page = text_of(
        signed_on_client("estate-manager").get(f"/estate/systems/{System.objects.get(number='S1').pk}/")
    )
    for word in ("SECRET-supplier", "SECRET-business_owner", "SECRET-version", "1931", "98,765", "SECRET-C1"):
        assert word in page


def test_every_public_route_of_the_house_beside_sign_on_is_walked():
    names = {
        f"{one.pattern}"
        for space in get_resolver().url_patterns
        if getattr(space, "namespace", "") == "open"
        for one in space.url_patterns
        if guard_of(one.callback).access == "public"
    }
    assert len(names) == len(routes())


def test_only_declared_fields_are_in_a_public_download(planted):
    for slug, sheet in SHEETS.items():
        head = text_of(Client().get(f"/open/{slug}/?csv=rows")).splitlines()[0]
        for field in sheet.fields:
            if field.shown is not Shown.EVERYONE:
                assert field.label not in head, (slug, field.name)


def test_the_policy_leaves_something_out_for_each_reason_and_the_force_sees_all():
    every = [field for sheet in SHEETS.values() for field in sheet.fields]
    assert {field.shown for field in every} == set(Shown)
    for sheet in SHEETS.values():
        assert len(FORCE.fields(sheet)) == len(sheet.fields)
        assert all(field.shown is Shown.EVERYONE for field in PUBLIC.fields(sheet))


def test_a_withheld_row_is_counted_and_in_no_sum(planted):
    page = text_of(Client().get("/open/budget/"))
    assert "1 row is not published, and in no sum here" in page
    numbers = text_of(Client().get("/open/budget/?csv=money-by-year"))
    assert f"{YEAR},0.0" in numbers
    a_line("B-7", original="5000000", withheld="commercial")
    assert text_of(Client().get("/open/budget/?csv=money-by-year")) == numbers


def test_a_document_is_public_only_where_it_is_meant_to_be(planted):
    hidden = Evidence.objects.get()
    assert Client().get(f"/open/document/{hidden.pk}/").status_code == 404
    shown = add_evidence(
        keeper(), "T-1", "document", "A paper", filename="a.txt", content=b"Hello", public=True
    )
    answer = Client().get(f"/open/document/{shown.pk}/")
    assert b"".join(answer) == b"Hello"
    assert answer["Content-Disposition"] == 'attachment; filename="a.txt"'


def test_each_page_says_as_at_its_method_its_licence_and_where_its_numbers_are(planted):
    for slug, sheet in SHEETS.items():
        page = text_of(Client().get(f"/open/{slug}/"))
        assert "As at " in page, slug
        assert sheet.method[:40] in page.replace("&#x27;", "'"), slug
        assert "Open Government Licence" in page
        assert "?csv=rows" in page
        assert "application/atom+xml" in page
        assert "noindex" not in page


def test_the_feed_is_atom_with_what_was_told_to_everyone(planted):
    feed = etree.fromstring(Client().get("/open/updates.atom").content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.xpath("string(a:id)", namespaces=space)
    assert feed.xpath("a:entry/a:title/text()", namespaces=space) == ["Told to all (T-1)"]
    assert feed.xpath("string(a:entry/a:published)", namespaces=space).startswith(day(-2).isoformat())
    assert re.match(r"urn:uuid:", feed.xpath("string(a:entry/a:id)", namespaces=space))


def test_the_register_is_shown_system_by_system_with_what_is_found_and_its_end(planted):
    a_system("S2", "Heron", state="live", migration_ends=day(400), named_users=90, active_users_90=1)
    page = " ".join(text_of(Client().get("/open/register/")).split())
    for words in ("Quarry", "Keeps what is dug up.", "Crime", "Heron", "Unused"):
        assert words in page, words
    assert "1 system is not published" in page
    assert "2 systems: 1 with a planned end, 0 retired." in page
    assert "Systems one by one" in text_of(Client().get("/open/"))


def test_the_register_is_chosen_from_by_state_finding_and_unit(planted):
    a_system("S2", "Heron", unit="Custody", state="frozen", business_owner="Somebody")
    for query in ("state=frozen", "unit=Custody"):
        page = text_of(Client().get(f"/open/register/?{query}"))
        assert "Heron" in page
        assert "Quarry" not in page


def test_the_register_is_downloaded_with_the_published_columns_alone(planted):
    lines = text_of(Client().get("/open/register.csv")).splitlines()
    assert lines[0].lstrip("\ufeff") == ",".join(LABELS.values())
    assert len(lines) == 2
    found = Client().get("/open/register.json").json()
    assert found["withheld"] == 1
    assert [one["name"] for one in found["systems"]] == ["Quarry"]
    assert set(found["systems"][0]) == set(LABELS)


def test_every_published_column_is_one_that_the_policy_of_the_register_shows():
    assert set(FIELDS) <= {field.name for field in public_fields()}


def test_what_is_not_there_is_said(db):
    for address in (
        "/open/wishes/",
        "/open/risks/R-9/",
        "/open/document/018f0000-0000-7000-8000-000000000001/",
    ):
        assert Client().get(address).status_code == 404
    for slug in SHEETS:
        assert "Nothing is entered yet" in text_of(Client().get(f"/open/{slug}/"))

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
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.actions.record_count import record_count
from daybook.oversight.audience import FORCE, PUBLIC
from daybook.oversight.models import Evidence
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
    a_system("SECRET-S1", "SECRET-system", supplier="SECRET-supplier", named_users=90, active_users_90=1)
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
    found = {"updates": [], "atom": [], "index": []}
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


def _amounts(pence):
    millions = {f"{pence / 1e8:.2f}", f"{pence / 1e8:.1f}"}
    return millions | {pounds(pence)[1:], str(pence), f"{pence / 100:.2f}", f"{pence / 100:,.2f}"}


def test_the_force_sees_what_is_planted_so_that_the_test_can_fail(planted):
    from callers import signed_on_client

    client = signed_on_client("overseer")
    for slug, secret in (("budget", "SECRET-budget"), ("partners", "SECRET-row"), ("risks", "SECRET-row")):
        assert secret in text_of(client.get(f"/oversight/{slug}/?csv=rows")), slug
    assert "SECRET-title" in text_of(client.get("/oversight/recommendations/T-1/"))


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


def test_what_is_not_there_is_said(db):
    for address in (
        "/open/wishes/",
        "/open/risks/R-9/",
        "/open/document/018f0000-0000-7000-8000-000000000001/",
    ):
        assert Client().get(address).status_code == 404
    for slug in SHEETS:
        assert "Nothing is entered yet" in text_of(Client().get(f"/open/{slug}/"))

"""From the request to the bundle: all is there, others are not, and nothing leaves before a person has looked."""

import io
import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from callers import caller_with
from custody_made import sergeant
from daybook.access.actions.open_sealed import open_sealed
from daybook.book.models import Entry
from daybook.legacy.models import Delivery
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.hold_source import hold_source
from daybook.records.actions.release_subject_bundle import NotReviewedError, release_subject_bundle
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.actions.set_handling import set_handling
from daybook.records.subject_access.bundle import Bundle
from daybook.records.subject_access.kept import content_of
from deeds.legacy import refused_delivery
from report_samples import recorded
from subject_made import asked, collected, decide, held, review_all

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def what(standing):
    with standing():
        made = held()
        row = refused_delivery("confirmed")
        row.record_id, row.reference = made.arrest.pk, "LG 26/000411"
        row.save()
        return made


def released(what, request=None):
    request = request or collected(what)
    review_all(what, request)
    done = release_subject_bundle(what.dpo, request)
    return done, {file.form: content_of(file) for file in done.files.all()}


def pdf_text(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_bundle_holds_every_section_and_nobody_else(what):
    _, files = released(what)
    bundle = Bundle.model_validate_json(files["json"])
    names = {section.name for section in bundle.sections}
    assert names == {"person", "report", "custody", "file", "delivery", "change", "look", "disclosure"}
    for content in (files["json"].decode(), pdf_text(files["pdf"])):
        assert "O’Brien" in content
        assert "Theft from a shop" in content
        assert "LG 26/000411" in content
        for other in ("Quill", "Ada", "Okafor", "900456"):
            assert other not in content, other
    assert {one.rule for one in bundle.withheld} >= {"SAR-1", "SAR-5", "SAR-7", "SAR-12"}


def test_the_schema_in_the_docs_is_the_one_of_the_bundle():
    schema = json.dumps(Bundle.model_json_schema(), indent=2) + "\n"
    assert (DOCS / "subject-access.schema.json").read_text() == schema


def test_nothing_is_released_before_every_item_is_reviewed(what):
    request = collected(what)
    with pytest.raises(NotReviewedError):
        release_subject_bundle(what.dpo, request)
    *most, last = request.items.order_by("place")
    for row in most:
        decide(what, row)
    with pytest.raises(NotReviewedError, match="1 items"):
        release_subject_bundle(what.dpo, request)
    decide(what, last)
    done = release_subject_bundle(what.dpo, request)
    told = Entry.objects.get(kind="subject-access:released", record_id=what.person.pk)
    assert told.act == "disclosure"
    assert len(done.pdf_sha256) == 64
    with pytest.raises(ValueError, match="released"):
        collect_subject_data(what.dpo, done)
    with pytest.raises(ValueError, match="not yet released"):
        decide(what, last)


def test_only_those_with_the_permission(what):
    officer = caller_with("officer")
    with pytest.raises(PermissionDenied):
        collect_subject_data(officer, asked(what))
    with pytest.raises(PermissionDenied):
        review_subject_item(officer, collected(what).items.first())


def test_a_person_lifts_a_redaction_and_adds_one(what):
    request = collected(what)
    row = request.items.get(key=f"report:{what.arrest.pk}")
    item = next(one for one in _items(what, request) if one.key == row.key)
    place = next(place for place, _, part in item.redactions() if part.rule == "SAR-5")
    offence = next(n for n, fact in enumerate(item.facts) if fact.label == "Offence")
    with pytest.raises(ValueError, match="Say why"):
        decide(what, row, exemption="", reason="", shown=[place])
    review_all(what, request)
    decide(what, row, exemption="", shown=[place], hidden=[offence], reason="He wrote to her himself.")
    bundle = release_subject_bundle(what.dpo, request).files.get(form="json")
    content = content_of(bundle).decode()
    assert "Okafor" in content
    assert "Theft from a shop" not in content


def _items(what, request):
    from daybook.records.queries.subject_requests import all_items

    return all_items(what.dpo, request)


def test_collected_anew_a_decision_holds_only_for_what_did_not_change(what):
    request = collected(what)
    review_all(what, request)
    set_handling(caller_with("inspector"), what.arrest, "restricted", reason="Threats.")
    again = collect_subject_data(what.dpo, request)
    with pytest.raises(NotReviewedError):
        release_subject_bundle(what.dpo, again)
    row = again.items.get(key=f"report:{what.arrest.pk}")
    assert row.whole == "SAR-8"
    review_all(what, again)
    assert (
        "Theft from a shop"
        not in content_of(release_subject_bundle(what.dpo, again).files.get(form="json")).decode()
    )


def test_a_sealed_report_is_decided_only_by_who_opened_it(what):
    set_handling(caller_with("inspector"), what.arrest, "sealed", reason="Threats.")
    request = collected(what)
    row = request.items.get(key=f"report:{what.arrest.pk}")
    with pytest.raises(ValueError, match="sealed"):
        decide(what, row)
    open_sealed(what.dpo, "event", what.arrest.pk, reason="To answer the person", purpose="data-rights")
    decide(what, row)


def test_what_shows_a_source_is_never_collected():
    what = held()
    report = recorded("intelligence", caller_with("inspector"))
    hold_source(caller_with("intelligence-evaluator"), report, "Marigold of Mill Lane")
    from daybook.book import writing
    from helpers import OFFICER
    from people_made import link

    with writing("records:linked", OFFICER) as page:
        page.save(link(what.person, "namedIn", report))
    request = collected(what)
    item = next(one for one in _items(what, request) if one.key == f"report:{report.pk}")
    text = item.model_dump_json()
    assert "Marigold" not in text
    assert report.details["text"] not in text
    place = next(place for place, _, part in item.redactions() if part.rule == "SAR-4")
    row = request.items.get(key=item.key)
    assert row.whole == "SAR-6"
    with pytest.raises(ValueError, match="never released"):
        decide(what, row, exemption="", shown=[place], reason="Why not.")


def test_custody_follows_the_rules_of_a_copy_for_the_detainee(what):
    text = next(one for one in _items(what, collected(what)) if one.section == "custody").model_dump_json()
    assert "rang to ask after her" in text


def test_entries_are_told_by_role(what):
    found = {one.key: one for one in _items(what, collected(what))}
    assert any("Officer" in fact.label for fact in found["change"].facts)
    assert "Test" not in found["change"].model_dump_json() + found["look"].model_dump_json()


def test_what_is_kept_cannot_be_read_in_the_database(what):
    request = collected(what)
    assert not any(b"Brien" in bytes(row.sealed) for row in request.items.all())
    assert not Entry.objects.filter(kind="subject-access:collected", value__change__contains="Quill").exists()


def test_the_command_writes_a_draft_that_says_so(what, tmp_path):
    user = what.dpo.user.username
    call_command("records_subject_access", str(what.person.pk), "--out", str(tmp_path), "--as", user)
    assert Bundle.model_validate_json((tmp_path / "draft.json").read_bytes()).status == "draft"
    assert "NOT TO LEAVE THE FORCE" in pdf_text((tmp_path / "draft.pdf").read_bytes())
    assert Entry.objects.filter(kind="subject-access:drafted", record_id=what.person.pk).exists()


def test_the_command_gives_the_released_files_and_refuses_others(what, tmp_path):
    done, files = released(what)
    words = [str(what.person.pk), "--out", str(tmp_path), "--request", done.number]
    call_command("records_subject_access", *words, "--as", what.dpo.user.username)
    assert (tmp_path / "bundle.pdf").read_bytes() == files["pdf"]
    with pytest.raises(CommandError, match="roles do not include"):
        call_command("records_subject_access", *words, "--as", sergeant().user.username)
    with pytest.raises(CommandError, match="not released"):
        call_command("records_subject_access", *words[:-1], "SA/9999999/26", "--as", what.dpo.user.username)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("records_subject_access", *words, "--as", "nobody")


def test_no_delivery_row_is_touched(what):
    before = Delivery.objects.count()
    released(what)
    assert Delivery.objects.count() == before

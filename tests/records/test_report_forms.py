"""The desk form: what is typed stays, what is wrong is said where it is, and every step works without scripts."""

import re
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.records.forms.check import check
from daybook.records.forms.typed import posted_of, typed_from
from daybook.records.models import Draft, Event, Person
from daybook.records.reports import all_types
from daybook.records.reports.arrest import Arrest
from daybook.records.reports.crime import Crime
from helpers import arrest
from typed_forms import POSTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    return signed_on_client("officer")


@pytest.fixture
def address():
    return f"{reverse('records:new-report', args=['arrest'])}?draft={uuid4()}"


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_whole_form_becomes_an_arrest(officer, address):
    answer = officer.post(address, POSTED)
    event = Event.objects.get()
    assert answer.headers["Location"] == reverse("records:event", args=[event.pk])
    assert event.happened_from.isoformat() == "2026-11-21T14:02:00+00:00"
    page = officer.get(answer.headers["Location"])
    assert "Ada Quill" in text(page)
    assert "Theft from" in text(page)


def test_submitting_the_same_form_again_shows_the_same_arrest(officer, address):
    officer.post(address, POSTED)
    officer.post(address, POSTED)
    assert Event.objects.count() == 1


def test_nothing_typed_is_lost_when_something_is_wrong(officer, address):
    answer = officer.post(address, POSTED | {"happened_at.day": "31", "happened_at.month": "2"})
    assert answer.status_code == 422
    assert "31/2/2026 is not a real date" in text(answer)
    assert 'value="Quill"' in text(answer)
    assert "Seen by store staff" in text(answer)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"people_arrested.0.family_name": "", "people_arrested.0.given_names": ""},
            "Enter the person&#x27;s name",
        ),
        ({"offences.code": ""}, "Choose at least one offence."),
        ({"offences.code": "ZZ99999"}, "There is no offence code ZZ99999"),
        ({"grounds": "  "}, "Enter grounds for suspecting the person."),
        ({"necessity": ""}, "Choose why the arrest was necessary"),
        ({"necessity_reason": ""}, "Say in your own words why the arrest was necessary."),
        ({"happened_at.time": "25:00"}, "25:00 is not a time of day"),
        ({"happened_at.year": "2090"}, "This is in the future."),
        ({"people_arrested.0.date_of_birth.month": "13"}, "1/13/1990 is not a real date"),
        ({"place.latitude": "54"}, "A point needs both its latitude and its longitude."),
        ({"place.postcode": "NOT ONE"}, "ostcode"),
        ({"people_arrested.0.postcode": "ZZ1"}, "This is only the first half of a postcode."),
        ({"people_arrested.0.postcode": "NOT ONE"}, "such as SW1A 1AA"),
    ],
)
def test_what_cannot_be_true_is_refused_with_a_sentence(officer, address, changed, sentence):
    answer = officer.post(address, POSTED | changed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "There is a problem" in text(answer)


def test_a_wrong_check_letter_warns_and_lets_the_officer_go_on_with_a_reason(officer, address):
    wrong = POSTED | {"people_arrested.0.pncid": "81/34T"}
    answer = officer.post(address, wrong)
    assert answer.status_code == 422
    assert "check letter" in text(answer)
    key = re.search(r'name="(reason\.[^"]+)"', text(answer))[1]
    assert officer.post(address, wrong | {key: "So it stands on the printout"}).status_code == 302
    number = Person.objects.get().identifiers.get()
    assert (number.raw, number.valid) == ("81/34T", False)
    entry = Entry.objects.get(kind="arrest:recorded")
    assert "So it stands on the printout" in entry.value.change


def test_what_is_doubted_at_the_end_of_the_form_is_said_at_its_top(officer, address):
    answer = text(officer.post(address, POSTED | {"people_arrested.0.pncid": "81/34T"}))
    summary, form = answer.split("<h1", 1)
    assert "Not recorded yet: look at this again" in summary
    assert re.search(r'href="#(reason[^"]+)">The check letter of this PNCID should be', summary)
    assert "check letter" in form


def test_a_place_outside_the_force_warns(officer, address, settings, tmp_path):
    area = tmp_path / "area.json"
    area.write_text('{"type":"Polygon","coordinates":[[[0,50],[1,50],[1,51],[0,51],[0,50]]]}')
    settings.FORCE_BOUNDARY = str(area)
    answer = officer.post(address, POSTED | {"place.latitude": "53", "place.longitude": "-2"})
    assert answer.status_code == 422
    assert "lies outside" in text(answer)


def test_people_are_added_and_removed_without_scripts(officer, address):
    answer = officer.post(address, POSTED | {"do": "add:people_arrested"})
    assert 'name="people_arrested.1.family_name"' in text(answer)
    answer = officer.post(
        address, POSTED | {"people_arrested.1.family_name": "Reed", "do": "remove:people_arrested.0"}
    )
    assert 'value="Reed"' in text(answer)
    assert 'value="Quill"' not in text(answer)


def test_offences_are_found_and_added_without_scripts(officer, address):
    answer = officer.post(
        address, POSTED | {"offences.find": "theft shop", "do": "find:offences", "offences.code": ""}
    )
    assert "offence:offences:TH68010" in text(answer)
    answer = officer.post(address, POSTED | {"offences.code": "", "do": "offence:offences:TH68010"})
    assert 'name="offences.code" value="TH68010"' in text(answer)


def test_somebody_on_record_is_chosen_instead_of_typed_again(officer, address):
    officer.post(address, POSTED)
    person = Person.objects.get()
    second = address.replace(address[-36:], str(uuid4()))
    found = officer.post(second, POSTED | {"do": "look:people_arrested.0"})
    assert f"choose:people_arrested.0:{person.pk}" in text(found)
    chosen = officer.post(second, POSTED | {"do": f"choose:people_arrested.0:{person.pk}"})
    assert "Ada Quill" in text(chosen)
    rest = {key: value for key, value in POSTED.items() if not key.startswith("people_arrested")}
    assert officer.post(second, rest | {"people_arrested.0.person_id": str(person.pk)}).status_code == 302
    assert Person.objects.count() == 1
    assert Event.objects.count() == 2


def test_a_button_that_the_form_has_not_is_refused(officer, address):
    assert officer.post(address, POSTED | {"do": "add:officer"}).status_code == 400
    assert officer.post(address, POSTED | {"do": "remove:people_arrested.x"}).status_code == 400


def test_a_draft_reopens_on_another_desk_and_is_unreadable_in_the_database(officer, address, client):
    draft = address[-36:]
    save = reverse("records:save-draft", args=["arrest", draft])
    typed = QueryDict(mutable=True)
    typed.update(POSTED | {"grounds": "Half a sen"})
    assert officer.post(save, typed.urlencode(), "application/x-www-form-urlencoded").status_code == 204
    assert b"Quill" not in bytes(Draft.objects.get().sealed)
    assert "Half a sen" in text(officer.get(address))


def test_a_draft_is_its_authors_alone(officer, address, client):
    officer.post(reverse("records:save-draft", args=["arrest", address[-36:]]), "grounds=mine", "text/plain")
    other = signed_on_client("officer")
    assert "mine" not in text(other.get(address))
    save = reverse("records:save-draft", args=["arrest", address[-36:]])
    assert other.post(save, "grounds=theirs", "text/plain").status_code == 409


def test_submitting_discards_the_draft(officer, address):
    officer.post(address, POSTED | {"do": "add:people_arrested"})
    assert Draft.objects.exists()
    officer.post(address, POSTED)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("slug", ["arrest", "crime", "incident"])
def test_every_report_type_has_a_form_and_a_schema(officer, slug):
    form = officer.get(reverse("records:new-report", args=[slug]), follow=True)
    assert form.status_code == 200
    schema = officer.get(reverse("records:report-schema", args=[slug])).json()
    assert set(schema["properties"]) == set(all_types()[slug].model_fields)


def test_the_victim_of_a_crime_cannot_be_its_suspect():
    same = {"person_id": str(uuid4())}
    typed = {
        "happened_at": "2026-11-20T10:00:00+00:00",
        "reported_at": "2026-11-20T11:00:00+00:00",
        "place": {"description": "Market Place"},
        "offences": [{"code": "TH68010"}],
        "summary": "Taken from a shelf.",
        "victims": [same],
        "suspects": [same],
    }
    assert "cannot be its suspect" in check(Crime, typed).errors["suspects"]


def test_what_is_typed_survives_being_a_draft():
    posted = QueryDict(mutable=True)
    posted.update({key: value for key, value in POSTED.items() if key != "do"})
    typed = typed_from(posted, Arrest)
    again = QueryDict(mutable=True)
    for key, value in posted_of(typed):
        again.appendlist(key, value)
    assert typed_from(again, Arrest) == typed


def test_a_field_the_report_has_not_is_refused():
    assert check(Arrest, arrest(favourite_colour="blue")).errors


def test_who_it_may_be_is_offered_while_typing_and_the_look_is_written(officer, address):
    officer.post(address, POSTED)
    person = Person.objects.get()
    typed = {"path": "people_arrested.0", "people_arrested.0.family_name": "qui"}
    answer = officer.post(reverse("records:person-candidates", args=["arrest"]), typed)
    assert f"choose:people_arrested.0:{person.pk}" in text(answer)
    look = Entry.objects.filter(kind="search:run").latest("written_at")
    assert (look.act, person.pk.hex in look.value.change) == ("consultation", True)
    nobody = officer.post(
        reverse("records:person-candidates", args=["arrest"]),
        typed | {"people_arrested.0.family_name": "xyz"},
    )
    assert "Nobody on record fits." in text(nobody)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"people_arrested.0.family_name": "X" * 300},
            "Family name: write at most 80 characters; these are 300.",
        ),
        ({"people_arrested.0.height_cm": "900"}, "Height in centimetres: this must be 272 or less."),
        ({"place.description": ""}, "Say where it happened."),
    ],
)
def test_a_limit_is_named_with_its_field(officer, address, changed, sentence):
    answer = officer.post(address, POSTED | changed)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_the_page_opens_at_the_person_who_was_added(officer, address):
    answer = officer.post(address, POSTED | {"do": "add:people_arrested"})
    (fieldset,) = re.findall(r"<fieldset[^>]*autofocus[^>]*>", answer.content.decode())
    assert 'data-person="people_arrested.1"' in fieldset


def test_each_fold_says_what_is_in_it(officer, address):
    folds = re.findall(r"More details: ([^<]+)<", officer.get(address).content.decode())
    assert folds[0] == "PNCID, CRO number, driver number and more"
    assert len(set(folds)) == len(folds)


def test_mistakes_are_listed_in_the_order_of_the_page(officer, address):
    wrong = {"people_arrested.0.date_of_birth.month": "13", "place.description": "", "grounds": ""}
    links = re.findall(r'<a href="#([^"]+)">', officer.post(address, POSTED | wrong).content.decode())
    assert [re.split(r"[-_.]", link)[0] for link in links] == ["people", "place", "grounds"]

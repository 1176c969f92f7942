"""Words that name no offence are never dropped at the end of a form: kept in their box, and said."""

import pytest

from callers import signed_on_client
from daybook.records.models import Draft, Event
from typed_forms import POSTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_on_client("officer")


@pytest.fixture
def address(officer):
    return officer.get("/reports/arrest/new/").url


@pytest.mark.parametrize("chosen", ["", "TH68010"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ZZ99999", "No offence has the code or the words “ZZ99999”. Search in fewer or other words"),
        (
            "theft from a shop",
            "“theft from a shop” is not yet an offence of this report. Choose one from the list",
        ),
    ],
)
def test_words_that_are_no_code_stop_the_report_and_stay(officer, address, chosen, words, said):
    page = officer.post(address, POSTED | {"offences.code": chosen, "offences.find": words})
    text = page.content.decode()
    assert page.status_code == 422
    assert said in text
    assert f'value="{words}"' in text
    assert not Event.objects.exists()
    assert Draft.objects.count() == 1


def test_what_the_words_find_is_offered_and_one_press_chooses_it(officer, address):
    page = officer.post(address, POSTED | {"offences.code": "", "offences.find": "theft shop"})
    assert 'value="offence:offences:TH68010"' in page.content.decode()
    chosen = officer.post(address, POSTED | {"offences.code": "", "do": "offence:offences:TH68010"})
    assert 'name="offences.code" value="TH68010"' in chosen.content.decode()


def test_a_whole_code_in_the_box_is_the_offence(officer, address):
    page = officer.post(address, POSTED | {"offences.code": "", "offences.find": "th68010"})
    assert page.status_code == 302
    assert Event.objects.get().offences.get().code == "TH68010"


def test_amending_keeps_the_words_too(officer, address):
    event = Event.objects.get(pk=officer.post(address, POSTED).url.split("/")[-2])
    typed = {key: value for key, value in POSTED.items() if not key.startswith("people_arrested")}
    more = {"offences.find": "burglery", "why": "CCTV", "version": str(event.version)}
    page = officer.post(f"/events/{event.pk}/amend/", typed | more)
    assert page.status_code == 422
    assert "No offence has the code or the words “burglery”." in page.content.decode()
    assert Event.objects.get().version == event.version

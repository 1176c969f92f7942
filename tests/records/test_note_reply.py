"""Numbers that another system gives back are filed with their source, once."""

from uuid import uuid4

import pytest

from callers import caller_with
from daybook.book.author import system
from daybook.book.models import Entry
from daybook.records.actions.note_reply import note_reply
from daybook.records.actions.record_report import record_report
from daybook.records.identifiers import Asn, IdentifierError
from daybook.records.models import Event, Identifier
from daybook.records.reports.arrest import Arrest
from helpers import arrest

pytestmark = pytest.mark.django_db
AUTHOR = system("deliver")
ASN = Asn.make(26, "99", "ZD", "01", 17).canonical


@pytest.fixture
def event():
    report = Arrest.model_validate(arrest())
    return record_report(caller_with("officer"), report, submission=uuid4())[0]


def note(event, **numbers):
    return note_reply(AUTHOR, event.pk, source="national_computer", **numbers)


def pncids():
    return list(
        Identifier.objects.filter(scheme="pncid").order_by("id").values_list("canonical", "source", "valid")
    )


def test_the_asn_goes_on_the_arrest_and_the_pncid_to_the_person(event):
    note(event, asn=ASN, pncid="81/34U")
    assert Event.objects.get().asn == ASN
    assert ("1981/0000034U", "national_computer", True) in pncids()
    entry = Entry.objects.get(kind="arrest:numbered")
    assert (entry.act, entry.record_id) == ("collection", event.pk)


def test_the_same_answer_again_changes_nothing(event):
    for _ in range(2):
        note(event, asn=ASN, pncid="81/34U")
    assert Entry.objects.filter(kind="arrest:numbered").count() == 1
    assert Event.objects.get().version == 2


def test_a_pncid_that_disagrees_stands_beside_the_one_held(event):
    from daybook.records.identifiers import PncId

    other = PncId.make(1999, 77).canonical
    note(event, pncid=other)
    assert [(canonical, source) for canonical, source, _ in pncids()] == [
        ("1981/0000034U", "daybook"),
        (other, "national_computer"),
    ]


def test_a_pncid_with_a_wrong_letter_is_kept_as_it_came_and_marked(event):
    note(event, pncid="81/34A")
    assert ("81/34A", "national_computer", False) in pncids()


def test_an_asn_that_is_none_does_not_go_on_the_arrest(event):
    with pytest.raises(IdentifierError):
        note(event, asn="not a number")
    assert Event.objects.get().asn == ""


def test_another_asn_later_is_told_but_does_not_replace_the_first(event):
    note(event, asn=ASN)
    note(event, asn=Asn.make(26, "99", "ZD", "01", 18).canonical)
    assert Event.objects.get().asn == ASN
    assert Entry.objects.filter(kind="arrest:numbered").count() == 2

"""The exceptions desk and the page of all systems."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.legacy.engine.late import file_replies
from daybook.legacy.engine.ports import Outcome, Reply, chance
from daybook.legacy.models import Delivery, State, System, UnmatchedReply
from daybook.records.documents import report_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def sergeant():
    return signed_on_client("sergeant")


def person_of(delivery):
    return report_document(delivery.record_id)["person"]["id"]


def post(client, name, *args, **fields):
    return client.post(reverse(f"legacy:{name}", args=args), fields, follow=True)


def test_the_desk_lists_what_was_refused_by_cause(sergeant, refused, office):
    page = sergeant.get(reverse("legacy:desk")).content.decode()
    assert office.event.number in page
    assert "The surname is not allowed." in page
    assert "E12" in page
    other = sergeant.get(reverse("legacy:desk"), {"code": "E12", "system": "ledger"}).content.decode()
    assert office.event.number in other


def test_one_exception_shows_field_value_and_remedy(sergeant, refused):
    page = sergeant.get(reverse("legacy:exception", args=[refused.pk])).content.decode()
    assert "person.family_name" in page
    assert "Quill" in page
    assert "Correct it." in page
    assert f"/people/{person_of(refused)}/correct/" in page
    assert "Amend the report" not in page
    assert Entry.objects.filter(kind="event:viewed", record_id=refused.record_id).exists()


def test_send_again_makes_it_anew_and_is_written_down(sergeant, refused, office):
    assert "sent to Ledger again" in post(sergeant, "resend", refused.pk).content.decode()
    assert Entry.objects.get(kind="delivery:retried").user_id == sergeant.user.pk
    office.deliver()
    assert Delivery.objects.get().state == State.CONFIRMED


def test_all_of_one_cause_are_sent_again_at_once(sergeant, refused, office):
    post(sergeant, "resend-all", system="ledger", code="E12")
    office.deliver()
    assert Delivery.objects.get().state == State.CONFIRMED


def test_taking_back_needs_a_reason_and_keeps_what_was_typed(sergeant, refused):
    answer = post(sergeant, "withdraw", refused.pk, reason=" ")
    assert answer.status_code == 422
    assert "Enter why this system shall not have the report." in answer.content.decode()
    assert Delivery.objects.get().state == State.REFUSED
    post(sergeant, "withdraw", refused.pk, reason="Recorded there by hand.")
    assert Delivery.objects.get().state == State.WITHDRAWN
    assert Entry.objects.filter(kind="delivery:withdrawn").exists()


def test_what_may_have_arrived_cannot_be_taken_back(sergeant, office):
    office.deliver(Outcome("failed", reason="No answer."))
    row = Delivery.objects.get()
    assert "may have this report" in post(sergeant, "withdraw", row.pk, reason="No.").content.decode()
    assert Delivery.objects.get().state == State.WAITING


def test_one_person_works_on_it_at_a_time_and_the_lock_runs_out(sergeant, refused):
    post(sergeant, "lock", refused.pk)
    other = signed_on_client("inspector")
    assert "is working on this" in other.get(reverse("legacy:exception", args=[refused.pk])).content.decode()
    assert "Another person is working" in post(other, "resend", refused.pk).content.decode()
    assert Delivery.objects.get().state == State.REFUSED
    Delivery.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    post(other, "resend", refused.pk)
    assert Delivery.objects.get().state == State.DUE


def test_an_exception_given_back_is_free_for_a_colleague(sergeant, refused):
    post(sergeant, "lock", refused.pk)
    post(sergeant, "unlock", refused.pk)
    other = signed_on_client("inspector").get(reverse("legacy:exception", args=[refused.pk]))
    assert "is working on this" not in other.content.decode()


def test_an_officer_has_no_desk(office):
    assert signed_on_client("officer").get(reverse("legacy:desk")).status_code == 403


def test_an_answer_that_fits_nothing_is_read_and_settled(sergeant, office):
    reply = Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<ack>strange</ack>")
    file_replies(office.system, [reply], timezone.now(), chance())
    row = UnmatchedReply.objects.get()
    assert "never sent" in sergeant.get(reverse("legacy:desk")).content.decode()
    url = reverse("legacy:reply", args=[row.pk])
    assert "strange" in sergeant.get(url).content.decode()
    assert "Enter what was found out" in sergeant.post(url, {"reason": ""}).content.decode()
    sergeant.post(url, {"reason": "Theirs: a test message."})
    assert "never sent" not in sergeant.get(reverse("legacy:desk")).content.decode()


def test_the_page_of_all_systems_pauses_and_resumes(refused):
    client = signed_on_client("estate-manager")
    page = client.get(reverse("legacy:systems")).content.decode()
    assert "Answering" in page
    post(client, "pause", "ledger", reason="Move")
    assert System.objects.get().paused
    assert "Paused" in client.get(reverse("legacy:systems")).content.decode()
    post(client, "resume", "ledger")
    assert not System.objects.get().paused
    assert list(
        Entry.objects.filter(kind__startswith="system:").values_list("kind", flat=True).order_by("id")
    ) == [
        "system:paused",
        "system:resumed",
    ]


def test_who_may_only_look_has_no_buttons(office):
    client = signed_on_client("officer")
    assert "Pause" not in client.get(reverse("legacy:systems")).content.decode()
    assert post(client, "pause", "ledger").status_code == 403


def test_an_unknown_system_is_named_in_a_sentence(office):
    client = signed_on_client("administrator")
    assert "There is no old system" in post(client, "pause", "nowhere").content.decode()


def test_the_desk_needs_few_queries(sergeant, refused, django_assert_max_num_queries):
    sergeant.get(reverse("legacy:desk"))
    with django_assert_max_num_queries(29):
        sergeant.get(reverse("legacy:desk"))

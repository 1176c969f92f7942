"""The review desk, walked by two people."""

import pytest
from django.conf import settings
from django.core.management import call_command

from callers import signed_on_client
from daybook.records.models import DisposalOrder, LegalHold, Person
from retention_made import FAMILY, planted

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def what(standing, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, standing():
        patch.setattr(settings, "ATTACHMENTS", tmp_path_factory.mktemp("attachments"))
        made = planted()
        call_command("records_retention", quiet=True)
        yield made


@pytest.fixture
def clients(what):
    return signed_on_client(user=what.registrar.user), signed_on_client(user=what.dpo.user)


def test_from_the_queue_to_the_notice(what, clients):
    registrar, dpo = clients
    here = f"/retention/people/{what.person.pk}/"
    queue = registrar.get("/retention/").content.decode()
    assert here in queue
    assert FAMILY not in queue
    page = registrar.get(here).content.decode()
    assert "Exactly this would go" in page
    assert "nothing open" in page
    proposed = registrar.post(f"/retention/people/{what.person.pk}/propose/")
    order = DisposalOrder.objects.get()
    address = f"/retention/orders/{order.pk}/"
    assert proposed.url == address
    assert registrar.post(f"/retention/orders/{order.pk}/approve/", {"answer": "approve"}).status_code == 403
    assert "Look at review 1" in dpo.get(address).content.decode()
    assert dpo.post(f"/retention/orders/{order.pk}/carry-out/").status_code == 422
    assert dpo.post(f"{address}approve/", {"answer": "approve"}).status_code == 302
    assert dpo.post(f"{address}carry-out/").status_code == 302
    page = dpo.get(address).content.decode()
    assert "LG 15/000411" in page
    assert "ledger is not joined any more" in page
    assert FAMILY not in page
    assert dpo.post(f"/retention/notices/{order.notices.get().pk}/settle/").status_code == 302
    assert "LG 15/000411" not in dpo.get(address).content.decode()
    assert not Person.objects.filter(pk=what.person.pk).exists()
    assert dpo.get(here).status_code == 404


def test_kept_with_a_reason(what, clients):
    here = f"/retention/people/{what.person.pk}/"
    answer = clients[0].post(f"{here}keep/", {"criteria": ["harm"]})
    assert answer.status_code == 422
    assert (
        'id="criteria-harm" name="criteria" type="checkbox" value="harm" checked' in answer.content.decode()
    )
    assert clients[0].post(f"{here}keep/", {"criteria": ["harm"], "reason": "Seen."}).status_code == 302
    assert here not in clients[0].get("/retention/").content.decode()
    assert clients[0].post(f"{here}propose/").status_code == 422


def test_held_and_let_go(what, clients):
    said = {"reason": "A claim", "asked_by": "Lawyers"}
    day = {"review_on-day": "1", "review_on-month": "1", "review_on-year": "2099"}
    assert clients[1].post(f"/people/{what.person.pk}/hold/", said).status_code == 422
    assert clients[1].post(f"/people/{what.person.pk}/hold/", said | day).status_code == 302
    page = clients[1].get(f"/retention/people/{what.person.pk}/").content.decode()
    assert "A legal hold stands" in page
    assert "Propose this disposal" not in page
    hold = LegalHold.objects.get(lifted_at=None)
    assert clients[1].post(f"/retention/holds/{hold.pk}/lift/", {"reason": "Settled"}).status_code == 302
    assert (
        "A legal hold stands" not in clients[1].get(f"/retention/people/{what.person.pk}/").content.decode()
    )


def test_others_are_turned_away(what):
    client = signed_on_client("officer")
    for address in ("/retention/", f"/retention/people/{what.person.pk}/", f"/people/{what.person.pk}/hold/"):
        assert client.get(address).status_code == 403

"""Files are kept whole, once, out of reach of the web server, and refused with a sentence."""

import hashlib
import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.records.attachment_store import path_of, receive
from daybook.records.attachments_check import HEAD_LENGTH, AttachmentError
from daybook.records.models import Attachment
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 200_000
PROGRAM = b"MZ" + b"\0" * 500


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path / "attachments"
    return settings.ATTACHMENTS


@pytest.fixture
def client():
    return signed_on_client("officer")


@pytest.fixture
def event(client):
    return event_of(client.user, (record(ZOE), "arrested"))


def attach(client, event, *files):
    given = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    return client.post(f"/events/{event.pk}/attach/", given)


def test_a_file_is_stored_under_its_hash_and_in_the_book(client, event):
    assert attach(client, event, ("statement.pdf", PDF)).status_code == 302
    row = Attachment.objects.get()
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert path_of(row.sha256).read_bytes() == PDF
    assert stat.S_IMODE(path_of(row.sha256).stat().st_mode) == 0o400
    assert Entry.objects.get(kind="attachment:added").record_id == event.pk
    assert b"statement.pdf" in client.get(f"/events/{event.pk}/").content


def test_the_same_content_is_stored_once(client, event, store):
    other = event_of(client.user)
    attach(client, event, ("one.pdf", PDF))
    attach(client, other, ("two.pdf", PDF))
    assert Attachment.objects.count() == 2
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1
    again = attach(client, event, ("three.pdf", PDF))
    assert b"attached to the report already" in again.content


def test_a_refused_file_leaves_the_others(client, event, store):
    page = attach(client, event, ("good.pdf", PDF), ("bad.pdf", PROGRAM))
    assert page.status_code == 422
    assert "bad.pdf: The file is a program (.exe), which cannot be attached." in page.content.decode()
    assert [row.name for row in Attachment.objects.all()] == ["good.pdf"]
    assert not list((store / "incoming").iterdir())


def test_nothing_chosen_says_so(client, event):
    assert b"Choose a file." in attach(client, event).content


def test_the_download_is_whole_and_cannot_run(client, event):
    attach(client, event, ("Aussage Müller.pdf", PDF))
    answer = client.get(f"/attachments/{Attachment.objects.get().pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    entry = Entry.objects.get(kind="attachment:viewed")
    assert (entry.record_id, entry.user_id) == (event.pk, client.user.pk)


def test_who_may_not_see_the_event_gets_no_file(client, event):
    attach(client, event, ("statement.pdf", PDF))
    address = f"/attachments/{Attachment.objects.get().pk}/"
    assert signed_on_client("communications").get(address).status_code == 403


def test_reading_stops_at_the_limit_of_the_type():
    taken = []

    def endless():
        yield b"plain text " * (HEAD_LENGTH // 11 + 1)
        for number in range(1000):
            taken.append(number)
            yield b"more text " * 100_000

    with pytest.raises(AttachmentError, match="larger than 5 MB"):
        receive("notes.txt", endless())
    assert len(taken) < 10


def test_the_command_finds_a_changed_and_a_missing_file(client, event, capsys):
    attach(client, event, ("one.pdf", PDF), ("two.txt", b"plain words"))
    call_command("records_attachments", quiet=True)
    assert "2 files are as recorded" in capsys.readouterr().out
    first, second = (path_of(row.sha256) for row in Attachment.objects.order_by("name"))
    first.chmod(0o600)
    first.write_bytes(PDF + b"!")
    second.unlink()
    with pytest.raises(CommandError, match="2 of 2 files are not as recorded") as error:
        call_command("records_attachments", quiet=True)
    assert "changed since it was attached" in str(error.value)
    assert "missing" in str(error.value)

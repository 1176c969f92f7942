"""A statement is signed for one very text: what is changed later is unsigned, and what was signed stays to be read."""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from callers import caller_with, signed_on_client
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.attach_file import attach_file
from daybook.records.actions.change_report import change_report
from daybook.records.actions.sign_report import SignatureData, sign_report, words_to_sign
from daybook.records.forms.check import check
from daybook.records.models import Event, Signature
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from daybook.records.reports.statement import fingerprint
from report_samples import recorded, refusals

pytestmark = pytest.mark.django_db


def drawing(line=True):
    picture = Image.new("RGB", (300, 90), "white")
    if line:
        ImageDraw.Draw(picture).line((10, 50, 250, 30), fill="black", width=4)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def given(event, method="drawn", **changed):
    said = {"name": "Ada Quill", "sha256": fingerprint(words_to_sign(event)), "drawing": drawing()}
    return SignatureData(method, **(said | changed))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def officer():
    return caller_with("officer")


@pytest.fixture
def event(officer):
    return recorded("statement", officer)


def test_a_drawn_signature_is_bound_to_the_text(event, officer):
    signature = sign_report(officer, event, given(event))
    event.refresh_from_db()
    assert event.status == "signed"
    assert signature.sha256 == fingerprint(signature.text)
    assert signature.text.startswith("I was at the till")
    assert "1 page signed by me" in signature.text
    assert signature.file.media_type == "image/png"


@pytest.mark.parametrize(
    ("method", "changed", "sentence"),
    [
        ("drawn", {"drawing": b""}, "Sign in the box first"),
        ("drawn", {"drawing": drawing(line=False)}, "Nothing is drawn in the box"),
        ("drawn", {"drawing": b"\x89PNG\r\n\x1a\nrubbish"}, "no picture of a signature"),
        ("drawn", {"drawing": b"x" * 500_001}, "too large"),
        ("typed", {"name": " "}, "Enter the name"),
        ("paper", {}, "Attach the signed paper"),
        ("thumb", {}, "Choose how it is signed"),
        ("typed", {"sha256": "0" * 64}, "changed while it was being read"),
    ],
)
def test_what_is_no_signature_is_refused(event, officer, method, changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        sign_report(officer, event, given(event, method, **changed))
    assert not Signature.objects.exists()


def test_signed_paper_that_is_attached_counts(event, officer):
    paper = attach_file(officer, event, "signed.txt", [b"Signed in ink.\n"])
    assert sign_report(officer, event, given(event, "paper", paper=paper.pk)).file == paper


def test_an_amendment_is_unsigned_until_it_is_signed_again(event, officer):
    sign_report(officer, event, given(event, "typed"))
    event.refresh_from_db()
    typed = typed_of_event(event)
    typed["text"] += " The jars were of honey."
    amend_report(
        officer, event, check(type_of("statement"), typed).report, reason="The witness remembers more"
    )
    event.refresh_from_db()
    assert event.status == "unsigned"
    page = text(signed_on_client("officer").get(f"/events/{event.pk}/"))
    assert "For an earlier text" in page
    assert "The text that was signed" in page
    sign_report(officer, event, given(event, "typed"))
    first, second = Signature.objects.order_by("signed_at")
    assert "honey" not in first.text
    assert "honey" in second.text


def test_what_is_signed_is_not_signed_twice_and_what_is_retracted_not_at_all(event, officer):
    sign_report(officer, event, given(event, "typed"))
    with pytest.raises(ValueError, match="not open for signing"):
        sign_report(officer, event, given(event, "typed"))
    change_report(officer, Event.objects.get(), "retract", reason="She was mistaken")
    assert Event.objects.get().status == "retracted"


def test_on_the_page_it_is_read_and_signed(event):
    client = signed_on_client("officer")
    address = f"/events/{event.pk}/sign/"
    page = text(client.get(address))
    assert "I was at the till" in page
    assert "can be prosecuted" in page
    posted = {"method": "drawn", "name": "Ada Quill", "sha256": fingerprint(words_to_sign(event))}
    assert "Sign in the box first" in text(client.post(address, posted))
    assert "no picture" in text(client.post(address, posted | {"drawing": "data:image/png;base64,@@"}))
    url = "data:image/png;base64," + b64encode(drawing()).decode()
    assert client.post(address, posted | {"drawing": url}).status_code == 302
    printed = client.post(f"/events/{event.pk}/print/", {"recipient": "The court"}).content
    assert b"/Subtype /Image" in printed


def test_only_a_statement_is_signed(officer):
    event = recorded("notebook")
    assert signed_on_client("officer").get(f"/events/{event.pk}/sign/").status_code == 404
    with pytest.raises(ValueError, match="Nobody signs"):
        sign_report(officer, event, SignatureData("typed", "Ada", "0" * 64))


def test_a_long_statement_is_taken_and_a_short_one_doubted():
    assert len(recorded("statement", text="word " * 4000).details["text"]) > 15_000
    assert "short@text" in refusals("statement", text="I saw it.")
    assert "Name the interpreter" in refusals("statement", language="Polish")

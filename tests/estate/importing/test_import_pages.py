"""Sending a file in, agreeing its columns, seeing what came of it, and the command that does the same."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client
from daybook.book import jobs
from daybook.book.models import Entry
from daybook.estate.models import RegisterImport, System
from estate_files import HEADINGS, csv_bytes, row

pytestmark = pytest.mark.django_db
COLUMNS = [
    "number",
    "name",
    "counting_class",
    "supplier",
    "business_owner",
    "licence",
    "product_ends",
    "depends_on",
]


@pytest.fixture
def client():
    return signed_on_client("estate-manager")


def sent(client, content, name="register.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post("/estate/imports/", {"sheet": "systems", "file": file}, follow=True)


def agreed(client, run, columns=COLUMNS):
    given = {f"column-{place}": name for place, name in enumerate(columns)}
    return client.post(reverse("estate:import", args=[run.pk]), given, follow=True)


def test_a_file_is_sent_agreed_taken_and_its_bad_rows_come_back_to_be_mended(client):
    page = sent(client, csv_bytes(HEADINGS, row("A1"), row("A2", "Beacon", Licence_cost="-5")))
    assert "Columns of register.csv" in page.content.decode()
    run = RegisterImport.objects.get()
    assert not System.objects.exists()
    waiting = agreed(client, run).content.decode()
    assert "Waiting to be read" in waiting
    assert client.get(f"/estate/imports/{run.pk}/progress/").content.decode().count("data-refresh-url") == 1

    assert jobs.work() == 1
    assert "data-refresh-url" not in client.get(f"/estate/imports/{run.pk}/progress/").content.decode()
    page = client.get(f"/estate/imports/{run.pk}/").content.decode()
    assert "2 rows: 1 added, 0 amended, 0 unchanged, 1 not taken." in page
    assert "Licence a year: “-5”. A cost cannot be less than nothing." in page
    asked = Entry.objects.get(kind="estate-import:asked")
    assert asked.user_id == client.user.pk == Entry.objects.get(kind="estate-system:added").user_id

    download = client.get(f"/estate/imports/{run.pk}/bad-rows/")
    lines = list(csv.reader(io.StringIO(b"".join(download).decode("utf-8-sig"))))
    assert lines[0][:8] == HEADINGS
    assert lines[1][-1] == "Take the minus or the brackets away, or leave it empty."
    lines[1][5] = "5"
    sent(client, csv_bytes(*lines))
    mended = RegisterImport.objects.latest("at")
    assert mended.columns == dict(zip(HEADINGS, COLUMNS, strict=True))
    agreed(client, mended, [*COLUMNS, "", ""])
    jobs.work()
    mended.refresh_from_db()
    assert (mended.added, mended.bad) == (1, 0)


def test_what_was_chosen_is_remembered_for_the_same_headings(client):
    content = csv_bytes(HEADINGS, row("A1"))
    sent(client, content)
    chosen = [*COLUMNS[:4], "risk_owner", *COLUMNS[5:7], ""]
    agreed(client, RegisterImport.objects.get(), chosen)
    sent(client, content)
    columns = RegisterImport.objects.latest("at").columns
    assert columns["Owner"] == "risk_owner"
    assert "Dependencies" not in columns


def test_two_columns_for_one_field_are_refused_with_what_was_chosen_kept(client):
    sent(client, csv_bytes(HEADINGS, row("A1")))
    page = agreed(client, RegisterImport.objects.get(), [*COLUMNS[:7], "name"])
    assert page.status_code == 422
    assert "Two columns are chosen for: Name. Choose one for each." in page.content.decode()
    assert page.content.decode().count('value="name" selected') == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_no_table_is_refused_in_a_sentence(client, content):
    page = sent(client, content, "register.xlsx")
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert not RegisterImport.objects.exists()


def test_no_file_at_all(client):
    page = client.post("/estate/imports/", {"sheet": "systems"})
    assert "Choose a file: CSV or an Excel workbook." in page.content.decode()


def test_a_file_cut_off_by_a_crash_is_taken_up_again(client):
    sent(client, csv_bytes(HEADINGS, row("A1")))
    run = RegisterImport.objects.get()
    agreed(client, run)
    RegisterImport.objects.update(state="running", told_at=timezone.now())
    assert jobs.work() == 0
    RegisterImport.objects.update(told_at=timezone.now() - timedelta(minutes=3))
    assert jobs.work() == 1
    run.refresh_from_db()
    assert (run.state, run.added) == ("done", 1)


def test_others_may_not_send_files():
    assert signed_on_client("superintendent").get("/estate/imports/").status_code == 403


def test_the_command_takes_a_file_and_writes_the_bad_rows(tmp_path, capsys):
    file, bad = tmp_path / "register.csv", tmp_path / "bad.csv"
    file.write_bytes(csv_bytes(HEADINGS, row("A1"), row("A2", "Beacon", Licence_cost="5%")))
    call_command("estate_import", str(file), bad=bad)
    said = capsys.readouterr().out
    assert "2 rows: 1 added, 0 amended, 0 unchanged, 1 not taken." in said
    assert "row 3, Licence a year: 5% This is a share, not an amount. Write the amount in pounds." in said
    assert "Beacon" in bad.read_text("utf-8-sig")


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be opened: No such file"):
        call_command("estate_import", str(tmp_path / "none.csv"))

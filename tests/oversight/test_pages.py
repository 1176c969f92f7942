"""The force's pages: what a keeper and an overseer do there, with what they typed kept when it is refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from callers import signed_on_client
from daybook.oversight.models import Recommendation, Risk, Update
from oversight_made import YEAR, a_done_one, a_recommendation, an_overridden_one, day

pytestmark = pytest.mark.django_db


def said(response):
    return re.sub(r"\s+", " ", b"".join(response).decode())


@pytest.fixture
def keeper():
    return signed_on_client("estate-manager")


@pytest.fixture
def overseer():
    return signed_on_client("overseer")


def test_a_row_is_entered_amended_and_what_was_typed_wrong_stays(keeper):
    typed = {"number": "R-1", "title": "It is late", "likelihood": "7", "impact": "3"}
    page = said(keeper.post("/oversight/keep/risks/", typed))
    assert "“Likelihood” is 7. It must lie between 1 and 5." in page
    assert 'value="It is late"' in page
    answer = keeper.post("/oversight/keep/risks/", typed | {"likelihood": "4"})
    assert answer.url == "/oversight/risks/R-1/"
    page = said(keeper.get("/oversight/keep/risks/?number=R-1"))
    assert 'value="It is late"' in page
    keeper.post("/oversight/keep/risks/?number=R-1", typed | {"number": "R-2", "likelihood": "5"})
    assert list(Risk.objects.values_list("number", "likelihood")) == [("R-1", 5)]
    assert "Row of an oversight sheet entered or amended" in said(keeper.get("/oversight/risks/R-1/"))


def test_a_file_is_taken_in_and_its_bad_rows_are_listed(keeper):
    content = b"Number,Risk,Likelihood,Impact\nR-1,Late,3,3\nR-2,Lost,9,3\n"
    page = said(keeper.post("/oversight/import/risks/", {"file": SimpleUploadedFile("r.csv", content)}))
    assert "1 added, 0 amended, 0 as they were, 1 refused." in page
    assert "Row 3: “Likelihood” is 9." in page
    assert "Fill in “CSV or Excel file”." in said(keeper.post("/oversight/import/risks/", {}))


def test_the_nine_of_2013_are_one_press_away(keeper):
    assert "Start with the nine of 2013" in said(keeper.get("/oversight/recommendations/"))
    keeper.post("/oversight/start-2013/")
    page = said(keeper.get("/oversight/recommendations/"))
    assert "SP13-9" in page
    assert "Start with the nine" not in page
    assert "entered already" in said(keeper.post("/oversight/start-2013/", follow=True))
    assert "In our own words, not those of the source." in said(
        keeper.get("/oversight/recommendations/SP13-1/")
    )


def test_an_overseer_follows_one_to_its_end(keeper, overseer):
    a_recommendation()
    page = said(overseer.get("/oversight/recommendations/T-1/"))
    assert "Green: on track" not in page
    assert "Amber: at risk" in page
    overseer.post("/oversight/revise/T-1/", {"due": day(200).isoformat(), "reason": "The supplier is late."})
    assert "The supplier is late." in said(overseer.get("/oversight/recommendations/T-1/"))
    overseer.post("/oversight/override/T-1/", {"status": "overdue", "reason": "Nobody believes it."})
    page = said(overseer.get("/oversight/recommendations/T-1/"))
    assert "Red: overdue" in page
    assert "Computed: Amber: at risk." in page
    assert "cannot be closed yet" in said(overseer.post("/oversight/close/T-1/", {"words": "I was told so."}))
    sent = {
        "kind": "document",
        "title": "The count",
        "document": SimpleUploadedFile("c.txt", b"520"),
        "public": "on",
    }
    keeper.post("/oversight/evidence/T-1/", sent)
    overseer.post("/oversight/close/T-1/", {"words": "I counted again."})
    page = said(overseer.get("/oversight/recommendations/T-1/"))
    assert "Closed on" in page
    assert "I counted again." in page
    [address] = re.findall(r'href="(/oversight/document/[^"]+)"', page)
    assert b"".join(overseer.get(address)) == b"520"


def test_an_override_is_lifted(overseer):
    an_overridden_one()
    overseer.post("/oversight/lift/T-1/")
    assert Recommendation.objects.get().override == ""
    assert "computed already" in said(overseer.post("/oversight/lift/T-1/", follow=True))


def test_an_update_is_posted_and_read(keeper):
    a_recommendation()
    typed = {
        "title": "First hall",
        "text": "It is given back.",
        "on": day(1).isoformat(),
        "recommendation": "T-1",
    }
    assert "still to come" in said(keeper.post("/oversight/update/", typed))
    keeper.post("/oversight/update/", typed | {"on": day(0).isoformat(), "public": "on"})
    assert Update.objects.get().public
    assert "First hall" in said(keeper.get("/oversight/updates/"))
    assert "First hall" in said(keeper.get("/oversight/recommendations/T-1/"))
    page = said(
        keeper.post("/oversight/update/", typed | {"on": day(0).isoformat(), "recommendation": "T-9"})
    )
    assert "There is no recommendation “T-9”." in page


def test_a_download_of_recommendations_holds_what_is_computed(overseer):
    a_done_one(due=-5)
    text = said(overseer.get("/oversight/recommendations/?csv=rows"))
    assert "Done, waits for an independent check" in text
    assert timezone.localdate().isoformat() in text


def test_the_overseer_keeps_nothing_and_an_officer_sees_nothing(overseer):
    a_recommendation()
    assert overseer.get("/oversight/keep/risks/").status_code == 403
    assert "Add evidence" not in said(overseer.get("/oversight/recommendations/T-1/"))
    assert signed_on_client("officer").get("/oversight/").status_code == 403
    assert signed_on_client("overseer").get("/search/").status_code == 403


def test_the_api_gives_a_sheet_as_texts(keeper, overseer):
    keeper.post(
        "/oversight/keep/risks/", {"number": "R-1", "title": "Late", "likelihood": "4", "impact": "3"}
    )
    [row] = overseer.get("/api/v1/oversight/risks").json()
    assert (row["number"], row["likelihood"], row["due"]) == ("R-1", "4", "")
    assert overseer.get("/api/v1/oversight/wishes").status_code == 404
    assert YEAR

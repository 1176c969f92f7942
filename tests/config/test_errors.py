"""What answers where no view does."""

from uuid import uuid4

import pytest
from django.urls import reverse

from callers import signed_on_client
from daybook.config.errors import server_error


@pytest.mark.django_db
def test_a_program_gets_a_problem_document_and_a_person_a_page(client):
    program, person = client.get("/api/v1/nothing"), client.get("/nothing")
    assert (program.status_code, program["Content-Type"]) == (404, "application/problem+json")
    assert "openapi.json" in program.json()["detail"]
    assert (person.status_code, person["Content-Type"][:9]) == (404, "text/html")


def test_a_failure_says_that_nothing_was_written(rf):
    assert b"Nothing was written" in server_error(rf.get("/api/v1/me")).content
    assert b"<html" in server_error(rf.get("/")).content


@pytest.mark.django_db
def test_a_search_no_longer_kept_says_so():
    answer = signed_on_client("officer").get(reverse("records:search-results", args=[uuid4()]))
    assert answer.status_code == 404
    assert b"no longer kept. Type the words again." in answer.content

"""Problem documents have the members of RFC 9457."""

import json

from hypothesis import given
from hypothesis import strategies as st

from daybook.web.problems import pointer, problem


def test_problem_document() -> None:
    errors = [{"pointer": pointer("offences", 0, "code"), "detail": "There is no offence TH99999."}]
    response = problem(422, "One field is wrong; correct it and send the whole report again.", errors=errors)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["type"] == "about:blank"
    assert document["title"]
    assert document["status"] == 422
    assert document["detail"].startswith("One field is wrong")
    assert document["errors"][0]["pointer"] == "/offences/0/code"


@given(st.lists(st.text(max_size=5), min_size=1))
def test_pointer_can_be_read_back(path: list[str]) -> None:
    steps = pointer(*path).split("/")[1:]
    assert [step.replace("~1", "/").replace("~0", "~") for step in steps] == path

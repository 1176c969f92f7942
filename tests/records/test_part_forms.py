"""A form of any part: questions asked under an answer, and several forms on one page under names of their own."""

from typing import Annotated

from django.http import QueryDict
from lxml.html import fragment_fromstring
from pydantic import ValidationError

from daybook.records.forms.check import Checked, errors_by_path
from daybook.records.forms.page import FormPage
from daybook.records.forms.typed import typed_from
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import Part
from daybook.records.reports.values import Text, Tick

YES_OR_NO = (("no", "No"), ("yes", "Yes"))


class Search(Part):
    found: Annotated[bool, Ask("Was anything found?", options=YES_OR_NO)]
    what: Annotated[Text, Ask("What was found", within=("found", "yes"))] = ""
    force: Annotated[Tick, Ask("Force was used")] = False
    which: Annotated[Text, Ask("Which force", within=("force", "yes"))] = ""


def page_of(posted="", prefix=""):
    typed = typed_from(QueryDict(posted), Search, prefix)
    try:
        Search.model_validate(typed)
        checked = Checked()
    except ValidationError as error:
        checked = Checked(errors=errors_by_path(Search, error))
    return FormPage(Search, typed, checked, prefix=prefix)


def drawn(page):
    return fragment_fromstring("".join(html for part in page.sections for html in part["shown"]), "div")


def named(soup, name):
    return soup.xpath(f".//*[@name='{name}']")


def test_a_question_within_another_stands_under_its_answer_and_nowhere_else():
    soup = drawn(page_of())
    assert len(named(soup, "what")) == len(named(soup, "which")) == 1
    (opener,) = soup.xpath(".//input[@name='found'][@value='yes']")
    assert named(soup.get_element_by_id(opener.get("data-aria-controls")), "what")
    (opener,) = named(soup, "force")
    assert named(soup.get_element_by_id(opener.get("data-aria-controls")), "which")


def test_it_is_folded_until_the_answer_is_given():
    hidden = "govuk-radios__conditional--hidden"
    assert drawn(page_of("found=no")).find_class(hidden)
    assert not drawn(page_of("found=yes&what=Keys")).find_class(hidden)


def test_two_forms_on_one_page_keep_their_names_apart():
    soup = drawn(page_of("second.found=yes&second.what=Keys&what=Not+mine", prefix="second."))
    assert [box.get("value") for box in named(soup, "second.what")] == ["Keys"]
    assert not named(soup, "what")


def test_a_mistake_leads_to_the_question_of_its_own_form():
    page = page_of("", prefix="second.")
    said = "Answer the question: Was anything found?"
    assert page.error_links() == [{"text": said, "href": "#second-found"}]
    assert said in drawn(page).get_element_by_id("second-found-error").text_content()

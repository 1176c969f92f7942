"""Each view declares who may see it; what shows a person is written down before it is shown."""

import time
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.views import View

from callers import caller_with, signed_on_client, user_with
from daybook.access.middleware import UndeclaredViewError
from daybook.access.permission import allowed, require
from daybook.access.views_guard import UnloggedReadError, consults, guard_of, public, signed_on
from daybook.book.models import Entry, EntryValue

pytestmark = pytest.mark.django_db
RECORD = uuid4()


@public
def open_page(request):
    return HttpResponse("open")


@signed_on()
def home(request):
    return HttpResponse("home")


@signed_on(by_itself=True)
def refreshed(request):
    return HttpResponse("anew")


@consults("user:viewed", "access.manage-users")
def logged(request):
    request.consulted.add("user", RECORD)
    request.consulted.add("user", RECORD)
    assert not Entry.objects.filter(kind="user:viewed").exists()
    return HttpResponse("shown")


@consults("user:viewed", "access.manage-users")
def unlogged(request):
    return HttpResponse("a name")


@consults("user:viewed", "access.manage-users")
class Search(View):
    def get(self, request):
        request.consulted.search("user-search", 0)
        return HttpResponse("none found")


def undeclared(request):
    return HttpResponse("forgotten")


urlpatterns = [
    path("", include("daybook.config.urls")),
    path("t/open", open_page),
    path("t/home", home),
    path("t/refreshed", refreshed),
    path("t/logged", logged),
    path("t/unlogged", unlogged),
    path("t/search", Search.as_view()),
    path("t/undeclared", undeclared),
]
here = override_settings(ROOT_URLCONF=__name__)


@here
def test_a_public_page_needs_nobody(client):
    assert client.get("/t/open").content == b"open"


@here
def test_without_sign_on_a_page_sends_to_the_sign_on_page_and_back(client):
    response = client.get("/t/home?a=1")
    assert response.status_code == 302
    assert response.url == "/sign-on/?next=%2Ft%2Fhome%3Fa%3D1"


@here
def test_a_part_of_a_page_asked_for_without_sign_on_sends_the_whole_page_there(client):
    response = client.get("/t/home", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith("/sign-on/")


@here
def test_an_undeclared_view_is_refused(client):
    with pytest.raises(UndeclaredViewError, match="undeclared must carry one"):
        client.get("/t/undeclared")


@here
def test_the_consultation_is_in_the_book_once_for_each_record_shown():
    client = signed_on_client("administrator")
    assert client.get("/t/logged").content == b"shown"
    entry = Entry.objects.get(kind="user:viewed")
    assert (entry.record_id, entry.user_id, entry.act) == (RECORD, client.user.pk, "consultation")


@here
def test_a_search_that_finds_nothing_is_a_consultation_too():
    assert signed_on_client("administrator").get("/t/search").status_code == 200
    assert Entry.objects.filter(kind="search:run").count() == 1


@here
def test_a_page_that_does_not_say_whom_it_shows_is_not_served():
    client = signed_on_client("administrator")
    with pytest.raises(UnloggedReadError, match="named no record"):
        client.get("/t/unlogged")


@here
def test_without_the_permission_the_page_is_refused_and_nothing_is_logged():
    assert signed_on_client("officer").get("/t/logged").status_code == 403
    assert not Entry.objects.filter(kind="user:viewed").exists()


@here
def test_a_password_alone_leads_to_setting_up_a_second_factor(client):
    client.force_login(user_with("officer"))
    assert client.get("/t/home").url.startswith("/sign-on/second-factor/")


@here
def test_an_idle_desk_is_locked():
    client = signed_on_client("officer")
    session = client.session
    session["demo_sign_in"] = time.time() - 3600
    session.save()
    assert client.get("/t/home").url.startswith("/sign-on/locked/")


@here
def test_what_a_page_asks_for_by_itself_keeps_no_desk_from_locking():
    client, begun = signed_on_client("officer"), time.time() - 60
    session = client.session
    session["demo_sign_in"] = session["active_at"] = begun
    session.save()
    assert client.get("/t/refreshed").content == b"anew"
    assert client.session["active_at"] == begun
    assert client.get("/t/home").content == b"home"
    assert client.session["active_at"] > begun


def test_a_class_carries_its_guard_to_the_route():
    assert guard_of(Search.as_view()).kind == "user:viewed"


def test_two_guards_on_a_view_are_an_error():
    with pytest.raises(TypeError, match="exactly one"):
        public(signed_on()(lambda request: HttpResponse()))


def test_a_refusal_says_what_is_missing_and_who_has_it():
    caller = caller_with("analyst")
    assert not allowed(caller, "records.record-arrest")
    with pytest.raises(PermissionDenied, match=r"Record an arrest\. It belongs to: officer, sergeant"):
        require(caller, "records.record-arrest")


@here
def test_purpose_and_reason_chosen_stand_in_the_next_look():
    client = signed_on_client("administrator")
    chosen = {"purpose": "data-rights", "reason": "Request 2026/77", "next": "/t/home"}
    assert client.post("/sign-on/purpose/", chosen).url == "/t/home"
    client.get("/t/logged")
    entry = Entry.objects.get(kind="user:viewed")
    assert entry.purpose == "data-rights"
    assert "Request 2026/77" in EntryValue.objects.get(entry=entry).change
    assert "There is a problem" in client.post("/sign-on/purpose/", {"purpose": "fun"}).content.decode()

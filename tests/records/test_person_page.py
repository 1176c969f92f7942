"""The profile says who somebody is, warnings first, keeps victims from suspects, and writes the look."""

import re
from datetime import date

import pytest

from callers import signed_on_client
from daybook.book import writing
from daybook.book.models import Entry, EntryValue
from daybook.records import facts
from daybook.records.models import Handling
from daybook.records.people import Source
from helpers import OFFICER
from people_made import NOW, ZOE, event_of, link, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_on_client("officer")


def words(client, person, **query):
    response = client.get(f"/people/{person.pk}/", query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_identity_and_warnings_come_first(client):
    shown = words(client, record(ZOE))
    first = [
        shown.index(text) for text in ("Zoë Marie-Lou O’Brien", "Violent", "Identity", "Names and aliases")
    ]
    assert first == sorted(first)
    for text in (
        "1 February 1990 (aged 36)",
        "1981/0000034U",
        "received as 81/34U",
        "Does not pass",
        "171 cm",
    ):
        assert text in shown
    assert "Review by 1 January 2027" in shown
    assert "Past warnings (1)" in shown


def test_the_look_is_in_the_book(client):
    person = record(ZOE)
    words(client, person)
    entry = Entry.objects.get(kind="person:viewed")
    assert (entry.record_id, entry.user_id) == (person.pk, client.user.pk)


def test_facts_that_disagree_stand_side_by_side_with_their_sources(client):
    person = record(ZOE, source="custody")
    with writing("person:recorded", OFFICER) as page:
        assert not facts.assert_fact(
            page, person, "occupation", "Clerk", Source(NOW.replace(year=2020), "crime")
        )
        assert facts.assert_fact(page, person, "date_of_birth", date(1991, 2, 1), Source(NOW, "daybook"))
        page.save(person)
    shown = words(client, person)
    assert "1 February 1991 (aged 35)" in shown
    section = shown[shown.index("Sources disagree") : shown.rindex("Names and aliases")]
    assert "1 February 1991 In use Daybook" in section
    assert "1 February 1990 Custody" in section
    assert re.search(r"Baker In use Custody .* Clerk Crime", section)


def test_victims_are_kept_from_suspects(client):
    zoe, other, victim = record(ZOE), record(family_name="Mate"), record(family_name="Hurt")
    event_of(client.user, (zoe, "arrested"), (other, "suspect"), (victim, "victim"))
    shown = words(client, zoe)
    suspects = shown[shown.index("Suspects in the same events") : shown.index("Victims in the same events")]
    victims = shown[shown.index("Victims in the same events") : shown.rindex("Timeline")]
    assert "Mate" in suspects
    assert "Hurt" not in suspects
    assert "Hurt" in victims


def test_the_timeline_is_paged_newest_first(client):
    zoe = record(ZOE)
    for day in range(1, 18):
        event_of(client.user, (zoe, "arrested"), day=day)
    first, second = words(client, zoe), words(client, zoe, page=2)
    first, second = (shown[shown.rindex("Timeline") :] for shown in (first, second))
    assert first.index("17 November 2026") < first.index("3 November 2026")
    assert "AR/0800001/26" not in first
    assert "AR/0800001/26" in second
    assert "Earlier events" in first


def test_the_picture_links_to_what_it_shows(client):
    zoe, mate = record(ZOE), record(family_name="Mate")
    event = event_of(client.user, (zoe, "arrested"), (mate, "victim"))
    with writing("person:recorded", OFFICER) as page:
        page.save(link(zoe, "associate", record_sister(page)))
    html = client.get(f"/people/{zoe.pk}/").content.decode()
    picture = html[html.index("<svg") : html.index("</svg>")]
    assert f'href="/events/{event.pk}/"' in picture
    assert f'href="/people/{mate.pk}/"' in picture
    assert "Sister" in picture
    assert "style=" not in picture


def record_sister(page):
    from daybook.records import people
    from daybook.records.people import PersonData

    return people.new_person(page, PersonData(family_name="Sister"), NOW)


def test_a_sealed_person_is_refused_and_nothing_of_them_is_shown(client):
    sealed = record(family_name="Secret", handling=Handling.SEALED)
    assert client.get(f"/people/{sealed.pk}/").status_code == 404
    page = signed_on_client("inspector").get(f"/people/{sealed.pk}/")
    assert page.status_code == 403
    assert b"sealed" in page.content
    assert b"Secret" not in page.content
    assert not Entry.objects.filter(kind="person:viewed").exists()


def test_a_hidden_companion_is_not_named(client):
    zoe, hidden = record(ZOE), record(family_name="Secret", handling=Handling.SEALED)
    event_of(client.user, (zoe, "arrested"), (hidden, "victim"))
    assert "Secret" not in words(client, zoe)


def test_search_keeps_the_words_out_of_the_address_and_writes_the_look(client):
    zoe = record(ZOE)
    answer = client.post("/search/", {"words": "obrien zoe"})
    assert answer.status_code == 302
    assert "obrien" not in answer.url
    assert "obrien" not in str(dict(client.session))
    page = client.get(answer.url)
    assert "Zoë Marie-Lou O’Brien" in page.content.decode()
    assert "Violent" in page.content.decode()
    entry = Entry.objects.get(kind="search:run")
    change = EntryValue.objects.get(entry=entry).change
    assert zoe.pk.hex in change
    assert "obrien zoe" in change


def test_an_empty_search_says_what_to_type(client):
    page = client.post("/search/", {"words": "  "})
    assert page.status_code == 422
    assert b"Enter a name, a birth date or a number." in page.content


def test_a_search_without_a_hit_is_written_too(client):
    page = client.get(client.post("/search/", {"words": "nobody"}).url)
    assert b"Nothing found that you may see" in page.content
    assert Entry.objects.filter(kind="search:run").count() == 1


def test_anothers_search_cannot_be_opened(client):
    url = client.post("/search/", {"words": "obrien"}).url
    assert signed_on_client("officer").get(url).status_code == 404

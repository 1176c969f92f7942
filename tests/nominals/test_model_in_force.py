"""A trained model is put in force by a recorded act, and weighs live what it weighed in the batch."""

import hashlib
import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.nominals.matching.invented import crowd, people

from callers import caller_with, signed_on_client
from daybook.book.models import Entry, EntryValue
from daybook.nominals import compact, scoring
from daybook.nominals.actions.put_model_in_force import put_model_in_force
from daybook.nominals.asked import cleaned
from daybook.nominals.evidence import decoded, evidence_of
from daybook.nominals.judging import CannotDecide
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import Pairs, Scorer, identity, link, starting_model
from daybook.nominals.matching.batch import PythonLevels
from daybook.nominals.matching.bulk.scores import score
from daybook.nominals.models import IndexedRecord, ModelInForce, ReviewCase, TermCount
from daybook.nominals.tables import ALL_RECORDS
from daybook.records.person_lookup import candidates
from nominals_made import ask_about, person, source

pytestmark = pytest.mark.django_db


def trained(name="learnt", partners=0.5):
    """A model as a run leaves it: with the names of where it was trained."""
    common = {"family": {"smith": 0.012, "khan": 0.003}, "given": {"ann": 0.002}}
    return replace(
        starting_model(),
        name=name,
        partners=partners,
        frequencies=common,
        collisions={"family": 0.001, "given": 0.004},
        fewest=1,
    )


def upload(client, text, reason="Trained on 2025"):
    file = SimpleUploadedFile("model.json", text.encode())
    return client.post("/data-quality/model/", {"model": file, "reason": reason})


SIZES = st.integers(2, 5_000_000) | st.sampled_from((2, 19_999, 20_000, 99_999, 100_000, 100_001))
MODELS = st.sampled_from((trained(), replace(trained("begun"), fewest=starting_model().fewest)))


@given(st.lists(people, min_size=2, max_size=4), MODELS, SIZES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_live_score_is_the_score_of_the_batch_whatever_the_size_of_the_index(records, model, size):
    TermCount.objects.update_or_create(field=ALL_RECORDS, term="", defaults={"count": size})
    if scoring.scorer().model.name.split()[0] != model.name:
        put_model_in_force(caller_with("crime-registrar"), model.to_json(), reason="Trained")
    pairs = Pairs.of((one, other) for one in range(len(records)) for other in range(one))
    batch = score(records, pairs, PythonLevels(records)(pairs), Scorer(model, size))
    kept = [compact.decode(one.system, one.key, compact.encode(one)) for one in records]
    for edge in batch:
        assert scoring.scorer().score(kept[edge.first], kept[edge.second]).bits == pytest.approx(edge.bits)


@pytest.mark.parametrize("between", [False, True])
def test_what_a_batch_learns_and_scores_is_what_its_model_says_of_the_same_index_live(between):
    held = [replace(one, system=f"system{place % 2}") for place, one in enumerate(crowd(120))]
    done = link(held, between=between, by_chance=2_000)
    put_model_in_force(caller_with("crime-registrar"), done.model.to_json(), reason="Trained")
    index_sources(held)
    assert IndexedRecord.objects.count() == len(held)
    for edge in done.edges.take(slice(100)):
        its = evidence_of(identity(held[edge.first]), identity(held[edge.second]))
        assert its.bits == pytest.approx(edge.bits)


def test_in_a_small_index_the_lines_of_the_look_up_stand_higher_by_what_the_prior_is_better():
    """Whoever is typed comes out of a town, whatever part of it is on record."""
    put_model_in_force(caller_with("crime-registrar"), trained().to_json(), reason="Trained")
    for size, caution in ((100, 9.97), (50_000, 1.0), (100_000, 0.0), (1_000_000, 0.0)):
        TermCount.objects.update_or_create(field=ALL_RECORDS, term="", defaults={"count": size})
        assert scoring.loaded().caution == pytest.approx(caution, abs=0.01)


def test_a_birth_date_with_two_slips_is_called_no_more_likely_in_a_small_index_by_a_learnt_model():
    person("Okafor", "Chidi", "1988-05-17")
    said = {"family_name": "Okafor", "given_names": "Chidi", "sex": "1"}
    asked = said | {"date_of_birth": {"day": "18", "month": "6", "year": "1988"}}
    caller = caller_with("officer")
    assert candidates(caller, asked).people[0].strength == "Possible"
    partners = replace(trained(partners=1.0), frequencies={}, collisions={})
    put_model_in_force(caller_with("crime-registrar"), partners.to_json(), reason="Trained")
    assert candidates(caller, asked).people[0].strength == "Possible"


def test_the_act_is_in_the_book_with_who_why_and_the_hash_of_the_file():
    row = put_model_in_force(caller_with("crime-registrar"), trained().to_json(), reason="Trained on 2025")
    entry = Entry.objects.get(kind="matching-model:in-force")
    said = json.loads(EntryValue.objects.get(entry=entry).change)
    assert (said["name"], said["digest"], said["reason"]) == ("learnt", row.digest, "Trained on 2025")
    assert hashlib.sha256(trained().to_json().encode()).hexdigest() == row.digest
    assert entry.record_id == row.pk


def test_the_next_one_takes_its_place_at_once_and_scores_that_are_kept_name_it():
    before = scoring.scorer().model.name
    put_model_in_force(caller_with("crime-registrar"), trained(partners=4.0).to_json(), reason="First")
    row = put_model_in_force(caller_with("crime-registrar"), trained(partners=2.0).to_json(), reason="Second")
    assert before == "start"
    assert scoring.scorer().model.name == f"learnt {row.digest[:12]}"
    assert scoring.scorer().model.partners == 2.0
    assert ask_about(person(), source("C1")).model == str(row)
    assert ReviewCase.objects.count() == 1


def test_a_posted_person_weighs_what_a_typed_one_does():
    """Neither is of a system, so that how seldom a system has anybody twice says nothing of them."""
    shares = trained().shares | {"system": {"same": (0.2, 0.5), "other": (0.8, 0.3)}}
    put_model_in_force(
        caller_with("crime-registrar"), replace(trained(), shares=shares).to_json(), reason="So"
    )
    system, key = person()
    held = IndexedRecord.objects.get(system=system, key=key)
    born = {"day": "17", "month": "5", "year": "1988"}
    typed = cleaned({"family_name": "Okafor", "given_names": "Chidi", "date_of_birth": born})
    asked = {"names": [{"family_name": "Okafor", "given_names": "Chidi"}], "births": ["17/05/1988"]}
    answer = signed_on_client("crime-registrar").post("/api/v1/nominals/match", asked, "application/json")
    bits = scoring.scorer().score(typed, decoded(held)).bits
    assert [found["bits"] for found in answer.json()] == [round(bits, 3)]


def test_the_page_puts_a_file_in_force_and_shows_which_is():
    client = signed_on_client("crime-registrar")
    assert "None was put in force yet" in client.get("/data-quality/model/").content.decode()
    assert upload(client, trained().to_json()).status_code == 302
    text = client.get("/data-quality/model/").content.decode()
    assert str(ModelInForce.objects.get()) in text
    assert "Trained on 2025" in text


@pytest.mark.parametrize(
    ("text", "reason", "sentence"),
    [
        ("no JSON", "x", "This is not a model file"),
        (json.dumps({**json.loads(starting_model().to_json()), "format": "old"}), "x", "Train it anew"),
        (starting_model().to_json(), " ", "Say why this model is put in force"),
    ],
)
def test_a_file_that_cannot_weigh_is_refused_in_words(text, reason, sentence):
    answer = upload(signed_on_client("crime-registrar"), text, reason)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ModelInForce.objects.exists()


def test_each_thing_that_is_missing_is_said_at_its_field_and_above_and_what_was_typed_is_kept():
    client = signed_on_client("crime-registrar")
    nothing = client.post("/data-quality/model/", {"reason": " "}).content.decode()
    assert "There is a problem" in nothing
    assert ('href="#model"' in nothing, 'href="#reason"' in nothing) == (True, True)
    assert 'id="reason-error"' in nothing
    typed = client.post("/data-quality/model/", {"reason": "Trained on 2025"}).content.decode()
    assert 'value="Trained on 2025"' in typed
    assert 'id="reason-error"' not in typed


def test_only_who_may_puts_a_model_in_force():
    assert signed_on_client("sergeant").get("/data-quality/model/").status_code == 403


def test_a_reason_is_asked_of_programs_too():
    with pytest.raises(CannotDecide, match="Say why"):
        put_model_in_force(caller_with("crime-registrar"), trained().to_json(), reason="")


def test_while_one_thread_makes_the_scorer_anew_the_others_use_the_one_before():
    before = scoring.loaded()
    put_model_in_force(caller_with("crime-registrar"), trained().to_json(), reason="First")
    with scoring._loading:
        assert scoring.loaded() is before
    assert scoring.loaded() is not before

"""An arrest as the records room really writes it goes into every old system's form and through its checks."""

from uuid import uuid4

import pytest

from callers import caller_with
from daybook.legacy.systems import registry
from daybook.records.actions.record_report import record_report
from daybook.records.documents import report_document
from daybook.records.reports.arrest import Arrest
from helpers import arrest as typed_arrest
from helpers import settle

from .test_strictness import MACHINES

pytestmark = pytest.mark.django_db
SYSTEMS = pytest.mark.parametrize("name", registry.names())


def recorded(**changed):
    report = Arrest.model_validate(typed_arrest(**changed))
    [event] = record_report(caller_with("officer"), report, submission=uuid4())
    settle()
    return report_document(event.pk) | {"key": f"{event.pk.hex}:test"}


@SYSTEMS
def test_an_arrest_is_taken_by_every_machine(name, tmp_path):
    document = recorded()
    mapping = registry.mapping(name)
    assert mapping.unwanted(document) is None
    outcome = MACHINES[name](tmp_path).take("key", "create", mapping.encode(document).body)
    assert (outcome.outcome, outcome.code, outcome.text) == ("ACCEPTED", "", "")


@SYSTEMS
def test_an_arrest_of_someone_who_gives_no_name_is_taken_too(name, tmp_path):
    document = recorded(people_arrested=[{"family_name": "", "given_names": "", "unknown": True}])
    outcome = MACHINES[name](tmp_path).take("key", "create", registry.mapping(name).encode(document).body)
    assert (outcome.outcome, outcome.text) == ("ACCEPTED", "")


@SYSTEMS
@pytest.mark.parametrize(
    ("family", "given", "sent"),
    [("Мохаммед", "Мария", "MOKHAMMED"), ("李", "明", "LI"), ("محمد", "علي", "MHMD")],
    ids=["Cyrillic", "Chinese", "Arabic"],
)
def test_a_name_in_another_script_is_sent_as_it_is_or_by_its_sound_and_the_loss_is_told(
    name, tmp_path, family, given, sent
):
    document = recorded(people_arrested=[{"family_name": family, "given_names": given}])
    encoded = registry.mapping(name).encode(document)
    assert MACHINES[name](tmp_path).take("key", "create", encoded.body).outcome == "ACCEPTED"
    told = [loss for loss in encoded.losses if loss.field == "person.family_name" and not loss.minor]
    if name in {"case_preparation", "intelligence", "vulnerable"}:
        assert told == []
    else:
        assert [(loss.theirs.upper(), "in Latin letters by sound" in loss.rule) for loss in told] == [
            (sent, True)
        ]


@SYSTEMS
def test_no_system_is_sent_question_marks(name):
    document = recorded(people_arrested=[{"family_name": "Новак 𠮷🙂", "given_names": "ᚠᛖᚺᚢ"}])
    encoded = registry.mapping(name).encode(document)
    assert not [loss for loss in encoded.losses if "?" in str(loss.theirs)]


@SYSTEMS
def test_every_path_of_the_mapping_is_known_to_the_records_room(name):
    document = recorded()
    for field in registry.mapping(name).fields:
        steps = [step.name for step in field.source.segments] if field.spec.source else []
        assert not steps or steps[0] in document, field.spec.source


@SYSTEMS
def test_what_an_officer_may_type_at_its_longest_is_taken(name, tmp_path):
    """No length that the form allows may stop at an old system: the mapping declares what becomes of it."""
    person = {
        "family_name": "Ó Súilleabháin-" * 5, "given_names": "Muireann " * 13, "phone": "+44 (0)7700 900 123 x12",
        "address": ["Apartment of a very long name indeed, block A"] * 4, "postcode": "ZZ1 4AB",
        "nationality": "N" * 40, "language": "L" * 40, "occupation": "O" * 80, "aliases": ["Ada Quill-Reed"] * 8,
        "sex": "9", "self_defined_ethnicity": "O2", "height_cm": 272,
    }  # fmt: skip
    document = recorded(
        people_arrested=[person],
        grounds="£5 note; “stolen” (he said) – see CCTV @ 14:02 … " * 70,
        reply="R" * 3000,
        place={"description": "Market Place (north side) & café №5, opposite the “Crown”: " + "x" * 100},
        custody_suite="C" * 200,
    )
    outcome = MACHINES[name](tmp_path).take("key", "create", registry.mapping(name).encode(document).body)
    assert (outcome.outcome, outcome.text) == ("ACCEPTED", "")

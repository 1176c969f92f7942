"""What the generator makes passes the records room's own checks: identifiers, code lists, offences, grid, boundary."""

import pytest

from daybook.demo.generator import boundary_file
from daybook.demo.generator.patterns import categories
from daybook.records import boundary, offences
from daybook.records.code_lists import code_list
from daybook.records.geography import to_degrees
from daybook.records.identifiers import Cro, DriverNumber, PncId, Postcode


def test_police_numbers_and_postcodes_are_read_back_unchanged(people):
    for person in people[:4000]:
        if person.pncid:
            assert PncId.parse(person.pncid).canonical == person.pncid
        if person.cro:
            assert Cro.parse(person.cro).canonical == person.cro
        assert Postcode.parse(person.address.postcode).canonical == person.address.postcode


def test_short_police_numbers_in_the_copies_are_read_back_to_the_true_ones(copies, people):
    true = {person.key: person.pncid for person in people}
    given = [(copy, truth) for copy, truth in copies if copy.pncid]
    assert len(given) > 1000
    for copy, truth in given:
        assert PncId.parse(copy.pncid).canonical == true[truth.person]


def test_driver_numbers_agree_with_their_holders(people):
    holders = [person for person in people if person.driver_number and person.family_name.isascii()]
    assert holders
    for person in holders:
        number = DriverNumber.parse(person.driver_number)
        assert number.disagreements(person.family_name, person.date_of_birth, person.sex) == []


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("sex", "sex"),
        ("gender-identity", "gender_identity"),
        ("self-defined-ethnicity", "self_defined_ethnicity"),
        ("observed-ethnicity", "observed_ethnicity"),
        ("country", "nationality"),
    ],
)
def test_codes_are_those_of_the_house(people, name, attribute):
    known = {code.code for code in code_list(name)}
    assert {getattr(person, attribute) for person in people} - {""} <= known


def test_warning_markers_and_outcomes_are_in_use(people, events):
    markers = {code.code for code in code_list("warning-markers") if not code.former}
    assert {marker.code for person in people for marker in person.warnings} <= markers
    outcomes = {code.code for code in code_list("crime-outcomes")}
    assert {event.outcome for event in events} - {""} <= outcomes


def test_every_offence_is_in_the_national_list(events):
    for code in {code for event in events for code in event.offence_codes}:
        assert offences.find(code).title
    assert sum(category.kind == "crime" for category in categories()) > 15


def test_coordinates_agree_with_the_house_and_lie_in_its_boundary(people, settings):
    settings.FORCE_BOUNDARY = str(boundary_file())
    for person in people[:500]:
        home = person.address
        degrees = to_degrees(home.easting, home.northing)
        assert (home.latitude, home.longitude) == pytest.approx(degrees, abs=2e-6)
        assert boundary.inside_force(home.longitude, home.latitude)
    assert not boundary.inside_force(-0.12, 51.5)

"""The old machines refuse what they cannot hold, each with its own code; tested without any mapping."""

import json

import pytest

from daybook.legacy.emulation import Machine
from daybook.legacy.systems import registry
from daybook.legacy.systems.antisocial_behaviour.emulator import Doorstep
from daybook.legacy.systems.case_preparation.emulator import Casefile
from daybook.legacy.systems.crime_recording.emulator import CrimeIndex
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.intelligence.emulator import Lantern
from daybook.legacy.systems.national_computer.emulator import NationalComputer
from daybook.legacy.systems.vulnerable.emulator import Safeguard
from daybook.legacy.systems.warrants.emulator import Docket

MACHINES = {
    "custody": Cellblock,
    "antisocial_behaviour": Doorstep,
    "case_preparation": Casefile,
    "crime_recording": CrimeIndex,
    "intelligence": Lantern,
    "national_computer": lambda home: NationalComputer(home, f"file://{home}/queue.sqlite3"),
    "vulnerable": lambda home: Safeguard(home, f"sqlite://{home}/staging.sqlite3"),
    "warrants": Docket,
}
KEYED = sorted(set(MACHINES) - {"crime_recording"})
"""Those that know a record by the sender's number; a host with screens keeps it as a mere remark."""
WRONG = [
    ("custody", b"<Surname>N\xda\xd1EZ-O'BRIEN</Surname>", b"", "C010"),
    ("custody", b"N\xda\xd1EZ-O'BRIEN", b"N" * 36, "C011"),
    ("custody", b"<Sex>F</Sex>", b"<Sex>X</Sex>", "C012"),
    ("custody", b"N\xda\xd1EZ-O'BRIEN", b"Nunez", "C013"),
    ("custody", b"01/02/2009", b"31/02/2009", "C014"),
    ("custody", b"TH68010", b"TH6801", "C015"),
    ("custody", b"</CustodyNotice>", b"", "C001"),
    ("custody", b"<Code>TH68010</Code>", b"<Code></Code>", "C010"),
    ("vulnerable", b'"SURNAME": "N\xc3\xba\xc3\xb1ez-O\xe2\x80\x99Brien"', b'"SURNAME": ""', "SG10"),
    ("vulnerable", b"Flat 2", b"F" * 121, "SG11"),
    ("vulnerable", b'"CHILD_FLAG": "Y"', b'"CHILD_FLAG": "?"', "SG12"),
    ("vulnerable", b"Flat 2", "Flat 𠮷".encode(), "SG13"),
    ("vulnerable", b"20090201", b"20090231", "SG14"),
    ("vulnerable", b'"ETHNICITY": "W3"', b'"ETHNICITY": "X3"', "SG15"),
    ("vulnerable", b"}", b"", "SG01"),
    ("case_preparation", b"AR/0000123/26", b"", "CF410"),
    ("case_preparation", b"AR/0000123/26", b"9" * 36, "CF411"),
    ("case_preparation", b'"ARRESTED"', b'"HELD"', "CF412"),
    ("case_preparation", b"TH68010", b"th68010", "CF413"),
    ("case_preparation", b"2009-02-01", b"2009-02-31", "CF414"),
    ("case_preparation", b"GNDR_0001", b"Female", "CF415"),
    ("case_preparation", b'"included"', b'"excluded"', "CF400"),
    ("crime_recording", b'"SURNAME": "NUNEZ-O\'BRIEN"', b'"SURNAME": ""', "CR101"),
    ("crime_recording", b"NUNEZ-O'BRIEN", b"N" * 26, "CR102"),
    ("crime_recording", b'"SEX": "F"', b'"SEX": "9"', "CR103"),
    ("crime_recording", b"NUNEZ-O'BRIEN", b"Nunez", "CR104"),
    ("crime_recording", b'"DOB": "010209"', b'"DOB": "310209"', "CR105"),
    ("crime_recording", b'"DOB": "010209"', b'"DOB": "311229"', "CR105"),
    ("crime_recording", b"TH68010", b"TH6801", "CR106"),
    ("crime_recording", b'"ARREST"', b'"ORDERS"', "CR103"),
    ("crime_recording", b"}", b"", "CR109"),
    ("intelligence", "<Surname>Núñez-O’Brien</Surname>".encode(), b"", "L010"),
    ("intelligence", b"<Offence>", b"<Crime>", "L001"),
    ("intelligence", "Núñez-O’Brien".encode(), b"N" * 41, "L011"),
    ("intelligence", b"<Source>1</Source>", b"<Source>4</Source>", "L012"),
    ("intelligence", "Núñez-O’Brien".encode(), "Núñez 𠮷".encode(), "L013"),
    ("intelligence", b"2009-02-01", b"2009-02-31", "L014"),
    ("intelligence", b"W3", b"X3", "L015"),
    ("intelligence", b"<Handling>P</Handling>", b"<Handling>C</Handling>", "L010"),
    ("antisocial_behaviour", "Núñez-O'Brien".encode("latin-1"), b"", "A010"),
    ("antisocial_behaviour", "Núñez-O'Brien".encode("latin-1"), b"N" * 31, "A011"),
    ("antisocial_behaviour", b",F,", b",2,", "A012"),
    ("antisocial_behaviour", "Núñez".encode("latin-1"), b"N\x92", "A013"),
    ("antisocial_behaviour", b"01/02/2009", b"31/02/2009", "A014"),
    ("antisocial_behaviour", b"01/02/2009", b"01/02/1899", "A014"),
    ("antisocial_behaviour", b",529090,", b",529090.5,", "A015"),
    ("antisocial_behaviour", b"MESSAGE_ID,ACTION", b"ACTION,MESSAGE_ID", "A001"),
    ("antisocial_behaviour", b"Paul,", b"Paul,,", "A001"),
    ("national_computer", b"SURNAME=NUNEZ-O'BRIEN", b"SURNAME=", "N101"),
    ("national_computer", b"NUNEZ-O'BRIEN", b"N" * 55, "N102"),
    ("national_computer", b"SEX=F", b"SEX=1", "N103"),
    ("national_computer", b"NUNEZ-O'BRIEN", b"Nunez", "N104"),
    ("national_computer", b"BIRTH=01022009", b"BIRTH=31022009", "N105"),
    ("national_computer", b"FORCE=01", b"FORCE=AA", "N106"),
    ("national_computer", b"1981/0000034U", b"1981/0000034A", "N107"),
    ("national_computer", b"SURNAME=", b"SURNAME", "N001"),
    ("warrants", "NUNEZ-O'BRIEN".encode("cp037"), b"\x40" * 13, "D010"),
    ("warrants", b"\xc6\xf1\xf9\xf8\xf1", b"\xc7\xf1\xf9\xf8\xf1", "D012"),
    ("warrants", "NUNEZ-".encode("cp037"), "Nunez-".encode("cp037"), "D013"),
    ("warrants", bytes.fromhex("020090201F"), bytes.fromhex("020090231F"), "D014"),
    ("warrants", "1981/0".encode("cp037"), "81/000".encode("cp037"), "D015"),
    ("warrants", bytes.fromhex("020090201F"), bytes.fromhex("020090201C"), "D001"),
    ("warrants", bytes.fromhex("020090201F"), bytes.fromhex("02009A201F"), "D001"),
    ("warrants", b"\xc8\xd5", b"\xe7\xd5", "D001"),
]


def body(name):
    mapping = registry.mapping(name)
    document = json.loads((mapping.folder / "golden" / "arrest.document.json").read_text())
    return mapping.encode(document).body


@pytest.mark.parametrize(("name", "right", "wrong", "code"), WRONG)
def test_what_does_not_fit_is_refused_with_the_machines_own_code(tmp_path, name, right, wrong, code):
    machine: Machine = MACHINES[name](tmp_path)
    sent = body(name)
    assert right in sent
    outcome = machine.take("key", "create", sent.replace(right, wrong, 1))
    assert (outcome.outcome, outcome.code) == ("REFUSED", code)
    assert machine.store.records() == []
    assert code in registry.mapping(name).spec.reply.codes


@pytest.mark.parametrize("name", registry.names())
def test_a_refused_message_may_come_again_corrected_under_the_same_key(tmp_path, name):
    machine = MACHINES[name](tmp_path)
    assert machine.take("key", "amend", body(name)).outcome == "REFUSED"
    taken = machine.take("key", "create", body(name))
    assert taken.outcome == "ACCEPTED"
    assert machine.take("key", "create", b"whatever came later") == machine.store.message("key")
    assert machine.store.message("key").reference == taken.reference


@pytest.mark.parametrize("name", KEYED)
def test_one_arrest_is_held_once_whatever_the_key(tmp_path, name):
    machine = MACHINES[name](tmp_path)
    machine.take("one", "create", body(name))
    assert machine.take("two", "create", body(name)).code == machine.held_code
    assert len(machine.store.records()) == 1


@pytest.mark.parametrize("name", KEYED)
def test_a_withdrawn_arrest_may_be_told_anew_and_keeps_its_reference(tmp_path, name):
    machine = MACHINES[name](tmp_path)
    first = machine.take("one", "create", body(name)).reference
    machine.take("two", "withdraw", body(name))
    assert machine.take("three", "amend", body(name)).code == machine.not_held_code
    assert machine.take("four", "create", body(name)).reference == first
    assert [r.state for r in machine.store.records()] == ["LIVE"]


def test_a_host_holds_what_is_typed_twice_twice(tmp_path):
    """Which is why the transport looks before it types."""
    machine = CrimeIndex(tmp_path)
    taken = [machine.take(key, "create", body("crime_recording")) for key in ("one", "two", "three")]
    assert len({each.reference for each in taken}) == 3
    assert len(machine.store.same_origin("AR/0000123/26")) == 3
    assert machine.store.same_origin("AR/0000123/2") == []

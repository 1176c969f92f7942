"""An extract in one XML file: records one by one, whatever stands between them; a broken file is refused."""

import pytest

from daybook.legacy.systems.registry import mapping
from daybook.legacy.transports import Connection, TransportError
from daybook.legacy.transports.xml_extract import XmlExtract

RECORD = (
    "<CustodyNotice><OriginNumber>{}</OriginNumber><Arrest><At>14/03/2026 21:05</At></Arrest></CustodyNotice>"
)
TRAILER = "<Trailer><Records>{}</Records></Trailer>"


@pytest.fixture
def extract(tmp_path):
    def of(*children, head="<?xml version='1.0'?>", end="</Extract>"):
        file = tmp_path / "extract.xml"
        file.write_text(head + "<Extract>" + "\n".join(children) + end)
        return XmlExtract(file, Connection(mapping("custody"), {}))

    return of


def numbers(records):
    return [tree["OriginNumber"] for _, tree in records]


def test_records_come_in_their_order_and_some_alone(extract):
    found = extract(*(RECORD.format(f"AR/{n}") for n in range(500)), TRAILER.format(500))
    assert numbers(found) == [f"AR/{n}" for n in range(500)]
    assert numbers(found.only({3, 499})) == ["AR/3", "AR/499"]


def test_what_is_no_record_is_passed_over(extract):
    nested = f"<Batch>{RECORD.format('inside')}</Batch>"
    remarked = RECORD.format("AR/<!-- no. -->1").replace("<Arrest>", "<!-- of the day --><Arrest>")
    found = extract("<Header/>", nested, RECORD.format("AR/0"), "<!-- more -->", remarked, TRAILER.format(2))
    assert numbers(found) == ["AR/0", "AR/"]


def test_what_is_passed_over_is_forgotten(extract):
    found = extract(*["<Other>words of theirs</Other>"] * 20_000, RECORD.format("AR/0"), TRAILER.format(1))
    assert [len(element.getparent()) < 3_000 for element in found._children()] == [True, True]


@pytest.mark.parametrize(
    ("children", "changed", "said"),
    [
        ([RECORD.format(1), TRAILER.format(2)], {}, "says that it holds 2 records, and 1 came."),
        ([RECORD.format(1)], {}, "says that it holds no records, and 1 came."),
        ([RECORD.format(1), TRAILER.format(1)], {"end": ""}, "is cut off or broken."),
        ([RECORD.format(1)[:-4]], {}, "is cut off or broken."),
        ([TRAILER.format(0)], {"head": "<!DOCTYPE Extract [<!ENTITY a 'b'>]>"}, "declares a document type"),
    ],
    ids=["count", "no count", "no end", "half a record", "doctype"],
)
def test_a_file_that_is_not_whole_is_refused(extract, children, changed, said):
    with pytest.raises(TransportError, match=said):
        list(extract(*children, **changed))


def test_an_empty_file_is_refused(extract, tmp_path):
    found = extract()
    found.file.write_bytes(b"")
    with pytest.raises(TransportError, match="cut off or broken"):
        list(found)

"""Whole files: counts, hash total, record length, order; what is wrong is named with file, record and column."""

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.mapping.fixed import FixedError, FixedFile, write_file

from .layouts import FINE, FORM

FINES = st.lists(
    st.fixed_dictionaries(
        {"NAME": st.text("ABC £", min_size=1, max_size=19).map(lambda text: text.rstrip() or "A"),
         "AMOUNT": st.integers(-(10**7) + 1, 10**7 - 1).map(lambda pence: Decimal(pence) / 100)}
    ), max_size=8,
)  # fmt: skip
LENGTH = FORM.length


def written(fines, batch=7):
    out = io.BytesIO()
    said = write_file(out, FORM, {"batch": batch}, map(FINE.write, fines))
    return out.getvalue(), said


def opened(folder, data):
    file = folder / "B0000007.dat"
    file.write_bytes(data)
    return FixedFile(file, FORM)


def refused(folder, data, said):
    with pytest.raises(FixedError, match=said) as error:
        list(opened(folder, data).values())
    assert str(error.value).startswith("B0000007.dat")
    return error.value


SAMPLE, _ = written([{"NAME": "ADA", "AMOUNT": Decimal("1.50")}, {"NAME": "COL", "AMOUNT": Decimal(-2)}])


@given(FINES)
def test_a_file_comes_back_as_it_went(tmp_path_factory, fines):
    data, said = written(fines)
    file = opened(tmp_path_factory.getbasetemp(), data)
    assert [values for _, values in file.values()] == [{**fine, "SEQ": n} for n, fine in enumerate(fines, 1)]
    assert file.header == {"batch": 7, "hash": 0}
    assert said["records"] == len(fines)
    assert said["hash"] == sum(abs(int(fine["AMOUNT"] * 100)) for fine in fines)


def test_a_wrong_count_in_the_trailer_is_named(tmp_path):
    error = refused(
        tmp_path,
        SAMPLE[:LENGTH] + SAMPLE[2 * LENGTH :].replace(b"\xf0\xf2", b"\xf0\xf1", 1),
        "2 records, and 1",
    )
    assert error.record == 3
    assert "have it sent again" in error.remedy


def test_a_changed_amount_does_not_agree_with_the_hash_total(tmp_path):
    changed = SAMPLE.replace(bytes.fromhex("0000150C"), bytes.fromhex("0000160C"))
    refused(tmp_path, changed, "record 4: the trailer's hash total is 350, and the records come to 360")


def test_a_bad_packed_field_is_named_with_record_and_position(tmp_path):
    changed = SAMPLE.replace(bytes.fromhex("0000200D"), bytes.fromhex("0000A00D"))
    refused(tmp_path, changed, r"record 3, AMOUNT \(positions 28 to 31\): X'0000A00D' is no packed number")


def test_a_letter_that_is_none_is_named_too(tmp_path):
    refused(
        tmp_path, SAMPLE.replace(b"\xc1\xc4\xc1", b"\xc1\x00\xc1"), r"record 2, NAME \(positions 8 to 27\)"
    )


def test_a_record_of_another_length_is_named(tmp_path):
    refused(
        tmp_path, SAMPLE[:-3], "157 bytes, which is not a whole number of records of 40; record 4 is cut off"
    )
    refused(tmp_path, b"", "0 bytes")
    refused(
        tmp_path,
        SAMPLE[: 2 * LENGTH] + b"\x15" + SAMPLE[2 * LENGTH :],
        "Transfer it in binary, without line ends",
    )


def test_a_file_without_its_trailer_or_with_more_behind_it_is_not_whole(tmp_path):
    refused(tmp_path, SAMPLE[: 3 * LENGTH], "it ends without its trailer")
    refused(tmp_path, SAMPLE + SAMPLE[LENGTH : 2 * LENGTH], "record 5: stands behind the trailer")


def test_records_out_of_order_or_of_no_known_kind_are_named(tmp_path):
    one, two = SAMPLE[LENGTH : 2 * LENGTH], SAMPLE[2 * LENGTH : 3 * LENGTH]
    refused(
        tmp_path,
        SAMPLE[:LENGTH] + two + one + SAMPLE[3 * LENGTH :],
        "record 2: has the number 2, and 1 is its turn",
    )
    refused(tmp_path, SAMPLE[:LENGTH] + b"\xe9" * LENGTH + SAMPLE[LENGTH:], "record 2: has a record type")


def test_a_file_that_was_sent_as_text_says_so(tmp_path):
    refused(
        tmp_path,
        b"HD0000007".ljust(LENGTH),
        "record 1: is text of another machine, not EBCDIC. Transfer it in binary",
    )
    refused(tmp_path, SAMPLE[LENGTH:], "record 1: is no header of this file")


def test_a_body_of_another_kind_is_not_written():
    with pytest.raises(FixedError, match="record 2: is none of the kinds of this file"):
        write_file(io.BytesIO(), FORM, {"batch": 1}, [b"\x40" * LENGTH])

"""Identifiers against the published test vectors, and the properties that hold for all of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.identifiers import (
    Asn,
    CjsOffenceCode,
    CourtCaseReference,
    Cro,
    DriverNumber,
    Identifier,
    IdentifierError,
    Nino,
    NpccCode,
    OuCode,
    PncId,
    Postcode,
    Urn,
)

TODAY = date(2026, 11, 22)
PNCIDS = [
    "1981/0000034U",
    "2002/0073319Z",
    "2000/0000223R",
    "1979/0163001B",
    "2003/0000003Y",
    "1967/9893091D",
]
ASN_BODIES = ["9700000000000123456K", "2005FF0500000000555P", "22FD112200001234560X", "2202XC0200000000021R"]


@pytest.mark.parametrize("text", PNCIDS)
def test_published_pncids_are_canonical(text: str) -> None:
    assert PncId.parse(text, TODAY).canonical == text


@pytest.mark.parametrize("text", ["2003/0011985Z", "2012/0052494O", "2023/0583843N", "2001/0171310S"])
def test_published_false_pncids_are_refused(text: str) -> None:
    with pytest.raises(IdentifierError):
        PncId.parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("0273319Z", "2002/0073319Z"),
        ("81/34U", "1981/0000034U"),
        ("1981/34u", "1981/0000034U"),
        (" 81\\0000034 U\t", "1981/0000034U"),
        ("20020073319Z", "2002/0073319Z"),
        ("2002073319Z", "2002/0073319Z"),
    ],
)
def test_a_pncid_arrives_in_many_spellings(text: str, canonical: str) -> None:
    found = PncId.parse(text, TODAY)
    assert (found.canonical, found.raw) == (canonical, text)


def test_pncid_display_drops_century_and_zeros() -> None:
    assert PncId.parse("1981/0000034U").display == "81/34U"
    assert str(PncId.parse("2002/0073319Z")) == "02/73319Z"


def test_the_century_of_a_two_digit_year_turns_on_this_year() -> None:
    text = PncId.make(2026, 1).display
    assert PncId.parse(text, date(2026, 1, 1)).year == 2026
    assert PncId.parse(text, date(2025, 12, 31)).year == 1926


def test_a_pncid_of_the_future_is_refused() -> None:
    with pytest.raises(IdentifierError, match="between 1900 and 2026"):
        PncId.parse("2027/0000001M", TODAY)


def test_the_message_names_the_letter_and_the_remedy_but_not_the_number() -> None:
    with pytest.raises(IdentifierError) as refused:
        PncId.parse("81/34T", TODAY)
    message = str(refused.value)
    assert message == "The check letter of this PNCID should be U, not T. Read it again from the source."
    assert "PncId()" in repr(PncId.parse("81/34U"))


def test_letters_too_like_digits_are_named() -> None:
    with pytest.raises(IdentifierError, match=r"never ends in O\. Look again for 1, 0 or 5"):
        PncId.parse("2012/0052494O", TODAY)


serials = st.integers(0, 9_999_999)
years = st.integers(1900, 2026)


@given(years, serials, st.integers(4, 12), st.characters(categories=["Nd", "Lu"], max_codepoint=127))
def test_any_changed_character_of_a_pncid_is_refused(year: int, serial: int, at: int, other: str) -> None:
    text = PncId.make(year, serial).canonical
    if text[at] == other:
        return
    with pytest.raises(IdentifierError):
        PncId.parse(text[:at] + other + text[at + 1 :], TODAY)


@given(years, serials, st.sampled_from(["/", "\\", " / ", ""]), st.booleans(), st.integers(1, 7))
def test_spellings_of_one_pncid_agree(year: int, serial: int, slash: str, small: bool, width: int) -> None:
    known = PncId.make(year, serial)
    number = f"{serial:0{width if slash else 7}d}"
    text = f" {year}{slash}{number} {known.canonical[-1]}\n"
    assert PncId.parse(text.lower() if small else text, TODAY) == known


@pytest.mark.parametrize(
    ("text", "canonical", "display"),
    [
        ("65656/91H", "065656/91H", "65656/91H"),
        ("065656/91h", "065656/91H", "65656/91H"),
        ("SF05/482703J", "SF05/482703J", "SF05/482703J"),
        ("sf83 / 50058z", "SF83/50058Z", "SF83/50058Z"),
    ],
)
def test_published_cro_numbers(text: str, canonical: str, display: str) -> None:
    found = Cro.parse(text)
    assert (found.canonical, found.display) == (canonical, display)
    assert found.is_file_only is canonical.startswith("SF")


@pytest.mark.parametrize("text", ["85227/65G", "SF83/50058A", "SF/50058Z", "1234567/91H", "65656/1991H"])
def test_false_cro_numbers_are_refused(text: str) -> None:
    with pytest.raises(IdentifierError):
        Cro.parse(text)


@pytest.mark.parametrize("text", ASN_BODIES)
def test_published_asns(text: str) -> None:
    found = Asn.parse(text)
    assert found.canonical == text
    assert not found.is_dummy


def test_asn_display_and_parts() -> None:
    found = Asn.parse("97/0000/00/123456K")
    assert found.canonical == "9700000000000123456K"
    assert found.display == "97/0000/00/123456K"
    other = Asn.parse("2005FF0500000000555P")
    parts = (other.year, other.top_level, other.force, other.unit, other.system, other.sequence)
    assert parts == ("20", "", "05", "FF", "05", 555)


def test_asn_of_21_characters_leaves_the_third_out_of_the_check() -> None:
    found = Asn.parse("20B05FF0500000000555P")
    assert (found.top_level, found.force, found.display) == ("B", "05", "20/B05FF/05/555P")
    assert Asn.parse(found.display) == found


def test_asn_make_issues_the_letter() -> None:
    assert Asn.make(2022, "02", "XC", "02", 21).canonical == "2202XC0200000000021R"


def test_asn_with_a_wrong_letter_is_refused() -> None:
    with pytest.raises(IdentifierError, match="should be R, not P"):
        Asn.parse("2202XC0200000000021P")


@pytest.mark.parametrize(
    "text",
    [
        "0800NP0100000000001A",
        "0800PP0100000000001A",
        "2201NRPR123456789ABC",
        "2200NP0000000000001A",
        "2212LN0000000000001A",
        "2263000000000000001A",
        "2206SSAB00000000001A",
        "2200XXAB00000000001A",
        "2250110100000000001A",
        "2250SJ0100000000001A",
    ],
)
def test_dummy_asns_are_recognised(text: str) -> None:
    found = Asn.parse(text)
    assert found.is_dummy
    assert Asn.parse(found.display) == found
    assert found.sequence in {0, 1}


def test_urn() -> None:
    found = Urn.parse("01zd 0303208")
    assert (found.canonical, found.display) == ("01ZD0303208", "01/ZD/03032/08")
    assert (found.force, found.unit, found.is_dummy) == ("01", "ZD", False)
    assert Urn.parse("01/ZD/3032/08") == found
    assert Urn.parse("12AB123").display == "12AB123"
    assert Urn.parse("00NP0303208").is_dummy
    for false in ("01ZD", "01ZD03032081", "01ZDA303208", "1ZD"):
        assert not Urn.is_valid(false)


def test_organisation_unit() -> None:
    court = OuCode.parse("b03ax00")
    assert (court.top_level, court.kind, court.force, court.unit) == ("B", "magistrates' courts", "03", "AX")
    fulham = OuCode.parse("01FF00")
    assert (fulham.kind, fulham.station_code) == ("police", "01FF")
    assert not OuCode.is_valid("K03AX00")
    assert not OuCode.is_valid("01FF")


@pytest.mark.parametrize("text", ["TH68010", "CD98042A", "COML025", "XX00001", "AA60A01", "th68010i"])
def test_offence_codes(text: str) -> None:
    assert CjsOffenceCode.parse(text).canonical == text.upper()


@pytest.mark.parametrize("text", ["TH6801", "TH68010Z", "T168010", "COML25", "TH680100"])
def test_false_offence_codes(text: str) -> None:
    with pytest.raises(IdentifierError, match="shape of a CJS offence code"):
        CjsOffenceCode.parse(text)


def test_qualified_offence() -> None:
    attempt = CjsOffenceCode.parse("TH68010").qualified("A")
    assert (attempt.canonical, attempt.base, attempt.qualifier_label) == ("TH68010A", "TH68010", "attempt")


def test_npcc_code() -> None:
    assert NpccCode.parse(" 5.5.5.1").canonical == "5.5.5.1"
    assert NpccCode.is_valid("12.1")
    for false in ("12", "12.", "1.2.3.4.5", "1234.1"):
        assert not NpccCode.is_valid(false)


def test_court_case_reference() -> None:
    found = CourtCaseReference.parse("22/2041/1111X")
    assert (found.canonical, found.display) == ("22/2041/001111X", "22/2041/1111X")
    assert CourtCaseReference.parse("22/2041/111111X").canonical == "22/2041/111111X"
    assert not CourtCaseReference.is_valid("22/2041/111111O")


def test_nino() -> None:
    assert Nino.parse("ab 12 34 56 c").canonical == "AB123456C"
    assert Nino.parse("AB123456 ").display == "AB 12 34 56"
    with pytest.raises(IdentifierError, match="begins with GB"):
        Nino.parse("GB123456A")
    for false in ("QQ123456C", "AO123456C", "AB123456E", "AB12345C"):
        assert not Nino.is_valid(false)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("W1A 0AX", "W1A 0AX"),
        ("CR26XH", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("sw1a", "SW1A"),
        ("E1", "E1"),
    ],
)
def test_postcodes(text: str, canonical: str) -> None:
    assert Postcode.parse(text).canonical == canonical


@pytest.mark.parametrize("text", ["E1 4", "SW1A 1A", "1AA", "SW1A 11A", "ABC1 1AA", "SW1A 1AAA", ""])
def test_false_postcodes(text: str) -> None:
    with pytest.raises(IdentifierError):
        Postcode.parse(text)


@pytest.mark.parametrize("text", ["ZZ1", "SW1A", "sw1a ", "NOT ONE", "75008"])
def test_the_postcode_of_an_address_is_whole_or_not_there(text: str) -> None:
    with pytest.raises(IdentifierError, match="such as SW1A 1AA"):
        Postcode.of_address(text)
    assert (Postcode.of_address(" "), Postcode.of_address("sw1a1aa")) == ("", "SW1A 1AA")


def test_postcode_parts() -> None:
    found = Postcode.parse("SW1A 1AA")
    assert (found.area, found.outward, found.inward, found.is_whole) == ("SW", "SW1A", "1AA", True)


def test_driver_number_tells_birth_date_and_sex() -> None:
    found = DriverNumber.parse("MORGA657054SM9IJ")
    assert found.birth_date(TODAY) == date(1964, 7, 5)
    assert found.sex == "2"
    assert found.display == "MORGA 657054 SM9IJ"
    assert found.disagreements("Morgan", date(1964, 7, 5), "2", TODAY) == []


def test_driver_number_disagreements_are_warnings() -> None:
    found = DriverNumber.parse("MORGA657054SM9IJ")
    warnings = found.disagreements("O'Neil", date(1964, 5, 7), "1", TODAY)
    assert [sentence.split("another ")[1] for sentence in warnings] == [
        "birth date than the record.",
        "sex than the record.",
        "family name than the record.",
    ]
    assert DriverNumber.parse("MCDON657054SM9IJ").disagreements("MacDonald") == []
    assert DriverNumber.parse("FOX99657054SM9IJ").disagreements("Fox") == []


def test_driver_number_without_a_possible_date_is_kept() -> None:
    found = DriverNumber.parse("MORGA699994SM9IJ")
    assert (found.birth_date(TODAY), found.sex) == (None, "0")
    assert found.disagreements(today=TODAY) == ["The driver number holds no possible birth date."]


def test_driver_number_with_issue_number_says_what_to_leave_out() -> None:
    with pytest.raises(IdentifierError, match="issue number"):
        DriverNumber.parse("MORGA657054SM9IJ 35")


def test_a_newborn_year_belongs_to_the_last_century() -> None:
    assert DriverNumber.parse("MORGA201011SM9IJ").birth_date(TODAY) == date(1921, 1, 1)
    assert DriverNumber.parse("MORGA001011SM9IJ").birth_date(TODAY) == date(2001, 1, 1)


@given(st.sampled_from(ALL := Identifier.__subclasses__()), st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(kind: type[Identifier], text: str) -> None:
    if kind.is_valid(text, TODAY):
        found = kind.parse(text, TODAY)
        assert kind.parse(found.canonical, TODAY) == found
    else:
        with pytest.raises(IdentifierError, match=r"\.$"):
            kind.parse(text, TODAY)


PATTERNS: dict[type[Identifier], st.SearchStrategy[str]] = {
    PncId: st.builds(lambda y, s: PncId.make(y, s).canonical, years, serials),
    Cro: st.builds(
        lambda y, s, f: Cro.make(y, s, file_only=f).canonical, years, st.integers(0, 999_999), st.booleans()
    ),
    Asn: st.builds(
        lambda y, f, u, t, n: Asn.make(y, f, u, "01", n, t).canonical,
        years,
        st.from_regex(r"[A-Z0-9]{2}", fullmatch=True),
        st.from_regex(r"[A-Z0-9]{2}", fullmatch=True),
        st.sampled_from(["", "B"]),
        st.integers(0, 99_999_999_999),
    ),
    Urn: st.from_regex(r"[A-Z0-9]{4}[0-9]{3,7}", fullmatch=True),
    OuCode: st.from_regex(r"[A-JZ0-9]?[A-Z0-9]{6}", fullmatch=True),
    DriverNumber: st.from_regex(r"[A-Z0-9]{5}[0-9]{6}[A-Z0-9]{3}[A-Z]{2}", fullmatch=True),
    Postcode: st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9][A-Z]{2})?", fullmatch=True),
    Nino: st.from_regex(r"[AEHJ][ABCE][0-9]{6}[A-D]?", fullmatch=True),
    CourtCaseReference: st.from_regex(r"[0-9]{2}/[0-9]{4}/[0-9]{6}[A-H]", fullmatch=True),
    NpccCode: st.from_regex(r"[1-9]{1,3}\.[1-9]{1,3}\.[1-9]{1,3}", fullmatch=True),
    CjsOffenceCode: st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z0-9][0-9]{2}[ABCI]?", fullmatch=True),
}


@given(
    st.sampled_from(sorted(PATTERNS, key=lambda kind: kind.label)).flatmap(
        lambda kind: st.tuples(st.just(kind), PATTERNS[kind])
    )
)
def test_canonical_and_display_round_trip(case: tuple[type[Identifier], str]) -> None:
    kind, text = case
    found = kind.parse(text, TODAY)
    assert found.canonical == text
    assert kind.parse(found.canonical, TODAY) == found
    assert kind.parse(f" {found.display.lower()} ".replace("/", "\\"), TODAY).canonical[-7:] == text[-7:]


def test_every_identifier_is_tried() -> None:
    assert set(PATTERNS) == set(ALL)

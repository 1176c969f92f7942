"""Arrest reports of every kind for hypothesis: any spelling, any gap, any length."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from daybook.records.identifiers import Asn, Cro, PncId

ANY = st.characters(exclude_categories=["Cs"])
LATIN = st.characters(categories=["Lu", "Ll"], max_codepoint=0x17E, include_characters=" -'’.,")
NAMES = st.sampled_from(
    ["Smith", "O’Brien", "Núñez", "Łukasiewicz", "Þórsdóttir", "Ng", "van der Berg", "Straße", "Ødegård", "Unknown",
     "Wolfeschlegelsteinhausenbergerdorff-Montgomery", "Iñtërnâtiônàlizætiøn", "D'Souza", "ﬁnch", "ŉdah"]
)  # fmt: skip
LONG = st.sampled_from(
    ["grounds and more grounds " * 20, "Ünïcode – “quoted” " * 15, "x" * 2100, "two\nlines\r\n" * 9]
)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
)
DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31)).map(date.isoformat)
NONE = st.none()
PNCIDS = st.builds(PncId.make, st.integers(1950, 2026), st.integers(1, 9999999)).map(
    lambda found: found.canonical
)
CROS = st.builds(Cro.make, st.integers(1950, 1999), st.integers(1, 999999)).map(lambda found: found.canonical)
ASNS = st.integers(1, 10**9).map(lambda number: Asn.make(26, "01", "01", "01", number).canonical)
ETHNICITIES = st.sampled_from(
    ["W1", "W2", "W3", "W9", "M1", "M9", "A1", "A4", "A9", "B1", "B9", "O2", "O9", "NS"]
)
CODES = st.sampled_from(["TH68010", "CJ88116", "MD71530", "COML025", "AA60A01", "TH68010A"])
STATUSES = st.sampled_from(["arrested", "voluntary-attendance", "de-arrested", "wrong-person"])


def part(**values: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries(values)


OFFENCE = part(
    id=st.uuids().map(str),
    code=CODES,
    title=NAMES | LONG | NONE,
    category=st.sampled_from(["CE", "CI"]) | NONE,
    recordable=st.booleans(),
    committed_from=MOMENTS | NONE,
    committed_to=MOMENTS | NONE,
)


def people(words: st.SearchStrategy) -> st.SearchStrategy:
    given = st.lists(words.filter(bool), max_size=4)
    return part(
        id=st.uuids().map(str),
        family_name=words | NONE,
        given_names=given,
        date_of_birth=DAYS | NONE,
        sex=st.sampled_from(["0", "1", "2", "9"]),
        self_defined_ethnicity=ETHNICITIES | NONE,
        observed_ethnicity=st.sampled_from(list("123456")) | NONE,
        nationality=words | NONE,
        occupation=words | NONE,
        language=words | NONE,
        height_cm=st.integers(30, 250) | NONE,
        age=st.integers(0, 120) | NONE,
        under_18=st.booleans(),
        aliases=st.lists(part(family_name=words | NONE, given_names=given), max_size=7),
        identifiers=part(pncid=PNCIDS | NONE, cro=CROS | NONE),
        address=part(
            lines=st.lists(words.filter(bool), max_size=5),
            postcode=st.just("ZZ1 2AB") | NONE,
            uprn=st.integers(1, 10**12 - 1) | NONE,
        ),
        phone=st.just("07700900123") | NONE,
        warnings=st.lists(part(code=st.sampled_from(["FI", "VI", "SH"]), text=words | LONG), max_size=12),
    )


def grounds(words: st.SearchStrategy) -> st.SearchStrategy:
    return part(
        grounds=(words | LONG).filter(bool),
        necessity=st.lists(st.sampled_from(["NAME", "ADDRESS", "INVESTIGATION"]), max_size=4),
        necessity_reason=words | LONG | NONE,
        caution_at=MOMENTS | NONE,
        reply=words | LONG | NONE,
        force_used=st.booleans(),
        searched=st.booleans(),
        custody_suite=words | NONE,
    )


def arrests(alphabet: st.SearchStrategy) -> st.SearchStrategy:
    """Arrests whose free text is of this alphabet."""
    words = NAMES | st.text(alphabet, max_size=40)
    return part(
        report=st.just("arrest"),
        verb=st.sampled_from(["create", "amend", "withdraw"]),
        number=st.just("AR/0000123/26"),
        version=st.integers(1, 999),
        event=part(id=st.uuids().map(str), happened_at=MOMENTS, recorded_at=MOMENTS, status=STATUSES),
        arrest=grounds(words),
        person=people(words),
        offences=st.lists(OFFENCE, min_size=1, max_size=5),
        place=part(
            description=words | LONG | NONE,
            lines=st.lists(words.filter(bool), max_size=5),
            postcode=st.just("ZZ1 1AA") | NONE,
            latitude=st.floats(49, 61) | NONE,
            longitude=st.floats(-8, 2) | NONE,
        ),
        officer=part(
            collar_number=st.just("1234"), name=words | NONE, rank=st.just("constable"), station=words | NONE
        ),
        force=st.just({"code": "01"}),
        references=st.just({}),
        asn=ASNS | NONE,
    )

"""What the crime recording host lets its users type: its own tables and forms, field by field."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from daybook.legacy.emulation import Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes

CODES = RefusalCodes("CR101", "CR102", "CR103", "CR104", "CR105", "CR106")
LETTERS = r"A-Z0-9 .,;:!?'\"()&@%+*/=£-"
NAMES = "A-Z0-9 '-"
OFFENCE = r"([A-Z]{2}\d{2}|COML|XX00)[A-Z0-9]\d{2}[ABCI]?"
DATED = re.compile(r"FROM|TO|REPORTED|ARRESTED|DOB\d?")
LOCAL = ZoneInfo("Europe/London")
SEXES = frozenset("MFU")
DAY, MOMENT = "%d%m%y", "%d%m%y%H%M"
WINDOW = 30
"""Years of two digits from here on are of the last century."""
SHARED = (
    Rule("EXTREF", length=20, chars=LETTERS),
    Rule("PLACE", length=60, chars=LETTERS),
    Rule("OFFICER", required=True, length=8, chars=NAMES),
    Rule("STATION", length=20, chars=LETTERS),
    Rule("HOCLASS", pattern=r"\d{3}/\d{2}"),
    Rule("NARRATIVE", required=True, length=1000, chars=LETTERS),
)
OF_CRIME = (
    Rule("STATUS", required=True, codes=frozenset({"REC", "INV", "FIN", "CAN"})),
    Rule("OFFENCE", required=True, pattern=OFFENCE),
    Rule("FROM", required=True, date=MOMENT),
    Rule("TO", date=MOMENT),
    Rule("REPORTED", required=True, date=MOMENT),
    Rule("PLACEPC", length=8, chars="A-Z0-9 "),
    Rule("METHOD", length=220, chars=LETTERS),
    *(
        rule
        for number in range(1, 5)
        for rule in (
            Rule(f"ROLE{number}", codes=frozenset("VWS")),
            Rule(f"SURNAME{number}", length=25, chars=NAMES),
            Rule(f"FORENAMES{number}", length=25, chars=NAMES),
            Rule(f"DOB{number}", date=DAY),
            Rule(f"SEX{number}", codes=SEXES),
        )
    ),
)
OF_ARREST = (
    Rule("STATUS", required=True, codes=frozenset({"ARR", "VOL", "REL", "ERR"})),
    Rule("ARRESTED", required=True, date=MOMENT),
    Rule("OFFENCE1", required=True, pattern=OFFENCE),
    Rule("OFFENCE2", pattern=OFFENCE),
    Rule("OFFENCE3", pattern=OFFENCE),
    Rule("SUITE", length=30, chars=LETTERS),
    Rule("ASN", pattern=r"[0-9A-Z]{20,21}"),
    Rule("SURNAME", required=True, length=25, chars=NAMES),
    Rule("FORENAMES", length=40, chars=NAMES),
    Rule("DOB", date=DAY),
    Rule("SEX", required=True, codes=SEXES),
    Rule("ETHNIC", pattern=r"[WMABO]\d|NS"),
    Rule("ADDRESS", length=60, chars=LETTERS),
    Rule("POSTCODE", length=8, chars="A-Z0-9 "),
    Rule("PNCID", pattern=r"\d{4}/\d{7}[A-Z]"),
    Rule("MARKERS", length=30, chars="A-Z "),
)
OF_CANCELLING = (Rule("REASON", required=True, codes=frozenset("EDNT")),)
RULES = {"CRIME": (*SHARED, *OF_CRIME), "ARREST": (*SHARED, *OF_ARREST)}


def judge(form: str, values: dict[str, str], only: frozenset[str] | None = None) -> Refusal | None:
    """The first thing wrong with a record, or with those of its fields that stand on one screen."""
    if form not in RULES:
        return Refusal(CODES.bad_code, "OPTION CODE NOT ON TABLE")
    rules = [rule for rule in RULES[form] if only is None or rule.name in only]
    return check(rules, values, CODES) or _not_yet(values, only)


def _not_yet(values: dict[str, str], only: frozenset[str] | None) -> Refusal | None:
    """Nothing happened, and nobody was born, after today."""
    today = datetime.now(LOCAL).date()
    for name, value in values.items():
        dated = value and DATED.fullmatch(name) and (only is None or name in only)
        if dated and day(value) > today:
            return Refusal(CODES.bad_date, f"{name} IS IN THE FUTURE")
    return None


def day(text: str) -> date:
    """A day as it is typed, DDMMYY; what follows it does not count."""
    year = int(text[4:6])
    return date(year + (1900 if year >= WINDOW else 2000), int(text[2:4]), int(text[:2]))

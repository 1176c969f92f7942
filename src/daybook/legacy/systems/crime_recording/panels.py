"""The screens of the crime recording host, 24 rows of 80, as its users know them."""

import re

from daybook.legacy.emulation.tn3270 import Panel

FOOT = "\n {=MESSAGE:78}"


def _panel(name: str, title: str, body: str, keys: str) -> Panel:
    """Heading in rows 1 and 2, the body, the keys in row 23, the message in row 24."""
    lines = [f" {name}{title.center(68)}", " " + "-" * 77, *body.removeprefix("\n").rstrip("\n").split("\n")]
    return Panel(name, "\n".join([*lines, *[""] * (22 - len(lines)), f" {keys}"]) + FOOT)


SIGN_ON = _panel(
    "CR000",
    "C R I M E   I N D E X",
    """

 FOR AUTHORISED USERS ONLY. EVERY LOOK IS LOGGED.


                         USERID . . . {USERID:8}
                         PASSWORD . . {*PASSWORD:8}
""",
    "ENTER SIGN ON",
)
MENU = _panel(
    "CR001",
    "CRIME INDEX - MENU",
    """
                         1  RECORD A CRIME
                         2  RECORD AN ARREST
                         3  FIND A RECORD
                         4  FIND A PERSON
                         5  LIST OF RECORDS
                         6  WEED A RECORD
                         9  SIGN OFF
                         OPTION . . . {#OPTION:1}
""",
    "ENTER GO ON",
)
CRIME_1 = _panel(
    "CR010",
    "RECORD A CRIME - 1 OF 3",
    """
 OTHER REF . . {EXTREF:20}      STATUS . . {STATUS:3}

 OFFENCE . . . {OFFENCE:8}      H.O. CLASS . {HOCLASS:6}

 COMMITTED FROM  {#FROM:10}  TO  {#TO:10}  DDMMYYHHMM
 REPORTED  . . . {#REPORTED:10}

 WHERE . . . . {PLACE:60}
 POSTCODE  . . {PLACEPC:8}

 OFFICER . . . {OFFICER:8}      STATION . . {STATION:20}
""",
    "PF8 NEXT   PF12 LEAVE",
)
PERSON_LINES = "\n".join(
    f" {{ROLE{n}:1}}  {{SURNAME{n}:25}}  {{FORENAMES{n}:25}}  {{#DOB{n}:6}}  {{SEX{n}:1}}"
    for n in range(1, 5)
)
CRIME_2 = _panel(
    "CR011",
    "RECORD A CRIME - 2 OF 3",
    f"""
 PEOPLE: V VICTIM  W WITNESS  S SUSPECT

 R  SURNAME                    FORENAMES                  DDMMYY  SEX
{PERSON_LINES}

 HOW IT WAS DONE
 {{METHOD:220}}
""",
    "PF7 BACK   PF8 NEXT   PF12 LEAVE",
)
CRIME_3 = _panel(
    "CR012",
    "RECORD A CRIME - 3 OF 3",
    """
 WHAT HAPPENED
 {NARRATIVE:1000}
""",
    "PF3 FILE   PF7 BACK   PF12 LEAVE",
)
ARREST_1 = _panel(
    "CR020",
    "RECORD AN ARREST - 1 OF 3",
    """
 OTHER REF . . {EXTREF:20}      STATUS . . {STATUS:3}

 ARRESTED  . . {#ARRESTED:10}  DDMMYYHHMM
 WHERE . . . . {PLACE:60}

 OFFENCES  . . {OFFENCE1:8}   {OFFENCE2:8}   {OFFENCE3:8}
 H.O. CLASS  . {HOCLASS:6}

 CUSTODY SUITE {SUITE:30}
 ASN . . . . . {ASN:21}

 OFFICER . . . {OFFICER:8}      STATION . . {STATION:20}
""",
    "PF8 NEXT   PF12 LEAVE",
)
ARREST_2 = _panel(
    "CR021",
    "RECORD AN ARREST - 2 OF 3",
    """
 SURNAME . . . {SURNAME:25}
 FORENAMES . . {FORENAMES:40}
 BORN  DDMMYY  {#DOB:6}     SEX . . {SEX:1}     ETHNICITY . . {ETHNIC:2}

 ADDRESS . . . {ADDRESS:60}
 POSTCODE  . . {POSTCODE:8}
 PNCID . . . . {PNCID:13}
 MARKERS . . . {MARKERS:30}
""",
    "PF7 BACK   PF8 NEXT   PF12 LEAVE",
)
ARREST_3 = _panel(
    "CR022",
    "RECORD AN ARREST - 3 OF 3",
    """
 GROUNDS
 {NARRATIVE:1000}
""",
    "PF3 FILE   PF7 BACK   PF12 LEAVE",
)
FIND = _panel(
    "CR030",
    "FIND A RECORD",
    """

 CRIME NUMBER  {CRIMENO:10}

 OTHER REF . . {EXTREF:20}
""",
    "ENTER FIND   PF12 LEAVE",
)
RECORD = _panel(
    "CR031",
    "RECORD",
    """
 CRIME NUMBER  {=CRIMENO:10}       KIND . . . . {=FORM:6}
 OTHER REF . . {=EXTREF:20}   STATE  . . . {=STATE:9}
 ENTERED . . . {=ENTERED:8}         CHANGED . .  {=TIMES:3} TIMES

 {=CAPTION:70}
""",
    "PF4 AMEND   PF5 CANCEL   PF12 LEAVE",
)
LISTED = _panel(
    "CR032",
    "SEVERAL RECORDS",
    "\n" + "\n".join(f" {{=CRIMENO{n}:10}}  {{=CAPTION{n}:60}}" for n in range(1, 11)),
    "PF12 LEAVE",
)
PEOPLE = _panel(
    "CR050",
    "FIND A PERSON",
    """

 NAME  . . . . {NAME:50}
               EACH WORD BEGINS A SURNAME OR FORENAME

 BORN FROM . . {#BORNFROM:6}  TO  {#BORNTO:6}  DDMMYY

 PNCID . . . . {PNCID:13}
""",
    "ENTER FIND   PF12 LEAVE",
)
FOUND = _panel(
    "CR051",
    "PEOPLE FOUND",
    "\n"
    + "\n".join(
        f" {{=CRIMENO{n}:10}}  {{=SURNAME{n}:25}}  {{=FORENAMES{n}:40}}\n"
        f"   BORN {{=DOB{n}:6}}  SEX {{=SEX{n}:1}}  PNCID {{=PNCID{n}:13}}"
        f"  ENTERED {{=ENTERED{n}:10}}  {{=STATE{n}:9}}  {{=ROLE{n}:1}}{{=LINE{n}:1}}"
        for n in range(1, 10)
    )
    + "\n\n A ARRESTED   S SUSPECT   V VICTIM   W WITNESS, AND WHICH LINE OF THE RECORD",
    "PF7 BACK   PF8 FORWARD   PF12 LEAVE",
)
LIST = _panel(
    "CR060",
    "LIST OF RECORDS",
    """

 ENTERED FROM  {#DAYFROM:6}  TO  {#DAYTO:6}  DDMMYY

 FROM NUMBER . {FROMNO:10}
""",
    "ENTER LIST   PF12 LEAVE",
)
LISTING = _panel(
    "CR061",
    "RECORDS BY NUMBER",
    " NUMBER      KIND    OTHER REF             STATE      ENTERED     CHANGED\n"
    + "\n".join(
        f" {{=CRIMENO{n}:10}}  {{=FORM{n}:6}}  {{=EXTREF{n}:20}}  {{=STATE{n}:9}}  {{=ENTERED{n}:10}}  {{=TIMES{n}:3}}"
        for n in range(1, 16)
    )
    + "\n\n VIEW NUMBER . {VIEWNO:10}",
    "ENTER VIEW   PF7 BACK   PF8 FORWARD   PF12 LEAVE",
)
CANCEL = _panel(
    "CR040",
    "CANCEL A RECORD",
    """
 CRIME NUMBER  {=CRIMENO:10}

 REASON  . . . {REASON:1}     E IN ERROR  D DUPLICATE  N NO CRIME  T TRANSFERRED
""",
    "PF3 FILE   PF12 LEAVE",
)
WEED = _panel(
    "CR070",
    "WEED A RECORD",
    """

 CRIME NUMBER  {CRIMENO:10}
""",
    "ENTER GO ON   PF12 LEAVE",
)
WEED_ASKS = _panel(
    "CR071",
    "WEED A RECORD - ARE YOU SURE",
    """
 CRIME NUMBER  {=CRIMENO:10}       KIND . . . . {=FORM:6}
 ENTERED . . . {=ENTERED:8}         STATE  . . . {=STATE:9}

 THE RECORD AND ITS HISTORY ARE TAKEN OUT FOR GOOD.
 TYPE YES TO WEED IT . . {CONFIRM:3}
""",
    "PF3 WEED   PF12 LEAVE",
)
FILED = _panel(
    "CR090",
    "FILED",
    """

                         CRIME NUMBER . . {=CRIMENO:10}
""",
    "ENTER GO ON",
)
ENTRY = {"CRIME": (CRIME_1, CRIME_2, CRIME_3), "ARREST": (ARREST_1, ARREST_2, ARREST_3)}
"""The screens on which a record is entered, in their order."""


def _viewed(page: Panel) -> Panel:
    """The same screen to look at: nothing can be typed, and its name is CR1.. in place of CR0..."""
    name = page.name.replace("CR0", "CR1", 1)
    heading, rule, *body = page.picture.split("\n")
    heading = heading.replace(page.name, name).replace("RECORD A", "VIEW A")
    shown = [re.sub(r"\{[#*]?([A-Z])", r"{=\1", line) for line in body[:-2]]
    return Panel(name, "\n".join([heading, rule, *shown, " PF7 BACK   PF8 NEXT   PF12 LEAVE", body[-1]]))


VIEW = {form: tuple(_viewed(page) for page in pages) for form, pages in ENTRY.items()}
"""The screens on which a record is looked at."""
PAGES = [page for shelf in (ENTRY, VIEW) for pages in shelf.values() for page in pages]
ALL = (
    SIGN_ON,
    MENU,
    FIND,
    RECORD,
    LISTED,
    PEOPLE,
    FOUND,
    LIST,
    LISTING,
    CANCEL,
    WEED,
    WEED_ASKS,
    FILED,
    *PAGES,
)

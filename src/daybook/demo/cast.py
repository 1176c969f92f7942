"""The ready-made people of the demo: one sign-in for each role, and one sentence saying what to try.

All of them are invented. Their collar numbers begin with 9 and never meet those of generated officers.
"""

from dataclasses import dataclass

from .generator.city import stations

HEADQUARTERS = stations()[0].name
BOARD = "/custody/suite/averwick/"


@dataclass(frozen=True, slots=True)
class CastMember:
    """A ready-made sign-in. `role` and `rank` are slugs of the access room; `try_this` is one sentence; `page` is where
    this role begins, where that is not the home page."""

    collar_number: str
    role: str
    rank: str
    job: str
    given_name: str
    family_name: str
    station: str
    try_this: str
    page: str = ""

    @property
    def display_name(self) -> str:
        """What they are and their name, as colleagues would say it."""
        return f"{self.job} {self.given_name} {self.family_name}"

    @property
    def unit(self) -> str:
        """Organisation unit code of their station."""
        return next(station.unit for station in stations() if station.name == self.station)


CAST = (
    CastMember(
        "9001", "officer", "constable", "Constable", "Maya", "Holloway", HEADQUARTERS,
        "Record an arrest: type the name once and watch every old system confirm it.",
    ),
    CastMember(
        "9002", "sergeant", "sergeant", "Sergeant", "Tomasz", "Wren", "Tarnholt",
        "Look at the boxes of the day and tap what was done in one; then put right a delivery that was refused.",
    ),
    CastMember(
        "9003", "detention-officer", "staff", "Detention Officer", "Grace", "Adomako", HEADQUARTERS,
        "Open the board of the suite, visit the detainee who must be roused, and write it with one tap.",
        BOARD,
    ),
    CastMember(
        "9004", "custody-officer", "sergeant", "Sergeant", "Daniel", "Okoro-Pike", HEADQUARTERS,
        "Look at the board, where one review is overdue and a child waits for an adult, then book somebody in.",
        BOARD,
    ),
    CastMember(
        "9005", "health-professional", "staff", "Health Professional", "Sunita", "Rawal", HEADQUARTERS,
        "Open a detainee on the board and write what you found and advise.",
        BOARD,
    ),
    CastMember(
        "9006", "inspector", "inspector", "Inspector", "Niall", "Corrigan", "Castlegarth",
        "Carry out the review that is overdue on the custody board, then look at the suite's figures.",
    ),
    CastMember(
        "9007", "superintendent", "superintendent", "Superintendent", "Helen", "Stavrou", HEADQUARTERS,
        "Seal a person's record, then open it: you must give a reason, and the auditor is told.",
    ),
    CastMember(
        "9008", "analyst", "staff", "Analyst", "Ikram", "Bello", HEADQUARTERS,
        "See where burglary is likely next and whether that beats counting, then forecast from crimes of your own.",
        "/forecasts/",
    ),
    CastMember(
        "9009", "intelligence-evaluator", "constable", "Intelligence Officer", "Owen", "Tregarth",
        HEADQUARTERS, "Look at a person's links and see the grading of each source.",
    ),
    CastMember(
        "9010", "communications", "staff", "Communications Officer", "Lucia", "Ferrante",
        HEADQUARTERS, "Search for a name and see that your role is shown no person's data.",
    ),
    CastMember(
        "9011", "crime-registrar", "staff", "Crime Registrar", "Farah", "Siddiq", HEADQUARTERS,
        "Open a crime and check its classification and its outcome.",
    ),
    CastMember(
        "9012", "data-protection-officer", "staff", "Data Protection Officer", "Peter", "Lindqvist",
        HEADQUARTERS, "Go on with a half-reviewed request of a person for their own data.",
        "/subject-access/",
    ),
    CastMember(
        "9013", "estate-manager", "staff", "Estate Manager", "Wei", "Tang", HEADQUARTERS,
        "See what 750 systems cost and which of them are old, double, unused or on no register.",
        "/estate/",
    ),
    CastMember(
        "9014", "auditor", "staff", "Auditor", "Ruth", "Abelard", HEADQUARTERS,
        "Ask who looked at a person, then press verify and let the book prove itself.",
    ),
    CastMember(
        "9016", "overseer", "staff", "Scrutiny Officer", "Adaeze", "Marlowe", HEADQUARTERS,
        "See which recommendations are overdue, then close one that is done; you own none of them.",
        "/oversight/recommendations/",
    ),
    CastMember(
        "9015", "administrator", "staff", "Administrator", "Sam", "Kestle", HEADQUARTERS,
        "Give a colleague a role and end a session on another device.",
    ),
)  # fmt: skip


def member(role: str) -> CastMember:
    """The member of the cast with this role. Raises LookupError naming the roles there are."""
    for person in CAST:
        if person.role == role:
            return person
    raise LookupError(
        f"The cast has nobody with the role {role!r}. It has: {', '.join(p.role for p in CAST)}."
    )

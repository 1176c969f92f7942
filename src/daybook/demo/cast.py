"""The ready-made people of the demo: one sign-in for each role, and one sentence saying what to try.

All of them are invented. Their collar numbers begin with 9 and never meet those of generated officers.
"""

from dataclasses import dataclass

from .generator.city import stations

HEADQUARTERS = stations()[0].name


@dataclass(frozen=True, slots=True)
class CastMember:
    """A ready-made sign-in. `role`: a slug of the access room; `try_this`: a sentence for the start page."""

    username: str
    role: str
    family_name: str
    given_name: str
    rank: str
    collar_number: str
    station: str
    try_this: str

    @property
    def display_name(self) -> str:
        """Rank and name as colleagues would say them."""
        return f"{self.rank} {self.given_name} {self.family_name}"


CAST = (
    CastMember(
        "maya.holloway", "officer", "Holloway", "Maya", "Constable", "9001", HEADQUARTERS,
        "Record an arrest: type the name once and watch every old system confirm it.",
    ),
    CastMember(
        "tomasz.wren", "sergeant", "Wren", "Tomasz", "Sergeant", "9002", "Tarnholt",
        "Look through your team's reports and put right a delivery that an old system refused.",
    ),
    CastMember(
        "grace.adomako", "detention-officer", "Adomako", "Grace", "Detention Officer", "9003", HEADQUARTERS,
        "Find somebody who was arrested today and read their warnings first.",
    ),
    CastMember(
        "daniel.okoro-pike", "custody-officer", "Okoro-Pike", "Daniel", "Sergeant", "9004", HEADQUARTERS,
        "Open an arrest and see which old systems already know of it.",
    ),
    CastMember(
        "sunita.rawal", "health-professional", "Rawal", "Sunita", "Health Professional", "9005", HEADQUARTERS,
        "Find a person and read the warnings that concern their health first.",
    ),
    CastMember(
        "niall.corrigan", "inspector", "Corrigan", "Niall", "Inspector", "9006", "Castlegarth",
        "See the arrests of the last day and follow one to the crime it belongs to.",
    ),
    CastMember(
        "helen.stavrou", "superintendent", "Stavrou", "Helen", "Superintendent", "9007", HEADQUARTERS,
        "Open a sealed record: you must give a reason, and the auditor is told.",
    ),
    CastMember(
        "ikram.bello", "analyst", "Bello", "Ikram", "Analyst", "9008", HEADQUARTERS,
        "Search for a street and see what happened there over two years.",
    ),
    CastMember(
        "owen.tregarth", "intelligence-evaluator", "Tregarth", "Owen", "Intelligence Officer", "9009",
        HEADQUARTERS, "Look at a person's links and see the grading of each source.",
    ),
    CastMember(
        "lucia.ferrante", "communications", "Ferrante", "Lucia", "Communications Officer", "9010",
        HEADQUARTERS, "Search for a name and see that your role is shown no person's data.",
    ),
    CastMember(
        "farah.siddiq", "crime-registrar", "Siddiq", "Farah", "Crime Registrar", "9011", HEADQUARTERS,
        "Open a crime and check its classification and its outcome.",
    ),
    CastMember(
        "peter.lindqvist", "data-protection-officer", "Lindqvist", "Peter", "Data Protection Officer", "9012",
        HEADQUARTERS, "See to whom a person's data was disclosed and for what purpose.",
    ),
    CastMember(
        "wei.tang", "estate-manager", "Tang", "Wei", "Estate Manager", "9013", HEADQUARTERS,
        "Stop an old system, watch its deliveries wait, then start it again.",
    ),
    CastMember(
        "ruth.abelard", "auditor", "Abelard", "Ruth", "Auditor", "9014", HEADQUARTERS,
        "Ask who looked at a person, then press verify and let the book prove itself.",
    ),
    CastMember(
        "sam.kestle", "administrator", "Kestle", "Sam", "Administrator", "9015", HEADQUARTERS,
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

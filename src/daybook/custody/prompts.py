"""What a page asks in addition for a child or a vulnerable person, in words, where it is asked.

Paragraphs are those of Code C and its annexes (PACE 1984) unless another Act is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daybook.custody.detention import Detention
from daybook.custody.entries import EntryKind, kind_of

FEMALE = "2"
ADULT_IS = {
    "needed": "has not been asked to come yet",
    "asked": "is on the way and not here yet",
    "left": "has left",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to do or to ask here. `urgent` is what is still open and should be so no longer."""

    words: str
    law: str
    urgent: bool = False


CHILD = {
    "arrival": Prompt(
        "Find out who is responsible for this child's welfare and tell them of the arrest, why and where.",
        "C 3.13; Children and Young Persons Act 1933 s.34",
    ),
    "authorised": Prompt(
        "Tell the appropriate adult the grounds and where the child is, and ask them to come.", "C 3.15"
    ),
    "rights-told": Prompt(
        "Tell the rights in the appropriate adult's presence; told before they came, tell them again.",
        "C 3.17",
    ),
    "risk": Prompt(
        "Ask what helps this child, who cares for them, and whether they are looked after.", "C 3.5"
    ),
    "level": Prompt(
        "A child is kept from adult detainees, and in a cell only where no other secure room can be had and "
        "supervision is not practicable elsewhere; record why.",
        "C 8.8",
    ),
    "movement": Prompt("A child goes to a detention room; a cell needs its reason recorded here.", "C 8.8"),
    "right": Prompt(
        "Someone responsible for the child is told whatever the child wants; the appropriate adult may ask for a "
        "solicitor where the child does not.",
        "C 3.13, 6.5A",
    ),
    "vulnerability": Prompt(
        "A child always has an appropriate adult. Look for exploitation, care and family trouble as well.",
        "C 1.5",
    ),
    "property": Prompt("The appropriate adult may sign with the child.", "C 4.4"),
    "child-accommodation": Prompt(
        "Ask the local authority for a place; the certificate to the court says why the child could not go there.",
        "CHILD-1, PACE s.38(6), (7)",
    ),
    "drug-test": Prompt(
        "Nobody under 14 is tested; under 18 the appropriate adult is there.", "C 17.7; PACE s.63B"
    ),
    "appropriate-adult": Prompt(
        "A parent or guardian first, else a social worker, else another responsible adult; nobody who works for "
        "the police, is a witness, or took part in the matter.",
        "C 1.7 and notes 1A to 1F",
    ),
    "strip-search": Prompt(
        "The appropriate adult is present, of the same sex unless the child asks otherwise; without them only "
        "where serious harm is feared or the child says so in their presence.",
        "Annex A 11(c)",
    ),
    "sample": Prompt(
        "Where consent is asked: under 14 of a parent or guardian; from 14 to 17 of the child as well.",
        "PACE s.65",
    ),
    "interview": Prompt(
        "No interview without the appropriate adult, save the urgent one of C 11.18.", "C 11.15"
    ),
    "review": Prompt("Give the appropriate adult the chance to say something about the detention.", "C 15.3"),
    "charged": Prompt(
        "Charge in the appropriate adult's presence, and give them the notice as well.", "C 16.1, 16.3"
    ),
    "remand": Prompt(
        "A child refused bail goes to local authority accommodation unless a certificate says why not.",
        "CHILD-1, PACE s.38(6)",
    ),
    "released": Prompt(
        "A child does not leave alone: say with whom.", "College of Policing APP, detention and custody"
    ),
}
VULNERABLE = {
    "rights-told": CHILD["rights-told"],
    "risk": Prompt(
        "Ask what the person finds hard to follow, and what has helped before; ask again when the adult is there.",
        "C 3.5, annex E",
    ),
    "appropriate-adult": Prompt(
        "A relative, guardian or carer first, else somebody experienced with vulnerable people who is not police.",
        "C 1.7(b)",
    ),
    "strip-search": CHILD["strip-search"],
    "interview": CHILD["interview"],
    "review": CHILD["review"],
    "charged": CHILD["charged"],
    "health-professional": Prompt(
        "Ask for a mental health assessment where it may be needed.", "C 3.16, 9.5"
    ),
    "released": Prompt("Say who takes the person home and which services are told.", "C 3.6 to 3.10"),
}
WOMEN = {
    "risk": Prompt(
        "Ask in private whether she is or may be pregnant, and about menstrual needs; say what is at hand.",
        "C 3.5, 9.3A",
    ),
}
GIRLS = {
    "arrival": Prompt("A girl under 18 is in the care of a woman while detained.", "C 3.20A; CYPA 1933 s.31"),
}


def prompts(slug: str, detention: Detention) -> list[Prompt]:
    """What a page that writes this kind says about this person; nothing for an adult without special needs."""
    return list(_prompts(kind_of(slug), detention))


def _prompts(kind: type[EntryKind], detention: Detention) -> Iterator[Prompt]:
    if kind.adult_law and detention.protected and detention.adult in ADULT_IS:
        said = f"This needs the appropriate adult, who {ADULT_IS[detention.adult]}."
        yield Prompt(said, kind.adult_law, urgent=True)
    female = detention.facts.sex == FEMALE
    for applies, found in (
        (detention.child, CHILD),
        (detention.vulnerable and not detention.child, VULNERABLE),
        (female, WOMEN),
        (detention.child and female, GIRLS),
    ):
        if applies and kind.slug in found:
            yield found[kind.slug]

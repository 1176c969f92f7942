"""Records of an arrest, a crime, a report or a warrant, as four of the old systems hold them: fields and heading.

Each is what the machine would let its own users type. Crime Index bears no number of ours; the others need one, and
have their own there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from daybook.demo.generator import LegacyCopy, Occasion
from daybook.demo.generator.details import plain_letters

LOCAL = ZoneInfo("Europe/London")
ROLES = {"suspect": "S", "victim": "V", "witness": "W"}
WARRANTS = (("BA", "N"), ("NP", "Y"), ("BR", "N"), ("AR", "N"))
"""Fail to appear, non-payment, breach, arrest; each with whether bail is backed."""
EXECUTED, WITHDRAWN = 0.82, 0.92
"""Up to this chance it was executed, up to that withdrawn; the rest are out."""
Content = dict[str, Any]


def _crime(copy: LegacyCopy) -> Content:
    told = _told(copy)
    shared = {
        "PLACE": _capitals(told.place),
        "OFFICER": told.officer,
        "STATION": _capitals(told.station)[:20],
        "NARRATIVE": _capitals(told.words),
    }
    return (_arrest_there if told.part == "arrested" else _crime_there)(copy, told) | shared


def _arrest_there(copy: LegacyCopy, told: Occasion) -> Content:
    return {
        "FORM": "ARREST",
        "STATUS": "ARR",
        "ARRESTED": f"{told.happened_at:%d%m%y%H%M}",
        "OFFENCE1": told.offence,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "DOB": copy.date_of_birth,
        "SEX": copy.sex,
        "ETHNIC": copy.ethnicity,
        "ADDRESS": copy.address[:60],
        "POSTCODE": copy.postcode,
        "PNCID": copy.pncid,
    }


def _crime_there(copy: LegacyCopy, told: Occasion) -> Content:
    return {
        "FORM": "CRIME",
        "STATUS": "FIN" if told.chance < 0.8 else "INV",
        "OFFENCE": told.offence,
        "FROM": f"{told.happened_at:%d%m%y%H%M}",
        "REPORTED": f"{told.happened_at:%d%m%y%H%M}",
        "PLACEPC": told.postcode,
        "ROLE1": ROLES[told.part],
        "SURNAME1": copy.family_name,
        "FORENAMES1": copy.given_names,
        "DOB1": copy.date_of_birth,
        "SEX1": copy.sex,
    }


def _intelligence(copy: LegacyCopy) -> Content:
    """In the order of its WSDL, by which it tells its reports."""
    told = _told(copy)
    known_at = told.happened_at.replace(tzinfo=LOCAL).isoformat(timespec="seconds")
    return {
        "Report.SourceReference": copy.record,
        "Report.Form": "INTEL",
        "Report.Status": "DIS" if told.chance < 0.7 else "SAN",
        "Report.KnownAt": known_at,
        "Report.Marking": "OS",
        "Report.Grade.Source": "123"[int(told.chance * 3)],
        "Report.Grade.Information": "ABCDE"[int(told.chance * 5)],
        "Report.Grade.Handling": "P",
        "Report.Text": f"Said to have had to do with this. {told.words}",
        "Report.Nominal.1.Surname": copy.family_name,
        "Report.Nominal.1.Forenames": copy.given_names,
        "Report.Nominal.1.BirthDate": copy.date_of_birth,
        "Report.Nominal.1.Sex": copy.sex,
        "Report.Nominal.1.Ethnicity": copy.ethnicity,
        "Report.Nominal.1.Pncid": copy.pncid,
        "Report.Nominal.1.Address": copy.address,
        "Report.Nominal.1.Postcode": copy.postcode,
        "Report.Place.Description": told.place,
        "Report.Place.Postcode": told.postcode,
        "Report.AuthorCollar": told.officer,
        "Report.AuthorStation": told.station,
    }


def _warrant(copy: LegacyCopy) -> Content:
    told = _told(copy)
    kind, bail = WARRANTS[int(told.chance * len(WARRANTS))]
    return {
        "TYPE": "WT",
        "ACTION": "N",
        "OUR-NUMBER": copy.record,
        "VERSION": "1",
        "AT": f"{told.happened_at:%Y%m%d%H%M}",
        "KIND": kind,
        "COURT": _capitals(told.court),
        "BAIL": bail,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH-DATE": copy.date_of_birth,
        "SEX": copy.sex,
        "PNCID": copy.pncid,
        "ADDRESS": copy.address[:80],
        "POSTCODE": copy.postcode,
        "OFFENCE-1": told.offence,
        "OFFICER": told.officer,
        "FORM": "WARRANT",
        **_ended(told),
    }


def _ended(told: Occasion) -> Content:
    """How a warrant stands: most were executed within hours."""
    if told.chance >= WITHDRAWN:
        return {"STATUS": "L"}
    if told.chance >= EXECUTED:
        return {"STATUS": "W"}
    at = told.happened_at + timedelta(hours=10 * told.chance)
    where = _capitals(told.place)[:40]
    return {
        "STATUS": "E",
        "EXECUTED-AT": f"{at:%Y%m%d%H%M}",
        "EXECUTED-WHERE": where,
        "RESULT": "TAKEN TO COURT",
    }


def _antisocial(copy: LegacyCopy) -> Content:
    told = _told(copy)
    return {
        "MESSAGE_ID": f"{copy.record}:1",
        "ACTION": "NEW",
        "SENDER_REF": copy.record,
        "SENDER_VERSION": "1",
        "INCIDENT_AT": f"{told.happened_at:%d/%m/%Y %H:%M}",
        "STATUS": "ARRESTED" if told.part == "arrested" else "VOLUNTARY",
        "NARRATIVE": told.words,
        "OFFENCES": told.offence,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH_DATE": copy.date_of_birth,
        "SEX": copy.sex,
        "ADDRESS": copy.address[:100],
        "POSTCODE": copy.postcode,
        "PLACE": told.place,
        "PLACE_POSTCODE": told.postcode,
        "OFFICER": told.officer,
        "STATION": told.station[:20],
    }


def _told(copy: LegacyCopy) -> Occasion:
    if copy.occasion is None:
        raise ValueError(f"A record of {copy.system} is of an occasion, and this copy has none.")
    return copy.occasion


def _capitals(text: str) -> str:
    return plain_letters(text).upper()


def _crime_caption(content: Content) -> str:
    line = "" if content["FORM"] == "ARREST" else "1"
    names = f"{content.get(f'SURNAME{line}', '')} {content.get(f'FORENAMES{line}', '')}".strip()
    return f"{content['FORM']} {content.get('OFFENCE1') or content['OFFENCE']} {names}"


def _lantern_caption(content: Content) -> str:
    grade = "".join(content[f"Report.Grade.{part}"] for part in ("Source", "Information", "Handling"))
    return f"{content['Report.Form']} {grade} {content['Report.Nominal.1.Surname']}"


def _docket_caption(content: Content) -> str:
    who = f"{content.get('SURNAME', 'NOBODY NAMED')}, {content.get('FORENAMES', '')}".rstrip(", ")
    return f"{who} {content['COURT']}"


def _doorstep_caption(content: Content) -> str:
    who = f"{content['SURNAME']}, {content.get('FORENAMES', '')}".rstrip(", ")
    return f"{who} {content['STATUS']}"


FORMS: dict[str, tuple[Callable[[LegacyCopy], Content], Callable[[Content], str]]] = {
    "crime_recording": (_crime, _crime_caption),
    "intelligence": (_intelligence, _lantern_caption),
    "warrants": (_warrant, _docket_caption),
    "antisocial_behaviour": (_antisocial, _doorstep_caption),
}

"""The words for codes as pages show them. An unknown code is shown as it is: an old record must stay readable."""

from __future__ import annotations

from datetime import date

from daybook.records.code_lists import CodeListError, code_list

SCHEMES = {
    "pncid": "PNCID",
    "cro": "CRO number",
    "driver_number": "Driver number",
    "nino": "National Insurance number",
    "asn": "Arrest/summons number",
}
FIELDS = {
    "family_name": "Family name",
    "given_names": "Given names",
    "date_of_birth": "Date of birth",
    "apparent_age": "Apparent age",
    "sex": "Sex",
    "gender_identity": "Gender identity",
    "self_defined_ethnicity": "Self-defined ethnicity",
    "observed_ethnicity": "Observed ethnicity",
    "nationality": "Nationality",
    "language": "Language",
    "occupation": "Occupation",
    "deceased_on": "Died on",
}
CODED = {
    "sex": "sex",
    "gender_identity": "gender-identity",
    "self_defined_ethnicity": "self-defined-ethnicity",
    "observed_ethnicity": "observed-ethnicity",
}


def label(list_name: str, code: str) -> str:
    """The words for a code of a list."""
    try:
        return code_list(list_name).label(code)
    except CodeListError:
        return code


def of_field(field: str, value: object) -> str:
    """A person's field as a page shows it: the words for a code, a date written out."""
    if field in CODED and value:
        return label(CODED[field], str(value))
    return day(str(value)) if field in {"date_of_birth", "deceased_on"} and value else str(value or "")


def day(value: str) -> str:
    """A date in ISO form as people write it: 1990-02-01 gives 1 February 1990. Other text stays."""
    try:
        moment = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment.day} {moment:%B %Y}"


def role_subject(role: str) -> str:
    """As what a person stands in an event by that role: suspect, victim, witness or other."""
    try:
        return code_list("link-roles").get(role).also.get("subject", "other")
    except CodeListError:
        return "other"

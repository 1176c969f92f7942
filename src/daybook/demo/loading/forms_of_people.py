"""Records of a person alone, as four of the old systems hold them: fields and heading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from daybook.demo.generator import LegacyCopy, birth_date_of

GENDERS = {"1": "GNDR_0002", "2": "GNDR_0001"}
"""As the mapping of case preparation writes them."""
Content = dict[str, Any]


def _custody(copy: LegacyCopy) -> Content:
    lines = copy.address.split(", ") if copy.address else []
    return {
        "OriginNumber": copy.key,
        "Detainee.Surname": copy.family_name,
        "Detainee.Forenames": copy.given_names,
        "Detainee.BirthDate": copy.date_of_birth,
        "Detainee.Sex": copy.sex,
        "Detainee.SelfDefinedEthnicity": copy.ethnicity,
        "Detainee.Pncid": copy.pncid,
        **{f"Detainee.Address.Line.{number}": line for number, line in enumerate(lines, 1)},
        "Detainee.Postcode": copy.postcode,
        "KeyedOn": copy.recorded_on,
    }


def _vulnerable(copy: LegacyCopy) -> Content:
    born = birth_date_of(copy)
    noticed = date.fromisoformat(copy.recorded_on)
    child = born is not None and (noticed - born).days < 18 * 365.25
    return {
        "SOURCE_NUMBER": copy.key,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH_DATE": copy.date_of_birth,
        "SEX": copy.sex,
        "CHILD_FLAG": "Y" if child else "N",
        "ETHNICITY": copy.ethnicity,
        "HOME_ADDRESS": copy.address,
        "HOME_POSTCODE": copy.postcode,
        "PNCID": copy.pncid,
        "NOTICED_AT": copy.recorded_on,
    }


def _case_preparation(copy: LegacyCopy) -> Content:
    given = copy.given_names.split()
    return {
        "submission.externalReferenceId": copy.key,
        **{f"suspect.givenName.{number}": name for number, name in enumerate(given, 1)},
        "suspect.surname": copy.family_name,
        "suspect.dateOfBirth": copy.date_of_birth,
        "suspect.gender": GENDERS.get(copy.sex, "GNDR_0000"),
        "suspect.ethnicitySelfDefined": copy.ethnicity,
        "suspect.pncId": copy.pncid,
        "currentAddress.addressLine": copy.address,
        "currentAddress.postcode": copy.postcode,
        "submission.submitTime": copy.recorded_on,
    }


def _national_computer(copy: LegacyCopy) -> Content:
    return {
        "ORIGIN": copy.key,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH": copy.date_of_birth,
        "SEX": copy.sex,
        "APPEARANCE": copy.ethnicity,
        "PNCID": copy.pncid,
        "ADDRESS": copy.address,
        "POSTCODE": copy.postcode,
        "CREATED": copy.recorded_on,
    }


def _cellblock_caption(content: Content) -> str:
    return f"{content.get('Detainee.Surname', '')}, {content.get('Detainee.Forenames', '')}".rstrip(", ")


def _safeguard_caption(content: Content) -> str:
    child = " (CHILD)" if content["CHILD_FLAG"] == "Y" else ""
    return f"{content.get('SURNAME', '')} {content.get('FORENAMES', '')}".strip() + child


def _casefile_caption(content: Content) -> str:
    given = [value for name, value in content.items() if name.startswith("suspect.givenName.")]
    return " ".join([*given, content.get("suspect.surname", "(name not known)")])


def _national_caption(content: Content) -> str:
    name = f"{content.get('SURNAME', '')}/{content.get('FORENAMES', '')}"
    return f"{name} {content.get('BIRTH', '')}".rstrip(" /")


FORMS: dict[str, tuple[Callable[[LegacyCopy], Content], Callable[[Content], str]]] = {
    "custody": (_custody, _cellblock_caption),
    "vulnerable": (_vulnerable, _safeguard_caption),
    "case_preparation": (_case_preparation, _casefile_caption),
    "national_computer": (_national_computer, _national_caption),
}

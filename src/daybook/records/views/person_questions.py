"""The questions of the pages on which a person's record is changed."""

from __future__ import annotations

from daybook.records.code_lists import code_list
from daybook.records.forms.questions import Question
from daybook.records.labels import FIELDS
from daybook.records.models import PersonName

FIRST = "Search first: a person who is on record already is not recorded again."
SEX = code_list("sex").choices()
HOW = Question(
    "reason",
    "How do you know?",
    "long",
    hint="Such as: seen passport. It is kept with the change.",
    needed="Say how you know, such as: seen passport.",
    longest=400,
)
FAMILY = Question("family_name", "Family name", longest=80)
GIVEN = Question("given_names", "Given names", hint="All of them, in order", longest=120)
BORN = Question("date_of_birth", "Date of birth", "day", hint="For example, 27 3 1984")
WHO = (FAMILY, GIVEN, BORN, Question("sex", "Sex", "pick", options=SEX, needed="Choose the sex."))
FACTS = (
    *WHO,
    Question("gender_identity", "Gender identity", "list", options=code_list("gender-identity").choices()),
    Question(
        "self_defined_ethnicity",
        FIELDS["self_defined_ethnicity"],
        "list",
        options=code_list("self-defined-ethnicity").choices(),
    ),
    Question(
        "observed_ethnicity",
        FIELDS["observed_ethnicity"],
        "list",
        options=code_list("observed-ethnicity").choices(),
    ),
    Question(
        "apparent_age", "Apparent age in years", "number", hint="If the birth date is not known", longest=3
    ),
    Question("nationality", "Nationality", longest=40),
    Question("language", "Language", longest=40),
    Question("occupation", "Occupation", longest=80),
    Question("deceased_on", "Day of death", "day"),
)
NEW = (
    Question(
        "unknown",
        "Is the name known?",
        "pick",
        options=(("no", "Yes"), ("yes", "No, it is unknown or was refused")),
        needed="Say whether the name is known.",
    ),
    *WHO,
    Question("pncid", "PNCID", hint="For example, 81/34U", longest=20),
    Question("street", "Address", "long", longest=200),
    Question("postcode", "Postcode", longest=8),
    Question("phone", "Telephone", longest=24),
    Question("email", "E-mail", longest=120),
)
ELSE = Question(
    "somebody_else",
    "Why is this not the person on record?",
    "long",
    hint="Such as: twin sister, seen passport. It is kept with the record.",
    longest=400,
)
ALIAS = (
    FAMILY,
    GIVEN,
    Question(
        "kind",
        "Kind of name",
        "pick",
        options=tuple(choice for choice in PersonName.Kind.choices if choice[0] != PersonName.Kind.PRIMARY),
        needed="Choose the kind of name.",
    ),
)
WARNING = (
    Question(
        "code", "Warning", "list", options=code_list("warning-markers").choices(), needed="Choose a warning."
    ),
    Question("text", "What to know about it", "long", hint="Facts, not opinions"),
    Question("expires_on", "Last day", "day", hint="Leave empty if there is none"),
    Question("review_on", "Review by", "day"),
)
HANDLE = (
    Question(
        "handling",
        "Who may see this record?",
        "pick",
        options=(
            ("open", "Open: whoever may see such records"),
            ("restricted", "Restricted: those who may also see restricted records"),
            ("sealed", "Sealed: nobody, until they give a reason, of which the auditors are told"),
        ),
        needed="Choose who may see the record.",
    ),
    Question("reason", "Why?", "long", needed="Say why the record is to be handled so.", longest=400),
)
WITHDRAW = (
    Question(
        "reason",
        "Why does it no longer hold?",
        "long",
        needed="Say why the warning no longer holds.",
        longest=400,
    ),
)

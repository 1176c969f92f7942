"""Forms of the administrator's and the auditor's pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils import timezone

from daybook.access.models import Rank
from daybook.access.permission import all_permissions
from daybook.access.purpose import Purpose
from daybook.access.roles import CHOICES
from daybook.book.kinds import all_kinds


class SignOnForm(LoginForm):
    """Collar number and password; allauth's form in the force's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Collar number"
        self.fields["login"].max_length = 150


class Day(forms.DateField):
    """A day typed as 27/3/2026 or chosen from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"]
    default_error_messages = {"invalid": "Type a day like 27/3/2026."}


class Sentences(forms.Form):
    """A form whose errors name the field, since its summary shows them away from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            do = "Choose" if isinstance(field, forms.ChoiceField) else "Fill in"
            field.error_messages["required"] = f"{do} “{field.label}”."


class UserForm(Sentences):
    collar_number = forms.CharField(max_length=20, label="Collar number")
    given_name = forms.CharField(max_length=150, label="Given name")
    family_name = forms.CharField(max_length=150, label="Family name")
    rank = forms.ChoiceField(choices=Rank.choices, label="Rank")
    station = forms.CharField(max_length=7, required=False, label="Station (organisation unit code)")


class JoinForm(UserForm):
    joined = Day(label="First day", initial=timezone.localdate)
    roles = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple, label="Roles")


class LeaveForm(Sentences):
    last_day = Day(required=False, label="Last day", help_text="Leave empty to end sign-on and sessions now.")


class GrantForm(Sentences):
    role = forms.ChoiceField(choices=CHOICES, label="Role")
    starts = Day(label="From", initial=timezone.localdate)
    ends = Day(required=False, label="Until", help_text="Leave empty if the role has no end yet.")
    acting_rank = forms.ChoiceField(
        choices=[("", "None"), *Rank.choices], required=False, label="Acting rank with this role"
    )


class TokenForm(Sentences):
    system = forms.CharField(max_length=60, label="System that will use it")
    days = forms.IntegerField(min_value=1, max_value=366, initial=90, label="Days until it expires")
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="What it may do")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.name, f"{one.title} ({one.name})") for one in all_permissions().values()]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]  # a choice field


class DeviceForm(Sentences):
    name = forms.CharField(max_length=60, label="Name, for example Desk 4, front office")
    shared = forms.BooleanField(required=False, label="Several people use this device")


class PurposeForm(Sentences):
    purpose = forms.ChoiceField(choices=Purpose.choices[:-1], label="Purpose")
    reason = forms.CharField(
        required=False,
        max_length=200,
        label="Reason, if your force asks for one",
        help_text="For example an operation, an incident number or a request. It stands in each look you cause.",
    )


class SealedForm(Sentences):
    purpose = forms.ChoiceField(choices=Purpose.choices[:-1], label="Purpose")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why do you need this record now?",
        help_text="Your reason goes to the auditors at once.",
    )


class ReviewForm(Sentences):
    finding = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="What you found")


class BookSearchForm(Sentences):
    """What to look for in the book; every field may be left empty."""

    kind = forms.ChoiceField(required=False, label="Kind of entry")
    act = forms.ChoiceField(
        required=False,
        label="Act",
        choices=[
            ("", "Any"),
            *(
                (act, act.capitalize())
                for act in (
                    "collection",
                    "alteration",
                    "consultation",
                    "disclosure",
                    "combination",
                    "erasure",
                )
            ),
        ],
    )
    collar_number = forms.CharField(required=False, max_length=20, label="Collar number")
    record = forms.UUIDField(
        required=False,
        label="Record",
        help_text="Its id, as its address shows it",
        error_messages={
            "invalid": "This is not the id of a record. Copy it from the address of the record's page."
        },
    )
    from_day = Day(required=False, label="From")
    to_day = Day(required=False, label="To")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.name, f"{kind.title} ({kind.name})") for kind in all_kinds()]
        self.fields["kind"].choices = [("", "Any"), *kinds]  # type: ignore[attr-defined]  # a choice field

"""Forms of this room. What is typed is read by the action, whose refusals stand beside their fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from daybook.access.forms import Day, Sentences
from daybook.oversight.measures.registry import all_measures
from daybook.oversight.models.recommendation import EvidenceKind
from daybook.oversight.sheets.catalogue import Sheet
from daybook.oversight.sheets.fields import Field, Shown
from daybook.oversight.standing import BY_HAND, Stage

PUBLIC_READS = "The public reads it."


def sheet_form(sheet: Sheet, data: Any, initial: dict[str, str], fixed: tuple[str, ...]) -> forms.Form:
    """A form with every field of the sheet as text; those in `fixed` make the row's number and cannot change."""
    form = Sentences(data, initial=initial)
    for field in sheet.fields:
        form.fields[field.name] = _input(field)
        form.fields[field.name].disabled = field.name in fixed
    return form


def _input(field: Field) -> forms.Field:
    given: dict[str, Any] = {"label": _label(field), "required": False, "help_text": _hint(field)}
    if field.kind == "choice" and field.words:
        return forms.ChoiceField(choices=[("", "Not said"), *field.words.choices()], **given)
    if field.kind == "measure":
        names = [(one.slug, one.title) for one in all_measures().values()]
        return forms.ChoiceField(choices=[("", "None"), *names], **given)
    widget = (
        forms.Textarea(attrs={"rows": 3}) if field.kind in ("long", "list", "measures") else forms.TextInput()
    )
    return forms.CharField(widget=widget, **given)


def _label(field: Field) -> str:
    return field.label if field.needed else f"{field.label} (optional)"


def _hint(field: Field) -> str:
    kinds = {"money": "In pounds, like 1,250.50 or 1.2m.", "day": "Like 27/3/2026.", "year": "Like 2026-27."}
    kinds["quarter"] = "Like 2026-27 Q1."
    said = field.hint or kinds.get(field.kind, "")
    kept = {Shown.COMMERCIAL: "Not published: commercial.", Shown.SECURITY: "Not published: security."}
    return " ".join(filter(None, (said, kept.get(field.shown, ""))))


class File(Sentences):
    file = forms.FileField(label="CSV or Excel file", help_text="With a row of headings; at most 5 MB.")


class Revision(Sentences):
    due = Day(label="New date")
    reason = forms.CharField(
        label="Why it moves", widget=forms.Textarea(attrs={"rows": 3}), help_text=PUBLIC_READS
    )


class Override(Sentences):
    status = forms.ChoiceField(
        label="Status", choices=[(stage.value, Stage(stage).label) for stage in BY_HAND]
    )
    reason = forms.CharField(
        label="Why it is not what is computed",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PUBLIC_READS,
    )


class Closing(Sentences):
    words = forms.CharField(
        label="What you checked", widget=forms.Textarea(attrs={"rows": 3}), help_text=PUBLIC_READS
    )


class Proof(Sentences):
    kind = forms.ChoiceField(label="Kind", choices=EvidenceKind.choices)
    title = forms.CharField(label="What it shows", required=False, max_length=200)
    link = forms.CharField(label="Address, for a link", required=False, max_length=300)
    document = forms.FileField(label="File, for a document", required=False, help_text="At most 5 MB.")
    public = forms.BooleanField(label="Show it to everyone", required=False)


class Word(Sentences):
    title = forms.CharField(label="Title", max_length=120)
    text = forms.CharField(label="What has happened", widget=forms.Textarea(attrs={"rows": 5}))
    on = Day(label="Day it tells of", initial=timezone.localdate)
    recommendation = forms.CharField(
        label="Number of the recommendation (optional)",
        required=False,
        help_text="Empty: about all of the work.",
    )
    public = forms.BooleanField(label="Tell the public", required=False)

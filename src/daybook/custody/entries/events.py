"""What else may happen in custody and must not be hidden: force, complaints, near misses, deaths, visitors, cameras."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER, OffenceEntry
from daybook.records.reports.values import OptionalMoment, Text, Tick

COMPLAINTS = (
    ("treatment", "Treatment or conditions"),
    ("arrest", "The arrest"),
    ("force", "Force used"),
    ("other", "Other"),
)
LATE = (
    ("busy", "Too much else to do"),
    ("emergency", "An emergency"),
    ("forgotten", "Forgotten"),
    ("other", "Other"),
)
GRAVE = (("death", "Death"), ("injury", "Serious injury"))


class Happened(EntryKind):
    section = "Events"
    after_release = True


@entry_kind
class FurtherArrest(Happened):
    """Arrested in custody for another offence (s.31): detention goes on by the clock of the first."""

    slug = "further-arrest"
    title = "Arrested for a further offence"
    permission = "custody.book-in"
    after_release = False

    offences: Annotated[
        list[OffenceEntry],
        Ask("Offences", hint="Type words or a code", missing="Choose at least one offence."),
        Field(min_length=1, max_length=20),
    ]
    officer: Annotated[Text, Ask("Arrested by (collar number)", width=10)] = ""
    grounds: Annotated[Text, Ask("Grounds and necessity", rows=2)] = ""
    reply: Annotated[Text, Ask("Reply to caution", rows=2, folded=True)] = ""


@entry_kind
class Investigator(Happened):
    """Who investigates: they do not review, and do not decide as custody officer."""

    slug = "investigator"
    title = "Officer in the case"
    permission = "custody.book-in"

    officer_in_case: Annotated[
        Text, Ask("Collar number", width=10, missing="Enter the collar number."), Field(min_length=1)
    ]


@entry_kind
class ForceUsed(Happened):
    slug = "force-used"
    title = "Force used"
    permission = "custody.care"

    tactics: Annotated[
        list[str],
        Ask("What was used", code_list="force-tactics", missing="Choose at least one."),
        Field(min_length=1),
    ]
    by: Annotated[Text, Ask("By (collar numbers)", width=20)] = ""
    reason: Annotated[Text, Ask("Why, and how it ended", rows=3, missing="Say why."), Field(min_length=1)]
    injury: Annotated[Text, Ask("Injuries of anyone", rows=2)] = ""
    authorised_by: Annotated[Text, Ask("Authorised by (collar number)", width=10, folded=True)] = ""


@entry_kind
class Complaint(Happened):
    slug = "complaint"
    title = "Complaint"

    about: Annotated[Text, Ask("About", options=COMPLAINTS)] = "treatment"
    words: Annotated[Text, Ask("The complaint", rows=3, missing="Write the complaint."), Field(min_length=1)]
    told: Annotated[Text, Ask("Inspector told (collar number), and when", hint="Code C 9.2", width=20)] = ""
    health_professional: Annotated[Tick, Ask("A health professional was called (injury or assault)")] = False

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.told or self.about == "other":
            return []
        said = "An inspector outside the investigation is told as soon as practicable (Code C 9.2). Say when."
        return [Warned("COMPLAINT-1", "told", said)]


@entry_kind
class NearMiss(Happened):
    slug = "near-miss"
    title = "Near miss"

    words: Annotated[
        Text, Ask("What nearly went wrong", rows=3, missing="Say what happened."), Field(min_length=1)
    ]
    done: Annotated[Text, Ask("What was done at once", rows=2)] = ""
    told: Annotated[Text, Ask("Who was told", width=30)] = ""


@entry_kind
class DeathOrSeriousInjury(Happened):
    slug = "death-or-serious-injury"
    title = "Death or serious injury"

    what: Annotated[Text, Ask("What", options=GRAVE, missing="Say which."), Field(min_length=1)]
    words: Annotated[Text, Ask("What happened", rows=3, missing="Say what happened."), Field(min_length=1)]
    aid: Annotated[Text, Ask("First aid, ambulance called at", rows=2)] = ""
    scene: Annotated[Tick, Ask("The scene is preserved")] = False
    cameras: Annotated[Tick, Ask("Camera recordings are kept")] = False
    told: Annotated[Text, Ask("Who was told: inspector, duty officer", rows=2)] = ""
    referred_at: Annotated[
        OptionalMoment, Ask("Referred to the Independent Office for Police Conduct at")
    ] = None
    reference: Annotated[Text, Ask("Reference", width=20)] = ""

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if not self.scene:
            found.append(Warned("DSI-1", "scene", "Preserve the scene. Say why that was not possible."))
        if not self.cameras:
            found.append(
                Warned("DSI-1", "cameras", "Keep the camera recordings. Say why that was not possible.")
            )
        if self.referred_at is None:
            said = "This is referred without delay, by the end of the next day at the latest. Say that it follows."
            found.append(Warned("DSI-2", "referred_at", said))
        return found


@entry_kind
class Cctv(Happened):
    slug = "cctv"
    title = "Camera recording"

    reference: Annotated[
        Text, Ask("Recording or camera", width=20, missing="Enter the reference."), Field(min_length=1)
    ]
    from_time: Annotated[OptionalMoment, Ask("From")] = None
    to_time: Annotated[OptionalMoment, Ask("To")] = None
    why: Annotated[Text, Ask("Why it is kept", width=30)] = ""


@entry_kind
class CustodyVisitor(Happened):
    slug = "custody-visitor"
    title = "Independent custody visitors"
    after_release = False

    visitors: Annotated[Text, Ask("Visitors", width=30, missing="Enter who came."), Field(min_length=1)]
    seen: Annotated[Tick, Ask("The person agreed to see them")] = False
    words: Annotated[Text, Ask("What they asked for or found", rows=2)] = ""
    done: Annotated[Text, Ask("What was done", rows=2)] = ""


@entry_kind
class LateCheck(Happened):
    """A visit that came late or not at all is reported, not hidden."""

    slug = "late-check"
    title = "Late cell check reported"

    minutes: Annotated[int | None, Field(ge=1, le=1440), NUMBER, Ask("Minutes late", width=3)] = None
    why: Annotated[Text, Ask("Why", options=LATE)] = "other"
    words: Annotated[Text, Ask("What happened", rows=2, missing="Say what happened."), Field(min_length=1)]
    told: Annotated[Text, Ask("Who was told", width=20)] = ""


@entry_kind
class Description(EntryKind):
    """What the person looks like and tells of themselves, as far as the record of the person does not have it."""

    slug = "description"
    title = "Description"
    section = "Person"
    permission = "custody.book-in"

    height_cm: Annotated[int | None, Field(ge=30, le=272), NUMBER, Ask("Height in centimetres", width=3)] = (
        None
    )
    build: Annotated[Text, Ask("Build", width=10)] = ""
    hair: Annotated[Text, Ask("Hair", width=20)] = ""
    eyes: Annotated[Text, Ask("Eyes", width=10)] = ""
    marks: Annotated[Text, Ask("Marks, scars, tattoos", rows=2)] = ""
    clothing: Annotated[Text, Ask("Clothing", rows=2)] = ""
    occupation: Annotated[Text, Ask("Occupation", width=20)] = ""
    diet: Annotated[Text, Ask("Diet and faith", width=20)] = ""
    dependants: Annotated[Text, Ask("Who depends on the person", width=30)] = ""

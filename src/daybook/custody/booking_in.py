"""The steps of booking in: what each asks, and how far each has come. Any order, and any colleague, may do them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from daybook.custody.detention import Detention
from daybook.custody.drafts import Kept
from daybook.custody.forms.asked import Asked
from daybook.custody.history import Entered

State = Literal["not-started", "in-progress", "done"]
DRAFT = "step:"
WANTED = {"wanted", "offered", "tried"}
ANSWERS = {"step": ("wanted", "declined", "offered")}
OUTCOMES = {"step": ("done", "tried", "declined")}


@dataclass(frozen=True, slots=True)
class Step:
    """A step. `asks` are on its page; `instead` is a kind that ends it as well; `also` are offered beside it."""

    slug: str
    title: str
    asks: tuple[Asked, ...]
    instead: str = ""
    also: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """What the step's draft is kept under."""
        return f"{DRAFT}{self.slug}"

    def written(self, detention: Detention) -> list[Entered]:
        """The entries in force that this step has made."""
        found = [entry for asked in self.asks for entry in entries_of(asked, detention)]
        return found + (detention.all(self.instead) if self.instead else [])

    def missing(self, detention: Detention) -> list[Asked]:
        """What is needed and has no entry yet."""
        if self.instead and detention.all(self.instead):
            return []
        return [asked for asked in self.asks if asked.needed and not entries_of(asked, detention)]

    def to_ask(self, detention: Detention) -> list[Asked]:
        """What the page asks: all that is not written yet."""
        return [asked for asked in self.asks if not entries_of(asked, detention)]


class Following(Step):
    """What the person wanted when told of their rights is done: the solicitor called, someone told."""

    def missing(self, detention: Detention) -> list[Asked]:
        if not detention.all("right"):
            return list(self.asks)
        return [asked for asked in self.asks if self._open(asked, detention)]

    def to_ask(self, detention: Detention) -> list[Asked]:
        return [asked for asked in self.asks if self._open(asked, detention)]

    def written(self, detention: Detention) -> list[Entered]:
        return [one for one in detention.all("right", "solicitor") if not self._first(one, detention)]

    def _open(self, asked: Asked, detention: Detention) -> bool:
        """Whether the person wanted it and nothing came of it yet."""
        right = asked.given.get("right", "legal-advice")
        steps = [one for one in detention.all("right") if (one.details or {}).get("right") == right]
        wanted = bool(steps) and (steps[-1].details or {}).get("step") in WANTED
        return wanted and not (asked.kind == "solicitor" and detention.all("solicitor"))

    def _first(self, entry: Entered, detention: Detention) -> bool:
        """Whether it is what the step of the rights wrote."""
        return (entry.details or {}).get("step") in {"offered", "declined", "wanted"}


def entries_of(asked: Asked, detention: Detention) -> list[Entered]:
    """The entries in force that answer it: of its kind, with the answers that it gives."""
    return [entry for entry in detention.all(asked.kind) if asked.fits(entry.details or {})]


INFORMED, ADVICE = {"right": "someone-informed"}, {"right": "legal-advice"}
STEPS = (
    Step("arrival", "Arrival", (Asked("arrival"),), also=("description",)),
    Step(
        "detention",
        "Detention authorised or refused",
        (Asked("authorised"),),
        instead="refused",
        also=("refused", "investigator"),
    ),
    Step(
        "rights",
        "Rights",
        (
            Asked("rights-told"),
            Asked("right", "informed", "To have someone informed (s.56)", INFORMED, only=ANSWERS),
            Asked("right", "advice", "To free legal advice (s.58)", ADVICE, only=ANSWERS),
        ),
        also=("right", "interpreter"),
    ),
    Step(
        "risk",
        "Risk assessment",
        (
            Asked("risk", given={"occasion": "arrival"}),
            Asked("level", title="Observation level", begins={"level": ""}),
        ),
        also=("health-professional", "medication-plan"),
    ),
    Step(
        "vulnerability",
        "Vulnerability and appropriate adult",
        (Asked("vulnerability"),),
        also=("appropriate-adult", "welfare-told", "interpreter"),
    ),
    Step(
        "property",
        "Searches and property",
        (Asked("search", title="Search", needed=False), Asked("property", title="Property")),
        also=("strip-search", "intimate-search", "force-used"),
    ),
    Step(
        "samples",
        "Samples and images",
        tuple(
            Asked(
                "sample",
                what,
                title,
                {"what": what},
                needed=what != "footwear",
                begins={"taken": ""},
                may_wait=True,
            )
            for what, title in (
                ("fingerprints", "Fingerprints"),
                ("photograph", "Photograph"),
                ("dna", "DNA"),
                ("footwear", "Footwear impression"),
            )
        ),
        also=("sample", "image", "drug-test"),
    ),
    Following(
        "solicitor",
        "Solicitor and notification",
        (
            Asked("right", "told", "Someone informed", INFORMED, only=OUTCOMES, may_wait=True),
            Asked("solicitor", title="Legal advice", may_wait=True),
        ),
        also=("right", "solicitor"),
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step has come; `draft` is what is being typed for it."""

    step: Step
    state: State
    draft: Kept | None = None


def progress(detention: Detention, drafts: Sequence[Kept]) -> list[Progress]:
    """Each step with its state, from the entries in force and what is being typed."""
    typing = {kept.form: kept for kept in reversed(drafts)}
    return [Progress(step, _state(step, detention, typing), typing.get(step.form)) for step in STEPS]


def _state(step: Step, detention: Detention, typing: dict[str, Kept]) -> State:
    if not step.missing(detention):
        return "done"
    return "in-progress" if step.form in typing or step.written(detention) else "not-started"

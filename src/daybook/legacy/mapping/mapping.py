"""A mapping at work: one old system's form of our report, both ways, with every loss reported."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from daybook.legacy.mapping import paths, reply
from daybook.legacy.mapping.compared import Compared, digest
from daybook.legacy.mapping.errors import MappingRefused, Unreadable
from daybook.legacy.mapping.field import Field, Loss, blank
from daybook.legacy.mapping.fixed import Layout
from daybook.legacy.mapping.formats import Format
from daybook.legacy.mapping.spec import ERASE, MappingSpec, OnlyIf, SystemSpec

Document = dict[str, Any]


@dataclass(frozen=True)
class Encoded:
    """What goes to the old system, and what it could not hold."""

    body: bytes
    losses: list[Loss]


@dataclass(frozen=True)
class Mapping:
    spec: MappingSpec
    folder: Path
    fields: tuple[Field, ...]
    form: Format
    messages: tuple[Mapping, ...] = ()
    """Other messages of the same system, each with its own form, for reports that the first is not for."""
    layout: Layout | None = None
    """The fixed-width records of its files, where it has such files."""
    erasure: Mapping | None = None
    """The message that has a record erased, where the system takes one; its fields take what `erasing.PATHS` names."""

    def message_for(self, report: str) -> Mapping:
        """The message that tells this kind of report; the first one where none says that it does."""
        return next((each for each in self.messages if report in each.reports), self)

    def message_of(self, document: Document) -> Mapping:
        """The message that tells this document. MappingRefused for an erasure that the system does not take."""
        report = str(document.get("report"))
        if document.get("verb") != ERASE:
            return self.message_for(report)
        if self.erasure is None or report not in self.erases:
            raise MappingRefused(
                "verb", "is an erasure, and this system takes none of it.", "Erase it there by hand."
            )
        return self.erasure

    @property
    def erases(self) -> frozenset[str]:
        """The kinds of report that it can be told to erase."""
        spec = self.spec.erasure
        if self.erasure is None or spec is None:
            return frozenset()
        return frozenset(spec.reports or (want.partition(":")[0] for want in self.wants))

    @property
    def reports(self) -> frozenset[str]:
        """The kinds of report that this message itself is for."""
        return frozenset(want.partition(":")[0] for want in self.spec.system.wants)

    @property
    def wants(self) -> frozenset[str]:
        """What the system takes, over all messages."""
        return frozenset(want for each in (self, *self.messages) for want in each.spec.system.wants)

    @property
    def system(self) -> SystemSpec:
        return self.spec.system

    def unwanted(self, document: Document) -> str | None:
        """Why this system does not take this report (a sentence), or None where it does."""
        report, verb = str(document.get("report")), str(document.get("verb"))
        if (message := self.message_for(report)) is not self:
            return message.unwanted(document)
        if not {report, f"{report}:{verb}"} & set(self.system.wants):
            return f"{self.system.title} does not take this kind of report ({report}, {verb})."
        for condition in self.spec.only_if:
            if not any(_holds(condition, value) for _, value in paths.source(condition.any).walk(document)):
                return condition.otherwise
        return None

    def encode(self, document: Document) -> Encoded:
        """The report in the old system's form; MappingRefused names the field and the remedy."""
        encoded = self.message_of(document)._encoded(document)
        if document.get("verb") == ERASE and any(loss.field == "reference" for loss in encoded.losses):
            raise MappingRefused(
                "reference",
                "would not arrive as the old system gave it, and might then name another record.",
                "Erase it there by hand, and have the [[erasure.field]] corrected.",
            )
        return encoded

    def _encoded(self, document: Document) -> Encoded:
        held, losses = self._listed(document)
        tree: Document = {}
        for field in self.fields:
            losses += self._put(field, held, tree)
        return Encoded(self.form.render(tree), losses)

    def decode(self, body: bytes) -> Document:
        """The part of a report that the old system holds; Unreadable where the body is not in its form."""
        tree = self.form.parse(body)
        part: Document = {}
        for field in filter(lambda field: field.reads_back, self.fields):
            _start_lists(part, field)
            for positions, theirs in field.target.walk(tree):
                self._give_back(part, field, positions, theirs)
        return part

    def part(self, document: Document) -> Document:
        """Only what this mapping carries both ways, in the form that `decode` gives."""
        part: Document = {}
        for field in filter(lambda field: field.reads_back, self.fields):
            _start_lists(part, field)
            for positions, value in field.values(document):
                _set(part, field, positions, None if blank(value) else value)
        return part

    def digest(self, document: Document) -> str:
        """SHA-256 (hex) of what the old system holds of this report, for a later comparison."""
        return self.digest_of(self.encode(document).body)

    def digest_of(self, body: bytes) -> str:
        """The same digest from a body of the old system's own."""
        return digest(self.compared.values(self.form.parse(body))).hex()

    @cached_property
    def compared(self) -> Compared:
        """The fields by which their record is compared with ours."""
        return Compared([field for field in self.fields if field.reads_back and field.spec.compare])

    def read_reply(self, raw: bytes, state: reply.State | None = None) -> reply.Answer:
        """The old system's answer in plain words; Unreadable where it is none."""
        return reply.read(self.spec.reply, raw, state, self.layout)

    def _put(self, field: Field, document: Document, tree: Document) -> list[Loss]:
        losses: list[Loss] = []
        values = field.values(document) if field.spec.source else [((), None)]
        needed = field.needed_by(str(document.get("report")))
        if needed and not values:
            raise _missing(field, field.source.text)
        for positions, value in values:
            where = field.source.at(positions)
            theirs, lost = field.encode(value, where)
            if needed and theirs is None:
                raise _missing(field, where)
            field.target.put(tree, positions, theirs)
            losses += lost
        return losses

    def _give_back(self, part: Document, field: Field, positions: tuple[int, ...], theirs: Any) -> None:
        try:
            _set(part, field, positions, field.decode(theirs))
        except Unreadable as error:
            raise Unreadable(f"{field.target.at(positions)}: {error}") from error

    def _listed(self, document: Document) -> tuple[Document, list[Loss]]:
        losses: list[Loss] = []
        for name, rule in self.spec.lists.items():
            path = paths.source(name)
            for _, items in path.walk(document):
                if not isinstance(items, list) or len(items) <= rule.most:
                    continue
                if rule.beyond == "refuse":
                    raise MappingRefused(
                        name,
                        f"has {len(items)} items and the old system holds {rule.most}.",
                        "Split the report.",
                    )
                losses += [
                    Loss(f"{name}[{n}]", items[n], None, f"only the first {rule.most}")
                    for n in range(rule.most, len(items))
                ]
                document = copy.deepcopy(document)
                path.put(document, (), items[: rule.most])
        return document, losses


def _holds(condition: OnlyIf, value: Any) -> bool:
    return not blank(value) if condition.equals is None else bool(value == condition.equals)


def _missing(field: Field, where: str) -> MappingRefused:
    return MappingRefused(
        where, "is missing, and the old system needs it.", field.spec.remedy or "Add it to the report."
    )


def _start_lists(part: Document, field: Field) -> None:
    if not field.gathers and field.source.lists:
        name = field.source.text.split("[]")[0]
        holder = paths.source(name)
        if next(holder.walk(part))[1] is None:
            holder.put(part, (), [])


def _set(part: Document, field: Field, positions: tuple[int, ...], value: Any) -> None:
    if field.gathers:
        for index, item in enumerate(value or []):
            field.source.put(part, (index,), item)
    elif not (field.source.fixed and value is None):
        field.source.put(part, positions, value)

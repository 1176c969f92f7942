"""One field of a mapping at work: encode with the law checked, decode, and the losses it reports."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from daybook.legacy.mapping import paths
from daybook.legacy.mapping.characters import UPPER
from daybook.legacy.mapping.codecs import Codec, Scalar
from daybook.legacy.mapping.errors import CodecRefused, MappingRefused
from daybook.legacy.mapping.spec import FieldSpec


@dataclass(frozen=True)
class Loss:
    """What the old system could not hold as it was, and by which declared rule it was changed.

    `field` is the path in our report, `ours` the value there, `theirs` what was sent (None: nothing).
    """

    field: str
    ours: Any
    theirs: Any
    rule: str

    @property
    def minor(self) -> bool:
        """Whether nothing was lost but the case of letters."""
        return self.rule == UPPER


@dataclass(frozen=True)
class Field:
    spec: FieldSpec
    codec: Codec

    @cached_property
    def source(self) -> paths.Path:
        return paths.source(self.spec.source or "constant")

    @cached_property
    def target(self) -> paths.Path:
        return paths.target(self.spec.to)

    @property
    def reads_back(self) -> bool:
        """Whether decode puts this value into the report again."""
        return self.spec.source is not None and not self.spec.one_way

    @property
    def gathers(self) -> bool:
        """Whether the items of a list go into one place of theirs."""
        return self.spec.codec == "joined" and self.source.lists > self.target.lists

    def needed_by(self, report: str) -> bool:
        """Whether the old system refuses this report without it."""
        return report in self.spec.required if isinstance(self.spec.required, list) else self.spec.required

    def values(self, document: dict[str, Any]) -> list[tuple[tuple[int, ...], Any]]:
        """Our values with their list positions; a joined list is one value."""
        found = list(self.source.walk(document))
        if not self.gathers:
            return found
        items = [value for _, value in found if not blank(value)]
        return [((), items or None)]

    def encode(self, value: Any, where: str) -> tuple[Scalar | None, list[Loss]]:
        """Their value and what was lost; MappingRefused where nothing declares the loss."""
        if self.spec.value is not None:
            return self.spec.value, []
        if blank(value):
            return self.spec.absent, []
        try:
            theirs, rules = self.codec.encode(value)
        except CodecRefused as refused:
            raise MappingRefused(where, refused.problem, self.spec.remedy or refused.remedy) from refused
        held = None if theirs == "" else theirs
        return held, self._losses(value, held, rules, where)

    def _losses(self, value: Any, theirs: Scalar | None, rules: list[str], where: str) -> list[Loss]:
        if self.spec.one_way:
            return [Loss(where, value, theirs, ", ".join(rules))] if rules else []
        back = self.decode(theirs)
        if back is not None and self.codec.same(value, back):
            return []
        if theirs == self.spec.absent:
            rules = [*rules, "reads as not known"]
        if not rules:
            raise MappingRefused(
                where,
                "would read back from the old system as something else, and the mapping declares no rule for that.",
                "Declare the loss in the mapping (truncate, lossy codes, round) or correct the value.",
            )
        return [Loss(where, value, theirs, ", ".join(rules))]

    def decode(self, theirs: Any) -> Any:
        """Our value from theirs; None where they hold nothing."""
        if theirs is None or theirs == "" or isinstance(theirs, dict):
            return None
        if self.spec.absent is not None and theirs == self.spec.absent:
            return None
        return self.codec.decode(theirs)


def blank(value: Any) -> bool:
    """Whether the report holds nothing here: no value, an empty text or an empty list."""
    return value is None or value == "" or value == []

"""The desk follows what becomes of the people on it: open cases are weighed anew, or closed with the reason told.

Called under `alone` by whatever changes what a record says or whose it is, once the change is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from daybook.nominals import scoring
from daybook.nominals.answered import ONE_PERSON, naming
from daybook.nominals.cases import GROWS, REWRITTEN, WEIGHED, Doubt, case_of, is_doubtful, open_cases
from daybook.nominals.contradicted import within
from daybook.nominals.evidence import REVIEW_FROM, decoded, rules
from daybook.nominals.growth import TOO_FAST, FirstDays
from daybook.nominals.guarded import Persons
from daybook.nominals.matching import Cleaned, Rules, Scorer
from daybook.nominals.matching.clusters.growing import RIVALS, Guard
from daybook.nominals.matching.contradictions import contradictions
from daybook.nominals.membership import Identity, in_reach, rows_of
from daybook.nominals.models import ReviewCase, Trouble
from daybook.nominals.whose import Whose

GONE = "one of the records is held no longer"
UNLIKE = "what is known of the two has changed: they are no longer alike enough to ask"
AGREED = "nothing contradicts between them any longer"
TWO_PEOPLE = "they are two people now"


def follow(records: Iterable[Identity], asked: Iterable[Doubt] = ()) -> None:
    """Weigh anew what waits about whoever is one person with these records, then ask what is to be asked, and about
    what contradicts within."""
    whose = Whose.of(records)
    refresh(whose)
    open_cases([*asked, *within(whose)], scoring.scorer().model.name, timezone.now())


def refresh(whose: Whose) -> None:
    """Bring the open cases that name one of these persons' records to what is known now."""
    cases = list(
        naming(whose.nominals, ReviewCase.objects.filter(settled_at=None).select_related("decision"))
    )
    if not cases:
        return
    desk = Desk.of(cases)
    for case in cases:
        if why := desk.weigh(case):
            case.settled_at, case.closed = timezone.now(), why
            case.decision = case.locked_by = case.locked_until = None
    ReviewCase.objects.bulk_update([case for case in cases if case.settled_at], REWRITTEN, batch_size=200)
    ReviewCase.objects.bulk_update([case for case in cases if not case.settled_at], WEIGHED, batch_size=200)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known now of the records of some cases and of the persons they belong to."""

    whose: Whose
    records: Mapping[Identity, Cleaned]
    scorer: Scorer
    rules: Rules
    days: FirstDays = field(default_factory=FirstDays)

    @classmethod
    def of(cls, cases: Iterable[ReviewCase]) -> Desk:
        whose = Whose.of({end for case in cases for end in (case.first, case.second)})
        records = {record: decoded(row) for record, row in rows_of(whose.nominals).items()}
        scorer = scoring.scorer()
        return cls(whose, records, scorer, rules(scorer))

    def weigh(self, case: ReviewCase) -> str:
        """Write into the case what holds now; why it is to be closed, or empty."""
        if not {case.first, case.second} <= self.records.keys():
            return GONE
        if self.whose.together(case.first, case.second):
            return self._within(case)
        return self._between(case)

    def _within(self, case: ReviewCase) -> str:
        found = contradictions(self.records[case.first], self.records[case.second])
        if not (case.inside and found):
            return AGREED if case.inside else ONE_PERSON
        self._rewrite(case, "; ".join(dict.fromkeys(one.words for one in found)), inside=True)
        return ""

    def _between(self, case: ReviewCase) -> str:
        first, second = self.records[case.first], self.records[case.second]
        bits, own = self.scorer.score(first, second).bits, self.rules.refusal(first, second)
        changed = case.inside or (own != case.rule if own else bits < REVIEW_FROM <= case.bits)
        doubtful = bits >= REVIEW_FROM and is_doubtful(first, second, bits, own)
        stays = doubtful or case.trouble == Trouble.REUSED or case.is_by_the_machine  # parted just now
        if changed and not stays:
            return TWO_PEOPLE if case.inside else UNLIKE
        self._rewrite(case, own or self._of_the_persons(case))
        return ""

    def _of_the_persons(self, case: ReviewCase) -> str:
        """Why not the two records but their persons may not be one; what only a join can tell stays as it was told."""
        places = [self.whose.with_them(end) for end in (case.first, case.second)]
        records = [self.records[one] for its in places for one in its]
        first = len(places[0])
        guard = Guard(records, self.rules.refusal)
        if reason := guard.conflict(range(first), range(first, len(records)))[0]:
            return reason
        if case.rule == TOO_FAST:
            pair = case.first, case.second
            return TOO_FAST if Persons(pair, in_reach(pair), self.rules, self.days).has_grown(*pair) else ""
        return case.rule if case.rule == RIVALS or case.rule.startswith(GROWS) else ""

    def _rewrite(self, case: ReviewCase, rule: str, *, inside: bool = False) -> None:
        pair = case.first, case.second
        bits = self.scorer.score(self.records[pair[0]], self.records[pair[1]]).bits
        reused = case.trouble == Trouble.REUSED
        now = case_of(
            pair, Doubt(*pair, bits, rule, reused, inside), self.whose, self.scorer.model.name, case.opened_at
        )
        for name in ("trouble", "bits", "model", "rule", "size", "inside", "harm"):
            setattr(case, name, getattr(now, name))

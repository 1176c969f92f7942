"""Why a pair scores as it does, signal by signal, in sentences: what the two share, and what that is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import isnan

from daybook.estate.overlap.described import Described
from daybook.estate.overlap.model import Model
from daybook.estate.overlap.signals import SIGNALS, Numbers
from daybook.estate.overlap.vocabulary import field_name, subject_words, words_of, works_of

SHOWN = 5
TITLES = {
    "capabilities": "What they are for",
    "subject": "What they are about",
    "work": "Kind of work",
    "records": "Kinds of record",
    "fields": "Fields",
    "user_groups": "Who uses them",
    "co_use": "Typed twice",
    "name": "Names",
    "description": "Descriptions",
    "interfaces": "Interfaces",
}
START = "Before looking"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal of a pair: `value` is None where unknown; `bits` above 0 speak for a duplicate, below 0 against."""

    signal: str
    title: str
    words: str
    value: float | None
    bits: float


def evidence(
    first: Described,
    second: Described,
    values: Numbers,
    model: Model,
    labels: Mapping[str, str],
    cases: int = 0,
) -> list[Evidence]:
    """The steps that add up to the score of the pair. `labels` name capabilities; `cases` were opened in both."""
    bits = model.parts(values.reshape(1, -1))[0]
    steps = [Evidence("", START, "Two systems that share something: few are duplicates.", None, model.start)]
    for signal, value, its in zip(SIGNALS, values.tolist(), bits.tolist(), strict=True):
        known = not isnan(value)
        words = _WORDS[signal](_Pair(first, second, value, labels, cases)) if known else UNKNOWN[signal]
        steps.append(Evidence(signal, TITLES[signal], words, value if known else None, its))
    return steps


UNKNOWN = {
    "capabilities": "Not known: one of the two has no capabilities on the register.",
    "subject": "Not known: one of the two has only a brand for a name, and no description.",
    "work": "Not known: neither name, description nor fields of one of the two say what it does.",
    "records": "Not known: one of the two says nothing of the kinds of record it holds.",
    "fields": "Not known: one of the two says nothing of the fields it holds.",
    "user_groups": "Not known: one of the two has no user groups on the register.",
    "co_use": "Not known: the sign-on log has too little of one of the two, or does not say which record was opened.",
    "name": "Not known.",
    "description": "Not known: one of the two is not described.",
    "interfaces": "Not known: one of the two has no interfaces on the register.",
}


@dataclass(frozen=True, slots=True)
class _Pair:
    first: Described
    second: Described
    value: float
    labels: Mapping[str, str]
    cases: int

    @property
    def share(self) -> str:
        return f"{self.value:.0%}"


def _capabilities(it: _Pair) -> str:
    shared = [it.labels.get(code, code) for code in it.first.capabilities if code in it.second.capabilities]
    return f"Both support {listed(shared)}: {it.share} of all they do." if shared else "Nothing in common."


def _subject(it: _Pair) -> str:
    first, second = (subject_words(system) for system in (it.first, it.second))
    shared = {word for stem, word in first.items() if stem in second}
    if shared:
        return f"Both speak of {listed(shared)}: alike to {it.share}, other words for the same counted in."
    return f"No word in common; alike to {it.share} by words that go together in other systems."


def _work(it: _Pair) -> str:
    first, second = (Counter(works_of(system)) for system in (it.first, it.second))
    both = [kind.replace("_", " ") for kind in first if kind in second]
    return (
        f"Both are about {listed(both)}: alike to {it.share}." if both else "They do different things to it."
    )


def _records(it: _Pair) -> str:
    shared = it.first.records & it.second.records
    return f"Both hold {listed(shared)}: {it.share} overlap." if shared else "No kind of record in common."


def _fields(it: _Pair) -> str:
    others = {field_name(name) for name in it.second.fields}
    shared = {name for name in it.first.fields if field_name(name) in others}
    return (
        f"Both hold {listed(shared)}: {it.share} overlap, rare fields counting for more."
        if shared
        else ("No field in common.")
    )


def _groups(it: _Pair) -> str:
    first, second = (
        {group.lower() for group in (*system.user_groups, system.unit) if group}
        for system in (it.first, it.second)
    )
    shared = first & second
    if not shared:
        alike = words_of(first) & words_of(second)
        return (
            f"Units and groups of both are called {listed(alike)}." if alike else "No user group in common."
        )
    return f"Both are used by {listed(shared)}: {it.share} of all who use either."


def _co_use(it: _Pair) -> str:
    if not it.cases:
        return "Nobody opened the same record in both within 10 minutes."
    times = "once" if it.cases == 1 else f"{it.cases:,} times"
    share = f"{it.share} of the less used one's records"
    return f"Somebody opened the same record in both within 10 minutes {times}: {share}."


def _interfaces(it: _Pair) -> str:
    shared = {partner for partner, _ in it.first.interfaces & it.second.interfaces}
    return f"Both exchange the same data with {listed(shared)}." if shared else "No interface alike."


_WORDS: dict[str, Callable[[_Pair], str]] = {
    "capabilities": _capabilities,
    "subject": _subject,
    "work": _work,
    "records": _records,
    "fields": _fields,
    "user_groups": _groups,
    "co_use": _co_use,
    "name": lambda it: f"Alike to {it.share}, in groups of three letters, rare groups counting for more.",
    "description": lambda it: f"Alike to {it.share}.",
    "interfaces": _interfaces,
}


def listed(items: Collection[str], most: int = SHOWN) -> str:
    """ "a, b and 3 more"."""
    names = sorted(items)
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

"""The law of every mapping: what reads back differently was reported, with the rule that the mapping declares."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daybook.legacy.mapping import MappingRefused
from daybook.legacy.systems import registry

from .reports import ANY, LATIN, arrests

ARRESTS = st.one_of(arrests(ANY), arrests(LATIN))
SYSTEMS = pytest.mark.parametrize("name", registry.names())
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def leaves(node, path=""):
    if isinstance(node, dict):
        return {k: v for name, value in node.items() for k, v in leaves(value, f"{path}.{name}").items()}
    if isinstance(node, list):
        return {k: v for n, value in enumerate(node) for k, v in leaves(value, f"{path}[{n}]").items()}
    return {} if node is None else {path.lstrip("."): node}


def differing(one, other):
    one, other = leaves(one), leaves(other)
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def bare(path):
    return re.sub(r"\[\d+\]", "", path)


def covered(path, losses):
    """A loss names the value itself, the list that holds it, or (without positions) a list joined into one place."""
    return any(
        path == loss.field or path.startswith((f"{loss.field}.", f"{loss.field}["))
        or bare(path) == loss.field for loss in losses
    )  # fmt: skip


@SYSTEMS
@PATIENT
@given(document=ARRESTS)
def test_every_difference_is_a_reported_loss_and_every_loss_a_difference(name, document):
    mapping = registry.mapping(name)
    try:
        encoded = mapping.encode(document)
    except MappingRefused:
        return
    changed = differing(mapping.part(document), mapping.decode(encoded.body))
    assert {path for path in changed if not covered(path, encoded.losses)} == set()
    assert all(loss.rule for loss in encoded.losses)
    silent = [x for x in encoded.losses if not any(covered(path, [x]) for path in changed)]
    assert [x for x in silent if x.ours and not isinstance(x.ours, dict)] == []


@SYSTEMS
@PATIENT
@given(document=ARRESTS)
def test_what_the_old_system_holds_goes_there_again_without_loss(name, document):
    mapping = registry.mapping(name)
    try:
        first = mapping.encode(document).body
        again = mapping.encode({"report": "arrest", **mapping.decode(first)})
    except MappingRefused:
        return
    assert again.losses == []
    assert mapping.digest_of(again.body) == mapping.digest_of(first) == mapping.digest(document)


@SYSTEMS
@pytest.mark.parametrize(
    "surname", ["Smith", "O’Brien", "Núñez", "Łukasiewicz", "Straße", "Ødegård", "Þórsdóttir"]
)
def test_ordinary_names_of_europe_go_through(name, surname, arrest):
    """The law would hold for a mapping that refuses everything."""
    assert registry.mapping(name).encode(arrest(name, person__family_name=surname)).body


@SYSTEMS
def test_a_name_that_is_not_known_goes_through(name, arrest):
    document = arrest(name, person__family_name="", person__given_names=[], person__date_of_birth=None)
    mapping = registry.mapping(name)
    assert "family_name" not in mapping.decode(mapping.encode(document).body)["person"]

"""Every old system has golden files, and its mapping and emulator agree with them to the byte."""

import importlib
import json

import pytest

from daybook.legacy.mapping import paths
from daybook.legacy.systems import registry

SYSTEMS = pytest.mark.parametrize("name", registry.names())
CASES = [
    (name, file.name.removesuffix(".document.json"))
    for name in registry.names()
    for file in sorted((registry.FOLDER / name / "golden").glob("*.document.json"))
]


def document(name, case):
    return json.loads((registry.FOLDER / name / "golden" / f"{case}.document.json").read_text())


def only(name, pattern):
    (file,) = (registry.FOLDER / name / "golden").glob(pattern)
    return file.read_bytes()


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_document_becomes_exactly_the_expected_body(name, case):
    assert registry.mapping(name).encode(document(name, case)).body == only(name, f"{case}.expected.*")


@SYSTEMS
def test_the_golden_replies_are_read(name):
    mapping = registry.mapping(name)
    known = mapping.spec.reply.state
    accepted = mapping.read_reply(only(name, "accepted.reply.*"), None if known else "confirmed")
    refused = mapping.read_reply(only(name, "refused.reply.*"), None if known else "refused")
    assert (accepted.state, refused.state) == ("confirmed", "refused")
    assert accepted.reference
    assert refused.code in mapping.spec.reply.codes
    assert refused.reason
    assert refused.remedy


@SYSTEMS
def test_every_path_of_the_mapping_exists_in_the_golden_arrest(name):
    """A slip in `from` would send nothing for ever; the golden arrest has a place for every path."""
    golden = document(name, "arrest")
    for field in registry.mapping(name).fields:
        if field.spec.source and not field.spec.source.startswith("references."):
            assert has(golden, field.source.segments), field.spec.source


def has(node, segments):
    if not segments:
        return True
    step, rest = segments[0], segments[1:]
    if step.name not in node:
        return False
    if step.position is None:
        return has(node[step.name], rest)
    items = node[step.name]
    first = items[0 if step.position == paths.EACH else min(step.position, len(items) - 1)]
    return not rest or has(first, rest)


@SYSTEMS
def test_the_folder_is_whole(name):
    folder = registry.FOLDER / name
    assert (folder / "README.md").read_text().strip()
    assert hasattr(importlib.import_module(f"daybook.legacy.systems.{name}.emulator"), "main")


def test_every_system_has_a_transport_of_its_own():
    transports = [mapping.system.transport for mapping in registry.mappings().values()]
    assert sorted(transports) == sorted(set(transports))
    assert registry.mapping("custody") is registry.mapping("custody")


def test_an_unknown_system_is_named_with_the_known_ones():
    with pytest.raises(KeyError, match=r"Known: .*case_preparation.*, custody"):
        registry.mapping("kustody")

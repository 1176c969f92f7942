"""The functions that systems of a police force have, read from `data/purposes.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from daybook.demo.estate.shapes import Aspect, Purpose
from daybook.demo.generator.data_files import toml_of


def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return toml_of(__package__, name)


@cache
def purposes() -> tuple[Purpose, ...]:
    """Every purpose, domain by domain."""
    return tuple(
        _purpose(domain, line)
        for domain, its in table("purposes").items()
        if "purposes" in its
        for line in its["purposes"]
    )


def _purpose(domain: str, line: str) -> Purpose:
    code, about, *rest = line.split("; ")
    words, records, groups = (tuple(part.split(", ")) for part in rest)
    return Purpose(about, words, records, groups, domain, code)


@cache
def aspects() -> dict[str, Aspect]:
    """Every aspect by its name."""
    return {name: _aspect(name, line) for name, line in table("purposes")["aspects"].items()}


def _aspect(name: str, line: str) -> Aspect:
    code, words, sentences, fields, records, group = line.split("; ")
    each = tuple(f"{one.rstrip('.')}." for one in sentences.split(". "))
    words_, fields_, records_ = (tuple(its.split(", ")) for its in (words, fields, records))
    return Aspect(name, code, words_, each, fields_, records_, group)


@cache
def fields_of(record: str) -> tuple[str, ...]:
    """The fields of one kind of record."""
    return tuple(table("purposes")["records"][record].split(", "))


@cache
def synonyms(field: str) -> tuple[str, ...]:
    """Other names under which people list a field."""
    return tuple(table("purposes")["synonyms"].get(field, field).split(", "))

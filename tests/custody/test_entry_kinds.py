"""Every kind of entry is whole: a sample of it validates, is written in words, and is read back as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from custody_samples import samples
from daybook.access.permission import all_permissions
from daybook.book.kinds import kind_of as book_kind
from daybook.custody.entries import all_kinds, kind_of
from daybook.custody.entries.moments import parse_moments
from daybook.records.code_lists import list_names
from daybook.records.forms.page import FormPage
from daybook.records.forms.typed import empty, posted_of, typed_from, typed_of
from daybook.records.reports.ask import ask_of
from daybook.records.reports.entries import Part
from daybook.records.reports.form import inner_model

KINDS = all_kinds()


def entry(slug):
    return kind_of(slug).model_validate({"happened_at": timezone.now(), **samples()[slug]})


def parts(kind):
    yield kind
    for info in kind.model_fields.values():
        if inner := inner_model(info.annotation):
            yield from parts(inner)


def test_each_kind_has_a_sample():
    assert samples().keys() == KINDS.keys()


@pytest.mark.parametrize("slug", KINDS)
class TestEach:
    def test_it_is_written_in_words(self, slug):
        line = entry(slug).line()
        assert line.endswith((".", "?", "!")) or slug in {"note", "override", "override-reviewed"}
        assert "  " not in line
        for value in (value for value in samples()[slug].values() if isinstance(value, str)):
            shown = value in line or "T" in value or value.islower() or slug == "movement"
            assert shown, f"{value} is not told in {line!r}"

    def test_it_is_read_back_as_it_was_written(self, slug):
        one = entry(slug)
        details = json.loads(json.dumps(one.details()))
        assert "happened_at" not in details
        assert type(one).read(details, one.happened_at) == one

    def test_its_form_shows_it_and_reads_it_again(self, slug):
        kind, one = kind_of(slug), entry(slug)
        if kind.house:
            return
        html = "".join(
            part for section in FormPage(kind, typed_of(one)).sections for part in section["shown"]
        )
        assert html
        posted = QueryDict(mutable=True)
        for name, value in posted_of(as_typed(one)):
            posted.appendlist(name, value)
        again = kind.model_validate(typed_from(posted, kind))
        assert again.details() == {**one.details(), **{name: again.details()[name] for name in timed(one)}}

    def test_its_class_says_what_it_must(self, slug):
        kind = KINDS[slug]
        assert kind.title
        assert kind.section
        assert kind.permission in all_permissions()
        assert book_kind(kind.kind()).title.startswith("Custody: ")
        for named in filter(None, (kind.decided_by, kind.rank_in)):
            assert named in kind.model_fields
        assert not kind.adult_law or "appropriate_adult" in kind.model_fields
        assert kind.model_json_schema()["properties"]

    def test_its_questions_have_labels_and_lists_that_exist(self, slug):
        for part in parts(KINDS[slug]):
            for name, info in part.model_fields.items():
                ask = ask_of(info, name)
                assert ask.label
                assert not ask.code_list or ask.code_list in list_names()
                if ask.within:
                    assert ask.within[0] in part.model_fields

    def test_a_code_out_of_its_list_is_refused(self, slug):
        for name, info in KINDS[slug].model_fields.items():
            ask = ask_of(info, name)
            if (ask.code_list or ask.options) and name != "level":
                held = samples()[slug].get(name)
                wrong = (
                    ["nonsense"]
                    if isinstance(held or info.default, list) or "list" in str(info.annotation)
                    else "nonsense"
                )
                with pytest.raises(ValueError, match="not in the list"):
                    kind_of(slug).model_validate(
                        {"happened_at": timezone.now(), **samples()[slug], name: wrong}
                    )


def as_typed(one):
    """The entry as a browser holds it: an offence is its code alone."""
    typed = typed_of(one)
    codes = [{"code": offence["code"]} for offence in typed.get("offences") or []]
    return {**typed, "offences": codes} if "offences" in typed else typed


def timed(one):
    """Moments are typed to the minute."""
    return [
        name
        for name in type(one).model_fields
        if isinstance(getattr(one, name), datetime) and name != "happened_at"
    ]


def test_an_empty_form_asks_for_what_must_be_there():
    with pytest.raises(ValueError, match="Choose the cell"):
        kind_of("movement").model_validate({"happened_at": timezone.now(), "to": "cell"})
    for kind in KINDS.values():
        assert issubclass(kind, Part)
        assert empty(kind).keys() == kind.model_fields.keys()


def test_the_rank_is_filled_in_and_never_asked():
    for kind in KINDS.values():
        assert kind.rank_in not in [name for name, _ in kind.in_order()]


class TestMoments:
    def test_a_time_alone_is_the_next_one(self):
        (text,) = parse_moments("23:59")
        moment = datetime.fromisoformat(text)
        assert moment.tzinfo == UTC
        assert timezone.now() <= moment
        assert (moment - timezone.now()).total_seconds() <= 24 * 3600

    def test_a_day_and_time_are_londons(self):
        assert parse_moments("01/07/2026 08:00") == ["2026-07-01T07:00:00+00:00"]
        assert parse_moments("01/12/2026 08:00\n\n02/12/2026 8:30") == [
            "2026-12-01T08:00:00+00:00",
            "2026-12-02T08:30:00+00:00",
        ]

    @pytest.mark.parametrize(
        "text", ["25:00", "noon", "32/01/2026 08:00", "2026-01-01T08:00", "29/03/2026 01:30"]
    )
    def test_what_is_no_time_is_said(self, text):
        with pytest.raises(ValueError, match="Write 22:00"):
            parse_moments(text)

"""The integrator's run: what is counted, what is estimated, what survives being killed."""

import csv

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.nominals.matching.invented import crowd

from daybook.nominals.batches.cost_rule import FLOOR, cost_rule
from daybook.nominals.batches.figures import curve
from daybook.nominals.batches.labels import Labels, LabelsError, Share, read_labels
from daybook.nominals.batches.run import run
from daybook.nominals.exports import Export
from daybook.nominals.matching import Edge, Edges, Thresholds
from daybook.nominals.matching.bulk import levels

LOW = Thresholds(10, 6)
SYSTEMS = ("first", "second")


def taken(count=200):
    held = crowd(count)
    return [Export(system, [one for one in held if one.system == system]) for system in SYSTEMS]


def silent(stage, done, total):
    """Nobody watches."""


def test_a_run_that_was_killed_goes_on_and_finds_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(levels, "TOGETHER", 50)
    whole = run(taken(), tmp_path / "whole", silent, thresholds=LOW)

    def killed(stage, done, total):
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(taken(), tmp_path / "again", killed, thresholds=LOW)
    again = run(taken(), tmp_path / "again", silent, thresholds=LOW)
    assert again.taken_up == 3
    assert again.linked.clusters == whole.linked.clusters
    assert list((tmp_path / "again").iterdir()) == [], "nothing is left lying about"


def test_parts_of_other_records_are_never_taken_up(tmp_path, monkeypatch):
    monkeypatch.setattr(levels, "TOGETHER", 50)
    with pytest.raises(KeyboardInterrupt):
        run(taken(), tmp_path, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt), thresholds=LOW)
    assert run(taken(201), tmp_path, silent, thresholds=LOW).taken_up == 0


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 0, 0, 1), (200, 200, 0.981, 1), (50, 100, 0.404, 0.596)]
)
def test_the_interval_is_that_of_wilson(part, whole, low, high):
    assert Share(part, whole).interval == pytest.approx((low, high), abs=5e-4)


WEIGHED = [Edge(0, 1, 30.0), Edge(2, 3, 18.0), Edge(4, 5, 9.0), Edge(6, 7, 9.0)]
LINKS = frozenset({(0, 1), (2, 3), (4, 5)})


def test_the_cost_rule_prefers_a_missed_link_to_a_wrong_one():
    rule = cost_rule(curve(Edges.of(WEIGHED), Labels(LINKS, frozenset({(6, 7)}))))
    assert (rule.asked.bits, rule.asked.missed, rule.asked.wrong) == (18, 1, 0), "the highest of equal cost"
    assert (rule.join, rule.floored) == (18, "")
    assert cost_rule(curve(Edges.of(WEIGHED), None)) is None


def test_the_cost_rule_never_joins_below_the_floor_and_says_why():
    rule = cost_rule(curve(Edges.of(WEIGHED), Labels(LINKS)))
    assert (rule.asked.bits, rule.join) == (9, FLOOR)
    assert "never below the floor of 15 bits, because" in rule.floored


bits = st.floats(-10, 50)


@given(st.lists(bits, min_size=1, max_size=30), st.lists(bits, max_size=30), st.lists(bits, max_size=30))
def test_the_line_of_the_rule_costs_least_and_lies_in_its_bounds(same, different, unlabelled):
    """By the price itself: every pair counted anew at every line."""
    every = [*same, *different, *unlabelled]
    edges = Edges.of(Edge(2 * at, 2 * at + 1, its) for at, its in enumerate(every))
    pairs = [(2 * at, 2 * at + 1) for at in range(len(same) + len(different))]
    labels = Labels(frozenset(pairs[: len(same)]), frozenset(pairs[len(same) :]))
    lines = curve(edges, labels)
    costs = {
        line: sum(its < line for its in same) + 100 * sum(its >= line for its in different)
        for line in (one.bits for one in lines)
    }
    rule = cost_rule(lines)
    assert costs[rule.asked.bits] == min(costs.values())
    assert all(costs[line] > costs[rule.asked.bits] for line in costs if line > rule.asked.bits)
    assert [one.pairs for one in lines] == [sum(its >= line for its in every) for line in costs]
    assert rule.low <= rule.high
    assert rule.join >= FLOOR


def written(path, export):
    with path.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(("id", "surname", "forename", "dob", "postcode"))
        for one in export.records:
            name, born = one.names[0], one.births[0]
            rows.writerow(
                (one.key, name.surname, name.first, f"{born.day}/{born.month}/{born.year}", one.postcodes[0])
            )
    return path


@pytest.fixture
def files(tmp_path):
    return [written(tmp_path / f"{export.system}.csv", export) for export in taken()]


@pytest.fixture
def truth(tmp_path):
    path = tmp_path / "truth.csv"
    rows = [f"{one.system},{one.key},P{one.key}" for export in taken() for one in export.records]
    path.write_text("\n".join(["system,key,person", *rows]))
    return path


def test_the_command_tells_records_persons_bands_and_accuracy(files, truth, tmp_path, settings, capsys):
    settings.HOME = tmp_path
    report, model, persons = (tmp_path / name for name in ("report.html", "model.json", "persons.csv"))
    call_command(
        "nominals_link",
        *map(str, files),
        labels=truth,
        report=report,
        model=model,
        persons=persons,
        join=15.0,
    )
    told = capsys.readouterr().out
    assert "first: 200 rows: 200 records, 0 repeated, 0 set aside." in told
    assert "Records: 300" in told
    assert "Precision: 1.0000 (95%: 0.96" in told
    assert "20 or more bits:" in told
    assert "Joined from: 15 bits, as --join says" in told
    assert "Cost rule: asks for " in told
    assert len(persons.read_text().splitlines()) == 301
    text = report.read_text()
    assert "under -10 bits are not drawn" in text
    assert all(words in text for words in ("Joined from 15 bits", "Parted below 14 bits", "Cost rule: "))
    assert text.count('class="db-chart__picture"') == text.count('db-chart__numbers"') == 4
    assert text.count("data:text/csv;base64,") == 4
    assert "src=" not in text
    assert 'href="http' not in text
    call_command("nominals_link", *map(str, files), model=model, join=15.0)
    assert "Records: 300" in capsys.readouterr().out, "the kept model serves the next run"


def figure(told, words):
    return next(line.partition(words)[2] for line in told.splitlines() if words in line)


def test_the_line_of_the_cost_rule_is_one_that_join_takes_and_stands_on_the_curve(
    files, truth, tmp_path, settings, capsys
):
    """Nobody of the invented is wrongly joined, so the rule asks for a line below the floor."""
    settings.HOME = tmp_path
    report = tmp_path / "report.html"
    call_command("nominals_link", *map(str, files), f"--labels={truth}", "--join=rule", f"--report={report}")
    told = capsys.readouterr().out
    asked, joined = (int(figure(told, words).split()[0]) for words in ("asks for ", "Joined from: "))
    assert f"Joined from: {joined} bits, where the cost rule puts it" in told
    assert joined == max(asked, FLOOR)
    assert ("never below the floor of 15 bits" in told) == (asked < FLOOR)
    page = html.fromstring(report.read_text())
    names = page.xpath("//*[contains(@class, 'db-chart__key')]//text()")
    drawn = [f"Joined from {joined} bits", "Parted below 14 bits", f"Cost rule: {asked} bits"]
    assert [name.strip() for name in names if name.strip()][-3:] == drawn
    call_command("nominals_link", *map(str, files), f"--join={joined}")
    assert figure(capsys.readouterr().out, "Persons: ") == figure(told, "Persons: "), "the line told is taken"


def test_the_rule_needs_labels_that_are_among_the_records(files, tmp_path, settings):
    settings.HOME = tmp_path
    labels = tmp_path / "labels.csv"
    labels.write_text("system,key,person\nelsewhere,1,A\n")
    with pytest.raises(
        CommandError, match="--join rule reckons the line from a labelled sample: give --labels"
    ):
        call_command("nominals_link", *map(str, files), "--join=rule")
    with pytest.raises(CommandError, match="No two of these records are labelled as one person"):
        call_command("nominals_link", *map(str, files), "--join=rule", f"--labels={labels}")
    with pytest.raises(CommandError, match="“high” is neither bits, such as 20, nor “rule”"):
        call_command("nominals_link", *map(str, files), "--join=high")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00m", "This is not a model file. Make one"),
        ("é".encode("latin-1"), "This is not a model file. Make one"),
        (b"not JSON", "This is not a model file. Make one"),
        (b"[1]", "This is not a model file. Make one"),
        (
            b'{"format": "daybook-matching-0", "weights": {}}',
            "the format daybook-matching-0 of another release",
        ),
        (b'{"format": "daybook-matching-1", "fields": 3}', "This is not a model file. Make one"),
    ],
)
def test_a_model_file_that_cannot_be_used_is_told_by_its_name(files, tmp_path, content, told):
    path = tmp_path / "force.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=f"force.json: .*{told}"):
        call_command("nominals_link", *map(str, files), model=path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("option", ["model", "report", "persons", "pairs"])
def test_a_file_that_could_not_be_written_is_told_before_anything_is_linked(files, tmp_path, option):
    for path in (tmp_path, tmp_path / "missing" / "file"):
        with pytest.raises(CommandError, match=f"--{option} .* cannot be written: name a file"):
            call_command("nominals_link", *map(str, files), **{option: path})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"system": ["nobody"]}, "No export of “nobody” is registered"),
        ({}, "Name files, or old systems"),
    ],
)
def test_what_cannot_be_linked_is_refused_in_a_sentence(given, told):
    with pytest.raises(CommandError, match=told):
        call_command("nominals_link", **given)


def test_labels_in_a_form_nobody_knows_are_refused(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(LabelsError, match="needs the columns system, key, person"):
        read_labels(path)


def test_five_thousand_people_of_one_hostel_make_no_giant(tmp_path, settings, capsys):
    settings.HOME = tmp_path
    path = tmp_path / "hostel.csv"
    rows = [
        f"{number},{name}sen,Ann,01/01/1900,1 Hostel Road,AV1 1AB"
        for number, name in enumerate(letters(number) for number in range(5000))
    ]
    path.write_text("\n".join(["id,surname,forename,dob,address,postcode", *rows]))
    call_command("nominals_link", str(path))
    told = capsys.readouterr().out
    assert "5,000 × 01/01/1900 in place of a birth date" in told
    assert "passed over: 5,000 records share one key of postcode" in told
    assert "Largest person: 1 records" in told


def test_a_file_cut_in_half_and_one_of_two_encodings_are_linked_as_far_as_they_go(
    files, tmp_path, settings, capsys
):
    settings.HOME = tmp_path
    first, second = files
    whole = first.read_bytes()
    first.write_bytes(whole[: whole.index(b"\n", len(whole) // 2) - 14])
    second.write_bytes(second.read_bytes() + "500,Fernández,Zoë,3/4/1980,AV1 1AB\r\n".encode("cp1252"))
    persons = tmp_path / "persons.csv"
    call_command("nominals_link", *map(str, files), persons=persons, join=15.0)
    told = capsys.readouterr().out
    rows = [len(path.read_bytes().splitlines()) - 1 for path in files]
    assert f"first: {rows[0]} rows: {rows[0] - 1} records, 0 repeated, 1 set aside." in told
    assert f"second: {rows[1]} rows: {rows[1]} records" in told
    assert "1 × a row not in UTF-8, read as Windows-1252" in told
    assert len(persons.read_text().splitlines()) == sum(rows), "the heading, and all but the row cut off"


def letters(number):
    return "".join(chr(97 + number // 26**place % 26) for place in range(3)) * 2

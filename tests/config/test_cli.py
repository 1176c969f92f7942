"""The command line puts a room and its verb together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from daybook.config.cli import in_the_demo, joined, main, verbs_wanting


def test_room_and_verb_become_one_command() -> None:
    assert joined(["web", "templates", "--verbosity", "2"]) == ["web_templates", "--verbosity", "2"]


def test_words_that_are_no_room_and_verb_stay() -> None:
    assert joined(["check", "--deploy"]) == ["check", "--deploy"]
    assert joined(["migrate", "book"]) == ["migrate", "book"]


def test_after_demo_a_command_runs_in_the_home_of_the_demonstration() -> None:
    assert in_the_demo(["demo", "nominals", "link", "--store"]) == ["nominals", "link", "--store"]
    for words in (["demo"], ["demo", "--people", "9"], ["demo", "load", "--people", "9"]):
        assert in_the_demo(words) == words


def test_a_room_without_a_verb_names_its_verbs() -> None:
    assert "verify" in verbs_wanting(["book"])
    for words in ([], ["web"], ["migrate"], ["book", "verify"], ["--help"]):
        assert verbs_wanting(words) == []


def test_a_fresh_process_finds_the_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "daybook", "web", "templates"], capture_output=True, text=True, env=os.environ
    )
    assert run.returncode == 0, run.stderr
    assert "templates compile" in run.stdout


def test_a_database_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "daybook", "book", "verify"]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=env | {"DAYBOOK_HOME": str(tmp_path), "DAYBOOK_DEMO": "1"},
    )
    assert run.returncode == 1
    assert "migrations behind: run `daybook migrate` first" in run.stderr
    assert "Traceback" not in run.stderr


def test_help_names_the_verbs_of_a_room_and_the_usage_as_it_is_written(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["daybook", "forecast", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "daybook forecast needs one more word: again, census" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["daybook", "forecast", "trial-seal", "--help"])
    with pytest.raises(SystemExit):
        main()
    assert "usage: daybook forecast trial-seal [-h]" in capsys.readouterr().out

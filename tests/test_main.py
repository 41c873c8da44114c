"""The command line: exit codes and words for people."""

import os
import subprocess
import sys

import pytest
from book import ROOT, report

from helpers.__main__ import main


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_help_lists_the_commands_with_examples(capsys):
    for arguments, said in [(["--help"], "build"), (["build", "--help"], "Example: report build")]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
        assert said in capsys.readouterr().out


@pytest.mark.parametrize("given", ["wave", "=2", "a b=1"])
def test_a_parameter_needs_a_name_and_a_value(capsys, given):
    with pytest.raises(SystemExit) as ended:
        main(["build", "-p", given])
    assert ended.value.code == 2
    assert "is not NAME=VALUE" in capsys.readouterr().err


def test_outside_a_project_it_says_where_to_go(tmp_path):
    ran = report(tmp_path, "build")
    assert ran.returncode == 2
    assert "is not inside a report project; go to the folder that holds data/" in ran.stderr
    assert "1 problem in the inputs" in ran.stderr


def test_an_unknown_wave_is_not_reconstructed(capsys):
    assert main(["reconstruct", "../elsewhere"]) == 2
    assert "elsewhere" in capsys.readouterr().err


def test_a_reader_who_has_enough_ends_a_command_without_a_word():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "helpers", "audit", "data/audits/research-brief.csv"]
    ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (130, "")

"""Reference pages: what is stored is what the programs say, and every command has an example."""

import argparse
import re
import shlex

import pytest
from book import ROOT
from documented import read, script

from helpers.commands.options import parser

REFERENCE = script(ROOT / "scripts/make_reference.py")
COMMANDS = dict(REFERENCE.commands(parser()))


@pytest.mark.parametrize("name", ["commands.md", "keys.md", "phrases.md"])
def test_a_page_is_what_the_programs_say_now(name):
    assert read(f"docs/{name}") == REFERENCE.pages()[name], "run `make reference`"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_a_command_is_one_that_it_takes(name):
    lines = REFERENCE.examples(COMMANDS[name])
    assert lines
    for line in lines:
        assert line.startswith(name), line
        assert callable(parser().parse_args(shlex.split(line)[1:]).run)


def test_an_example_that_it_does_not_take_would_be_seen(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(shlex.split("report export --onyl pdf")[1:])
    assert "--onyl" in capsys.readouterr().err


def test_an_example_may_go_on_in_the_next_line_and_several_are_several():
    made = argparse.ArgumentParser(epilog="Example: report one a\n  --b\n         report one c")
    assert REFERENCE.examples(made) == ["report one a --b", "report one c"]


def test_every_option_of_every_command_has_a_row():
    for name, command in COMMANDS.items():
        part = read("docs/commands.md").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        told = set(re.findall(r"`(-[\w-]+)", part))
        options = {o for action in command._actions for o in action.option_strings}
        assert options - {"-h", "--help"} <= told, name


def test_a_schema_is_told_place_by_place_with_what_is_needed():
    schema = {
        "type": "object",
        "properties": {"pupils": {"$ref": "#/definitions/pupil"}},
        "required": ["pupils"],
        "definitions": {
            "pupil": {
                "description": "A pupil.",
                "properties": {
                    "age": {"description": "In years.", "type": "integer"},
                    "likes": {
                        "description": "What else.",
                        "type": "array",
                        "items": {"properties": {"what": {"type": "string"}}},
                    },
                },
            }
        },
    }
    found = dict(REFERENCE.places(schema, schema, ()))
    assert list(found) == [(), ("pupils",), ("pupils", "likes", "<entry>")]
    assert list(found["pupils",]["properties"]) == ["age", "likes"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"type": "integer"}, "whole number"),
        ({"type": ["array", "null"]}, "list or nothing"),
        ({"enum": ["a", "|"]}, "`a`, `&#124;`"),
        ({"const": True}, "`true`"),
        ({"oneOf": [{"type": "string"}, {"type": "object"}]}, "text or keys"),
        ({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, "day"),
    ],
)
def test_a_value_is_told_in_words(part, words):
    assert REFERENCE.kind({}, part) == words


def test_phrases_are_worked_out_and_not_typed():
    page = read("docs/phrases.md")
    assert "| `83%` | around 8 in 10 (83%) |" in page
    assert "| `-8` | a decrease of 8 percentage points |" in page
    assert "| `8`, `11` | eight of the 11 measures |" in page

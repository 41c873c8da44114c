"""Instructions: every key is explained, and what cannot be followed is told."""

import re
from pathlib import Path

import pytest
import yaml

from helpers.reading.instructions import KEYS, Instructions, instructions_of

PAGE = (Path(__file__).parents[1] / "docs/survey-files.md").read_text(encoding="utf-8")


def read(entry: dict) -> tuple[Instructions, list[str]]:
    problems = []
    how = instructions_of(entry, "baseline", "wave.yml", problems)
    return how, [problem.found for problem in problems]


def test_what_is_not_about_reading_is_left_alone():
    assert read({"file": "a.csv", "label": 3, "strata": "area"}) == (Instructions(), [])


@pytest.mark.parametrize(("said", "sign"), [("tab", "\t"), ("\t", "\t"), (";", ";"), ("|", "|")])
def test_a_separator_is_a_sign_or_a_word(said, sign):
    assert read({"separator": said})[0].separator == sign


@pytest.mark.parametrize(("said", "rows"), [(4, (4,)), ([1, 3], (1, 3))])
def test_a_header_is_a_row_or_several(said, rows):
    assert read({"header": said})[0].header == rows


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"separator": "-"}, "survey baseline has the separator '-'"),
        ({"read_by": "eye"}, "survey baseline has the read_by 'eye'"),
        ({"decimal": ";"}, "survey baseline has the decimal ';'"),
        ({"encoding": "base64"}, "survey baseline has the encoding 'base64'"),
        ({"encoding": 8}, "survey baseline has the encoding 8"),
        ({"header": [0]}, "survey baseline has the header [0]"),
        ({"header": [2, 2]}, "survey baseline has the header [2, 2]"),
        ({"header": ["a"]}, "survey baseline has the header ['a']"),
        ({"ignore": "a"}, "survey baseline has the ignore 'a'"),
        ({"columns": ["a"]}, "survey baseline has the columns ['a']"),
        ({"codes": {"phase": 1}}, "survey baseline has as codes of phase 1"),
        ({"codes": {"phase": {"a": None}}}, "survey baseline has in codes of phase None"),
        ({"special": {True: "no_answer"}},
         "survey baseline has in special a word that YAML reads as True"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_told(entry, found):
    how, problems = read(entry)
    assert problems == [found]
    assert how == Instructions()


@pytest.mark.parametrize("header", ["first", 1.5, True, {"a": 1}])
def test_a_header_that_is_no_row_is_told(header):
    assert len(read({"header": header})[1]) == 1


# --- docs/survey-files.md ------------------------------------------------------------------


def test_every_key_is_explained():
    explained = re.findall(r"^\| `(\w+)` \| .* \| .* \|$", PAGE, re.MULTILINE)
    assert explained == list(KEYS)


def test_every_example_can_be_followed():
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", PAGE, re.MULTILINE)
    for key, examples in rows:
        for example in re.findall(r"`([^`]+)`", examples):
            how, problems = read({key: yaml.safe_load(example)})
            assert problems == [] and how != Instructions(), (key, example)


def test_the_longer_example_can_be_followed():
    blocks = re.findall(r"```yaml\n(surveys:.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 1
    how, problems = read(yaml.safe_load(blocks[0])["surveys"]["end_of_linking"])
    assert problems == []
    assert how.codes["resources_used"] == {"": 0}
    assert how.special[-9] == "no_answer"

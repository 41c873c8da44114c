"""Schemas: editors are told the same of the YAML files as their readers know and refuse."""

import json
import shutil
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml

from helpers import publication, settings, wave_facts
from helpers.checking.findings import Allowance, read_exceptions
from helpers.errors import InputError
from helpers.items import AreaRule, Band, Item, Response, Revision, Scale, Settings, Weighting
from helpers.publication import read_publication
from helpers.questionnaire import PARTS, load_questionnaire
from helpers.survey_names import SURVEYS
from helpers.waves import find_root, load_wave

ROOT = find_root(Path(__file__).parent)
SMALL = ROOT / "tests/small"
FOLDER = ROOT / "data/schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json"))
FILES = [
    *ROOT.glob("data/*.yml"),
    *ROOT.glob("data/waves/*/*.yml"),
    *ROOT.glob("data/examples/*/wave.yml"),
]
WITHOUT = {"quotes.yml"}  # of one key and few entries


class AsJson(yaml.SafeLoader):
    """YAML as editors read it for a schema: days stay texts, and every key is one."""


AsJson.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(text: str):
    return json.loads(json.dumps(yaml.load(text, AsJson)))


def schema(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def refusals(name: str, text: str) -> list[str]:
    """What a schema has against a file."""
    found = jsonschema.Draft7Validator(schema(name)).iter_errors(as_json(text))
    return [error.message for error in found]


def schema_of(path: Path) -> Path:
    """Schema that the first line of a YAML file leads editors to."""
    start = "# yaml-language-server: $schema="
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(start)
    return (path.parent / first.removeprefix(start)).resolve()


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    jsonschema.Draft7Validator.check_schema(schema(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_file_leads_to_its_schema_and_follows_it(path):
    if path.name in WITHOUT:
        return
    found = schema_of(path)
    assert found == FOLDER / f"{path.stem}.schema.json"
    assert refusals(path.stem, path.read_text(encoding="utf-8")) == []


def test_every_schema_is_that_of_a_shipped_file():
    assert {path.stem for path in FILES} - {Path(name).stem for name in WITHOUT} == set(NAMES)


def described(part, where="") -> list[str]:
    """Properties without a description that says something."""
    gone = []
    for name, entry in part.get("properties", {}).items():
        said = entry.get("description") or entry.get("$ref") or ""
        gone += [] if len(said) > 10 else [f"{where}.{name}"]
        gone += described(entry, f"{where}.{name}")
    for key in ("items", "additionalProperties"):
        gone += described(part[key], f"{where}.{key}") if isinstance(part.get(key), dict) else []
    for name, entry in part.get("definitions", {}).items():
        gone += described(entry, name)
    return gone


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name):
    assert described({k: v for k, v in schema(name).items() if k != "then"}) == []


# --- the same keys --------------------------------------------------------------------------


def keys(shape, but=()) -> set[str]:
    return {field.name for field in fields(shape)} - set(but)


def test_the_questionnaire_has_the_keys_that_its_reader_knows():
    made = schema("questionnaire")
    parts = made["definitions"]
    given = made["properties"]["settings"]["properties"]
    assert set(made["properties"]) == set(PARTS)
    assert set(given) - {"base"} | set(given["base"]["properties"]) == keys(Settings)
    assert set(given["weighting"]["properties"]) == keys(Weighting)
    assert set(given["area"]["properties"]) == keys(AreaRule)
    for name, shape, place in (
        ("response", Response, "key"), ("band", Band, "key"), ("scale", Scale, "name"),
        ("item", Item, "name"), ("revision", Revision, ""),
    ):  # fmt: skip
        assert set(parts[name]["properties"]) == keys(shape, {place})
    assert parts["item"]["properties"]["columns"]["propertyNames"]["enum"] == list(SURVEYS)


def test_a_wave_has_the_keys_that_its_reader_knows():
    made = schema("wave")
    assert set(made["properties"]) == set(wave_facts.KEYS)
    interviews = made["properties"]["interviews"]
    assert set(interviews["properties"]) == set(wave_facts.INTERVIEW_KEYS)
    assert set(interviews["required"]) == set(wave_facts.INTERVIEW_KEYS)
    survey = made["definitions"]["survey"]
    assert set(survey["properties"]) == set(wave_facts.SURVEY_KEYS)
    assert set(survey["required"]) == {*wave_facts.TEXTS, "fieldwork"}
    assert made["properties"]["surveys"]["propertyNames"]["enum"] == list(SURVEYS)


def test_an_edition_and_an_exception_have_the_keys_that_their_readers_know():
    assert set(schema("edition")["properties"]) == set(publication.KEYS)
    entry = schema("exceptions")["properties"]["exceptions"]["items"]
    assert set(entry["properties"]) == set(entry["required"]) == keys(Allowance)


# --- what one refuses, the other refuses ------------------------------------------------------


IMPRINT = """\
version: '1.0'
published: 2001-02-03
updates:
  - date: 2001-02-03
    what: Out.
"""
MAY_STAND = """\
exceptions:
  - check: prose
    page: a.md
    found: x*
    reason: So.
    name: A
"""


@pytest.fixture
def folder(tmp_path):
    """The small project with an edition and exceptions, which schemas and readers take."""
    copy = shutil.copytree(SMALL, tmp_path / "project")
    (copy / "_config.yml").write_text("title: T\nauthor: A\nsphinx: {config: {}}\n")
    (copy / "data/waves/first/edition.yml").write_text(IMPRINT)
    (copy / "data/exceptions.yml").write_text(MAY_STAND)
    return copy


WAVE = "data/waves/first/wave.yml"
EDITION = "data/waves/first/edition.yml"
READERS = {
    settings.FILE: ("questionnaire", load_questionnaire),
    WAVE: ("wave", lambda root: load_wave(root, "first")),
    EDITION: ("edition", lambda root: read_publication(root, "first")),
    "data/exceptions.yml": ("exceptions", read_exceptions),
}
FAULTS = [
    (settings.FILE, "significance_level: 0.05", "significance_level: 5"),
    (settings.FILE, "significance_level: 0.05", "significance: 0.05"),
    (settings.FILE, "flag_below: 5", "flag_below: five"),
    (settings.FILE, "target: end_of_linking", "goal: end_of_linking"),
    (settings.FILE, "kind: text", "kind: txt"),
    (settings.FILE, "minimum: ", "least: "),
    (settings.FILE, "reversed: true", "reversed: maybe"),
    (settings.FILE, "reversed: true", "revrsed: true"),
    (settings.FILE, "no_answer: {code: 99,", "no_answer: {code: none,"),
    (settings.FILE, "\nspecial:", "\nspecials:"),
    (WAVE, "design: independent", "design: panel"),
    (WAVE, "academic_year: 2001/02\n", ""),
    (WAVE, "academic_year: 2001/02\n", "academic_year: 2001\n"),
    (WAVE, "reconstructed: true", "reconstructed: maybe"),
    (WAVE, "reconstructed: true", "reconstructed: true\nexample: true"),
    (WAVE, "notice: ", "note: "),
    (WAVE, "  baseline:\n", "  before:\n"),
    (WAVE, "    label: Baseline\n", ""),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    clusers: phase\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    separator: x\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    header: 0\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    decimal: point\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    read_by: guess\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    codes: {phase: primary}\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    nested: sure\n"),
    (WAVE, "    label: Baseline\n", "    label: Baseline\n    ignore: DURATION\n"),
    (WAVE, "{start: 2001-09-03, end: 2001-09-28}", "September"),
    (WAVE, "  minutes: ", "  length: "),
    (WAVE, "wave: first\n", "wave: first\nundecided: [{found: this}]\n"),
    (EDITION, "version: '1.0'", "version: first"),
    (EDITION, "version: '1.0'", "version: 1.0"),
    (EDITION, "published: 2001-02-03", "published: soon"),
    (EDITION, "published: 2001-02-03", "publish: 2001-02-03"),
    (EDITION, "    what: Out.", "    who: Out."),
    (EDITION, "updates:", "address: my page\nupdates:"),
    ("data/exceptions.yml", "    reason: So.\n", ""),
    ("data/exceptions.yml", "reason: So.", "reason: ' '"),
    ("data/exceptions.yml", "found: x*", "found: '*'"),
    ("data/exceptions.yml", "name: A", "who: A"),
]


@pytest.mark.parametrize("file", READERS)
def test_both_take_what_is_right(folder, file):
    name, reader = READERS[file]
    assert refusals(name, (folder / file).read_text(encoding="utf-8")) == []
    assert reader(folder)


@pytest.mark.parametrize(("file", "old", "new"), FAULTS)
def test_both_refuse_what_is_wrong(folder, file, old, new):
    name, reader = READERS[file]
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert refusals(name, (folder / file).read_text(encoding="utf-8")) != []
    with pytest.raises(InputError):
        reader(folder)

"""The documentation as a promise: what it names is there, what it shows is what comes out."""

import ast
import inspect
import re
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from documented import FENCE, fences, script

from helpers.checking.check import names as check_names
from helpers.commands.options import parser
from helpers.edition import Edition
from helpers.items import KINDS, Band, Item, Response, Scale, Settings, Weighting
from helpers.waves import find_root, wave_names

ROOT = find_root(Path(__file__).parent)
HOW_TOS = sorted((ROOT / "docs").glob("*.md"))
DATA_NOTES = sorted((ROOT / "data").rglob("README.md"))
PAGES = [ROOT / n for n in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + HOW_TOS + DATA_NOTES
COMMANDS = dict(script(ROOT / "scripts/make_reference.py").commands(parser()))
MODULES = sorted((ROOT / "src/helpers").rglob("*.py"))
CODE = re.compile(r"(?<!`)(?:`` (.+?) ``|``(.+?) ?``|`([^`\n]+)`)(?!`)")
ENDINGS = ["md", "py", "ipynb", "yml", "csv", "css", "svg", "lock", "toml", "cff", "html"]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


WRITING = read(ROOT / "docs/writing.md")


def code_of(text: str) -> list[str]:
    """What stands between backticks, in sentences and, line by line, in fenced blocks."""
    lines = [line.strip() for block in fences(text) for line in block.splitlines()]
    return lines + ["".join(parts) for parts in CODE.findall(FENCE.sub("", text))]


def table(text: str, first: str, second: str) -> list[tuple[str, str]]:
    """Rows of all tables of a page with these two headings; the first cell is code."""
    rows = []
    for block in re.findall(rf"^\| {first} \| {second} \|\n.*\n((?:\|.*\n?)+)", text, re.MULTILINE):
        rows += re.findall(r"^\| `(.+?)` \| (.*) \|$", block, re.MULTILINE)
    return rows


def anchors(text: str) -> set[str]:
    """Names by which a link reaches the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in headings}


@pytest.fixture(params=PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def page(request):
    return request.param


# --- what a page names --------------------------------------------------------------------


def test_make_has_every_target_that_is_named(page):
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    calls = [re.match(r"(?:\$ )?make ([a-z-]+)", code) for code in code_of(read(page))]
    assert {call[1] for call in calls if call} <= targets


def test_report_has_every_command_and_option_that_is_named(page):
    for code in code_of(read(page)):
        call = re.match(
            r"(?:\$ )?(?:\.venv/bin/)?(report [a-z]+(?: (?:new|check|chapter|figure))*)(.*)", code
        )
        if not call:
            continue
        told = COMMANDS[call[1]].format_help()
        assert [o for o in re.findall(r"(?<!\S)--?[a-z-]+", call[2]) if o not in told] == [], code


def test_every_file_that_is_named_is_there(page):
    gone = [name for name in filter(is_file_name, code_of(read(page))) if not is_there(name, page)]
    assert gone == []


# What readers make themselves by following a page, or what stands for a name of theirs.
READERS = {"data/waves/2021-22/", "data/waves/WAVE/quotes.yml", "diff.html", "quotes.yml",
           "notebooks/teachers-and-time.ipynb"}  # fmt: skip


def is_file_name(code: str) -> bool:
    stem, _, ending = code.rpartition("/")[2].rpartition(".")
    is_path = re.search(r"[a-z>]/", code) or (stem and ending in ENDINGS)
    return bool(re.fullmatch(r"[\w./<>*-]+", code) and is_path) and code not in READERS


def is_there(name: str, page: Path) -> bool:
    """Whether the project, the page's own folder or a wave's has it, or a build makes it."""
    made = [pattern.rstrip("/") for pattern in read(ROOT / ".gitignore").split()]
    if any(fnmatch(name, f"{pattern}*") for pattern in made if not pattern.startswith("_")):
        return True
    pattern = re.sub(r"<\w+>", "*", name).rstrip("/")
    folders = [ROOT, page.parent, *(ROOT / "data/waves").glob("*/")]
    return any(any(folder.glob(pattern)) for folder in folders)


def test_every_link_leads_somewhere(page):
    for target in re.findall(r"(?<!`)\[[^\]`]+\]\(([^)]+)\)", FENCE.sub("", read(page))):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(read(there)), target


def test_pages_are_in_the_contents_of_the_documentation():
    toc = yaml.safe_load(read(ROOT / "docs/_toc.yml"))
    listed = [toc["root"]] + [p["file"] for part in toc["parts"] for p in part["chapters"]]
    assert sorted(listed) == [path.stem for path in HOW_TOS]
    assert [part["caption"] for part in toc["parts"]] == [
        "Tutorials", "How to", "Explanation", "Reference",
    ]  # fmt: skip


def test_every_check_has_a_section_with_what_it_looks_for():
    page = read(ROOT / "docs/checks.md")
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == check_names()
    for part in page.split("\n### ")[1:]:
        assert "**Looks for** " in part and "**To mend it** " in part


def test_pictures_are_small_and_each_is_shown():
    shown = {name for page in PAGES for name in re.findall(r"pictures/[\w-]+\.png", read(page))}
    there = {f"pictures/{path.name}": path for path in (ROOT / "docs/pictures").glob("*")}
    assert shown == set(there)
    assert all(path.stat().st_size < 150_000 for path in there.values())


def test_how_tos_can_be_found_from_the_first_page():
    assert [p.name for p in HOW_TOS if f"(docs/{p.name})" not in read(ROOT / "README.md")] == []


# --- the map of the modules -----------------------------------------------------------------


def test_the_map_names_every_folder_of_modules():
    source = ROOT / "src/helpers"
    folders = {f"src/helpers/{path.parent.name}/" for path in source.glob("*/__init__.py")}
    mapped = [
        name for name, _ in table(read(ROOT / "docs/map.md"), "Folder", "What its modules do")
    ]
    assert sorted({*folders, "src/helpers/"}) == sorted(mapped)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_says_its_one_idea_in_its_first_line(path):
    first = (ast.get_docstring(ast.parse(read(path))) or "").split("\n")[0]
    assert first.endswith((".", ":", ",")) and len(first) > 20


# --- keys of the questionnaire and of wave.yml ------------------------------------------------

KEYS = read(ROOT / "docs/questionnaire.md")


def documented() -> set[str]:
    cells = re.findall(r"^\| (`[^|]+) \|", KEYS, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def nested(content, but=()) -> set[str]:
    """Keys of a structure at any depth, without those below the keys in `but`."""
    if not isinstance(content, dict):
        return set()
    return set(content).union(*(nested(v, but) for k, v in content.items() if k not in but))


def questionnaire() -> dict:
    return yaml.safe_load(read(ROOT / "data/questionnaire.yml"))


def test_the_keys_of_the_settings_and_special_answers_are_explained():
    raw = questionnaire()
    keys = nested(raw["settings"], but=("among",)) | set(raw["special"])
    assert keys | nested(dict(enumerate(raw["special"].values()))) - {0, 1, 2} <= documented()


@pytest.mark.parametrize(
    "kind", [Item, Scale, Response, Band, Settings, Weighting], ids=lambda k: k.__name__
)
def test_every_key_that_can_be_given_is_explained(kind):
    by_its_place = {"name", "key"}
    assert {f.name for f in fields(kind)} - by_its_place <= documented()


def test_the_shipped_questionnaire_has_no_other_keys():
    raw = questionnaire()
    entries = [*raw["items"].values(), *raw["scales"].values()]
    for scale in raw["scales"].values():
        entries += [*scale.get("responses", {}).values(), *scale.get("bands", {}).values()]
    assert {key for entry in entries for key in entry} <= documented()
    assert set(raw) == {"settings", "special", "scales", "items"}


def test_every_kind_of_scale_is_explained():
    assert [kind for kind in KINDS if f"`{kind}`" not in KEYS] == []


def test_messages_are_quoted_as_the_programs_say_them():
    source = "".join(read(path) for path in (ROOT / "src/helpers").rglob("*.py"))
    messages = [message for message, _ in table(KEYS, "The message says", "Do this")]
    assert [message for message in messages if message not in source] == []
    assert len(messages) > 10


@pytest.mark.parametrize("wave", wave_names(ROOT))
def test_the_keys_of_a_wave_are_explained(wave):
    facts = yaml.safe_load(read(ROOT / f"data/waves/{wave}/wave.yml"))
    told = documented() | set(re.findall(r"`(\w+)`", KEYS.partition("## The file wave.yml")[2]))
    assert nested(facts) <= told


def is_part_of(example, whole) -> bool:
    if isinstance(example, dict) and isinstance(whole, dict):
        return all(k in whole and is_part_of(v, whole[k]) for k, v in example.items())
    return example == whole


@pytest.mark.parametrize("example", fences(KEYS, "yaml"), ids=lambda text: text.split(":")[0])
def test_examples_are_parts_of_the_shipped_files(example):
    shipped = [yaml.safe_load(read(p)) for p in (ROOT / "data/waves").glob("*/wave.yml")]
    assert any(is_part_of(yaml.safe_load(example), whole) for whole in [questionnaire(), *shipped])


def test_the_example_of_a_new_wave_has_known_keys():
    undecided, example = fences(read(ROOT / "docs/new-wave.md"), "yaml")
    assert list(yaml.safe_load(undecided)) == ["undecided"]
    known = nested(yaml.safe_load(read(ROOT / f"data/waves/{wave_names(ROOT)[0]}/wave.yml")))
    assert nested(yaml.safe_load(example)) <= known


# --- expressions in docs/writing.md --------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook():
    """Names that the code blocks of docs/writing.md make, run in order as its cells."""
    names: dict = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for block in fences(WRITING, "python"):
            exec(inspect.cleandoc(block), names)
    return names


EXPRESSIONS = table(WRITING, "Write", "It gives")
EXHIBITS = table(WRITING, "Cell", "What it shows")
FAILURES = table(WRITING, "Write", "The build stops with")
ROLE = re.compile(r"\{eval\}`([^`]+)`")


def test_the_tables_of_examples_were_found():
    assert len(EXPRESSIONS) > 80 and len(EXHIBITS) > 10 and len(FAILURES) > 5


@pytest.mark.parametrize(("expression", "text"), EXPRESSIONS)
def test_an_expression_gives_the_text_beside_it(notebook, expression, text):
    assert str(eval(expression, notebook)) == text


def test_a_sentence_becomes_what_stands_below_it(notebook):
    (sentence,), (text,) = fences(WRITING, "markdown"), fences(WRITING, "text")
    assert len(ROLE.findall(sentence)) == 3
    assert ROLE.sub(lambda role: str(eval(role[1], notebook)), sentence) == text


def test_every_other_expression_of_the_page_can_be_evaluated(notebook):
    prose = ROLE.findall(WRITING)
    assert len(prose) > 8
    for expression in prose:
        assert re.fullmatch(r"\S.*", str(eval(expression, notebook))), expression


@pytest.mark.parametrize(("cell", "_"), EXHIBITS)
def test_a_cell_shows_something(notebook, cell, _, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = eval(cell, notebook).data
    number = re.search(r'figure_\w+\("([\d.]+)"', cell)
    assert shown.strip()
    assert not number or f":name: fig-{number[1].replace('.', '-')}\n" in shown


@pytest.mark.parametrize(("expression", "said"), FAILURES)
def test_a_mistake_is_answered_as_the_page_says(notebook, expression, said):
    with pytest.raises(Exception, match=re.escape(said)):
        str(eval(expression, notebook))


def attributes(source: str) -> set[str]:
    return {n.attr for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute)}


def test_what_the_chapters_use_is_explained():
    used = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in yaml.safe_load(read(path))["cells"]:
            source = "".join(cell["source"])
            code = [source] if cell["cell_type"] == "code" else ROLE.findall(source)
            used |= set().union(*map(attributes, code))
    shown = [code for code, _ in EXPRESSIONS + EXHIBITS] + ROLE.findall(WRITING)
    shown += [inspect.cleandoc(block) for block in fences(WRITING, "python")]
    assert used - set().union(*map(attributes, shown)) == set()
    assert len(used) > 20


def test_every_exhibit_of_an_edition_is_explained():
    makers = {n for n in dir(Edition) if n.startswith(("figure_", "table_"))}
    assert makers <= {name for code, _ in EXHIBITS for name in attributes(code)}


# --- decisions and changes -------------------------------------------------------------------


def test_a_decision_has_three_lines():
    decisions = read(ROOT / "docs/decisions.md").split("\n### ")[1:]
    for decision in decisions:
        lines = re.findall(r"^- \*\*(.+?)\.\*\* \S", decision, re.MULTILINE)
        assert lines == ["What", "Why", "Given up"], decision.splitlines()[0]
    assert len(decisions) >= 20


def test_the_changelog_has_the_version_of_the_project():
    (version,) = re.findall(r'^version = "(.+)"$', read(ROOT / "pyproject.toml"), re.MULTILINE)
    assert f"\n## [{version}]" in read(ROOT / "CHANGELOG.md")

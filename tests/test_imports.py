"""Imports go one way only: from what shows to what computes."""

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/helpers"

# The way the data goes: none of these reaches, by whatever way, one that comes after it.
WAY = ["questionnaire", "waves", "estimates", "comparisons", "answers", "analysis", "edition"]
# The folders whose modules those of a folder may import, beside those of its own.
FOLDERS = {
    "reading": {""},
    "": {"", "reading"},
    "reconstruction": {""},
    "intake": {"", "reading"},
    "annex": {"", "reconstruction"},
    "auditing": {"", "reconstruction"},
    "building": {""},
    "comparing": {"", "building", "exporting"},
    "exporting": {"", "building"},
    "checking": {"", "building", "exporting", "auditing"},
    "workshop": {"", "building", "exporting"},
    "commands": {
        "", "reconstruction", "intake", "auditing", "building", "comparing", "exporting",
        "checking", "workshop",
    },
}  # fmt: skip


def modules() -> list[str]:
    """Names within the project, such as "estimates" and "annex.fills"."""
    paths = (path.relative_to(SOURCE).with_suffix("") for path in SOURCE.rglob("*.py"))
    return sorted(".".join(path.parts) for path in paths if path.stem != "__init__")


MODULES = modules()


@cache
def tree(module: str) -> ast.Module:
    path = SOURCE / f"{module.replace('.', '/')}.py"
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(module: str) -> frozenset[str]:
    """Modules of the project that a module names in its imports."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            within = node.module.partition(".")[2]
            found |= {within, *(f"{within}.{a.name}".lstrip(".") for a in node.names)}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("helpers.") for a in node.names}
    return frozenset(found & set(MODULES))


def reached(module: str) -> set[str]:
    """Modules of the project that a module leads to."""
    found, waiting = set(), set(imported(module))
    while waiting:
        found |= (name := {waiting.pop()})
        waiting |= imported(*name) - found
    return found


def folder(module: str) -> str:
    return module.rpartition(".")[0]


def test_a_folder_is_named_with_what_it_may_import():
    assert {folder(module) for module in MODULES} <= set(FOLDERS)


@pytest.mark.parametrize("module", MODULES)
def test_imports_never_go_round(module):
    assert module not in reached(module)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__main__"}))
def test_a_folder_imports_only_from_folders_before_it(module):
    allowed = FOLDERS[folder(module)] | {folder(module)}
    assert {name for name in imported(module) if folder(name) not in allowed} == set()


@pytest.mark.parametrize("place", range(len(WAY)))
def test_the_data_goes_one_way(place):
    assert reached(WAY[place]) & set(WAY[place + 1 :]) == set()


def test_an_edition_is_made_of_all_of_it():
    assert set(WAY[:-1]) <= reached(WAY[-1])


@pytest.mark.parametrize("module", ["figures", "tables", "phrases"])
def test_presenters_cannot_reach_what_disclosure_has_not_passed(module):
    assert imported(module) <= {"disclosure", "html_table", "printing"}


@pytest.mark.parametrize(
    "module", ["design", "estimates", "comparisons", "groups", "samples", "weighting", "regression"]
)
def test_statistics_never_draw(module):
    names = {getattr(node, "module", None) for node in ast.walk(tree(module))}
    names |= {alias.name for n in ast.walk(tree(module)) for alias in getattr(n, "names", [])}
    assert {(name or "").split(".")[0] for name in names} & {"matplotlib", "seaborn"} == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_year_stands_in_code(module):
    code = tree(module)
    docstrings = {
        node.body[0].value
        for node in ast.walk(code)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = [n for n in ast.walk(code) if isinstance(n, ast.Constant) and n not in docstrings]
    years = [
        str(n.value) for n in constants if any(str(y) in str(n.value) for y in range(2015, 2036))
    ]
    # An example in the help of a command may name a wave.
    assert [text for text in years if not text.startswith("Example: ")] == []

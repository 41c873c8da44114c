"""Imports go one way only: from what shows to what computes."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/helpers"

# From what computes (first) to what shows (last); modules of one line never import each other.
ORDER = [
    {
        "dealing",
        "design",
        "digests",
        "doctrees",
        "errors",
        "html_table",
        "inline_text",
        "items",
        "memory",
        "multiplicity",
        "open_cells",
        "preloaded",
        "printing",
        "reads",
        "rounding",
        "search_words",
        "shared",
        "shares",
        "testable",
    },
    {
        "about_build",
        "changes",
        "chapters",
        "chi_squared",
        "declared",
        "entries",
        "intervals",
        "kernels",
        "margins",
        "regression",
        "simulation_results",
        "sphinx_site",
        "swap",
        "weighting",
    },
    {
        "cache",
        "double_difference",
        "effects",
        "inline",
        "project",
        "proportional_odds",
        "questionnaire",
        "samples",
        "sphinx_pass",
        "weighted_margins",
    },
    {
        "disclosure",
        "estimates",
        "groups",
        "plan",
        "press",
        "preview",
        "survey_designs",
        "survey_files",
        "variance_choices",
    },
    {"figures", "linked", "matching", "pages", "phrases", "profiles", "tables", "waves"},
    {"answers", "comparisons", "exhibits", "love_plot", "respondents", "sources", "verdicts"},
    {"execution", "paired_comparisons", "pooling", "reconstruction"},
    {"build", "differences", "effect_sizes", "matched_samples"},
    {"__main__", "alternatives", "measures"},
    {"analysis", "fills", "sensitivity"},
    {"chapter_tests", "edition", "named_tests", "published"},
    {"annex_tables", "chapter_ledger"},
    {"annex_words"},
    {"annex_chapter"},
    {"annex"},
]
RANK = {module: rank for rank, group in enumerate(ORDER) for module in group}
MODULES = sorted(path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__")


def imported(module: str) -> set[str]:
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            name = node.module.removeprefix("helpers").lstrip(".")
            found |= {name.split(".")[0]} if name else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("helpers.")}
    return found


def test_every_module_has_its_place_in_the_order():
    assert sorted(RANK) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_before_it(module):
    assert {name for name in imported(module) if RANK[name] >= RANK[module]} == set()


@pytest.mark.parametrize("module", ["figures", "tables", "phrases"])
def test_presenters_cannot_reach_what_disclosure_has_not_passed(module):
    assert imported(module) <= {"disclosure", "html_table", "printing"}


@pytest.mark.parametrize(
    "module", ["design", "estimates", "comparisons", "groups", "samples", "weighting", "regression"]
)
def test_statistics_never_draw(module):
    text = (SOURCE / f"{module}.py").read_text(encoding="utf-8")
    assert "matplotlib" not in text and "seaborn" not in text


@pytest.mark.parametrize("module", MODULES)
def test_no_year_stands_in_code(module):
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in docstrings]
    years = [
        str(n.value) for n in constants if any(str(y) in str(n.value) for y in range(2015, 2036))
    ]
    # An example in the help of a command may name a wave.
    assert [text for text in years if not text.startswith("Example: ")] == []

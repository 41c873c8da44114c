"""Page claims: what summaries say and no chapter does, numbers with two values, idle names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.building.chapters import place
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.resolved import Use, uses

NAME = "page claims"
SUMMARIES = ("executive-summary", "brief", "conclusions")
FAMILIES = {"changes", "contrasts"}
# Facts of the wave, the same for every phase, and what tells several of them at once.
FACTS = (".academic_year", ".fieldwork(", ".interviews", ".level")
OVERVIEWS = ("Evidence(",)
IN_WORDS = {"words", "Words", "of", "Of"}  # say the same share in other words
# What a figure shows of each of its items; the others show the survey that they name.
FIGURES = {
    "figure_change": ("baseline", "followup", "change"),
    "figure_contrast": ("followup", "comparison", "contrast"),
}
SURVEYS = {"baseline": "baseline", "end_of_linking": "followup", "comparison": "comparison"}
PERCENTAGE, NUMERAL = re.compile(r"\d+(?:\.\d+)?%"), re.compile(r"\d[\d,]*(?:\.\d+)?")

Uses = dict[str, list[Use]]


def findings(context: Context) -> list[Finding]:
    """Claims without a chapter, expressions with two values, and what is computed for nobody."""
    used = {page: uses(chapter)[0] for page, chapter in context.chapters.items()}
    return [
        *without_chapter(used),
        *two_values(used, context),
        *left_over(context),
    ]


def left_over(context: Context) -> Iterator[Finding]:
    """Names and expressions of notebooks that come to nobody's eyes, in no wave."""
    for page, notebook in context.notebooks.items():
        of_page, idle = uses(notebook)
        if page in context.chapters:
            # One name may be given in two cells, of which a wave has only one.
            idle = [name for name in idle if name in uses(context.chapters[page])[1]]
        yield from (_idle(page, name, where) for name, where in idle)
        yield from (_lost(page, use) for use in of_page if use.lost)


def without_chapter(used: Uses) -> Iterator[Finding]:
    """What executive summary, brief and conclusions say of a measure and no other page does."""
    summaries = [page for page in used if Path(page).stem in SUMMARIES]
    made = {c for page in used if page not in summaries for use in used[page] for c in claims(use)}
    for page in summaries:
        for use in used[page]:
            if missing := [claim for claim in claims(use) if claim not in made]:
                found = f"{use.written!r} says {missing[0]}, which no chapter says"
                todo = "Say it in the chapter that it belongs to, or take it out of the summary"
                yield Finding(NAME, page, use.place, found, todo)


def claims(use: Use) -> list[str]:
    """What an expression or a figure speaks of: measure and kind, family, or fact of the wave."""
    if use.resolved is None:
        return []
    base, steps = _chain(use.resolved)
    if steps and steps[0].startswith(".figure_"):
        return _figure_claims(base, use.resolved)
    if not steps or base.startswith(OVERVIEWS):
        return []
    return [_claim("" if steps[0].startswith(FACTS) else base, steps)]


def _claim(base: str, steps: list[str]) -> str:
    if steps[0].startswith("["):
        return base + "".join(steps[:2])
    if steps[0].lstrip(".") in FAMILIES:
        return base + "".join(steps[: 2 if steps[1:] and steps[1].startswith(".of(") else 1])
    return base + "".join(steps[: 1 if steps[0].endswith(")") else 2])


def _figure_claims(base: str, call: ast.expr) -> list[str]:
    arguments = getattr(call, "args", [])
    if len(arguments) < 2:
        return []
    items = getattr(arguments[1], "elts", [arguments[1]])
    kinds = FIGURES.get(call.func.attr)
    if kinds is None:
        survey = getattr(arguments[2], "value", "") if len(arguments) > 2 else ""
        kinds = (SURVEYS.get(survey, survey),)
    return [f"{base}[{ast.unparse(item)}].{kind}" for item in items for kind in kinds]


def _chain(node: ast.expr) -> tuple[str, list[str]]:
    """What an expression begins with, such as "Edition(wave)", and the steps from there."""
    steps: list[str] = []
    while True:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = [*map(ast.unparse, node.args), *map(ast.unparse, node.keywords)]
            steps.append(f".{node.func.attr}({', '.join(given)})")
            node = node.func.value
        elif isinstance(node, ast.Attribute):
            steps.append(f".{node.attr}")
            node = node.value
        elif isinstance(node, ast.Subscript):
            steps.append(f"[{ast.unparse(node.slice)}]")
            node = node.value
        else:
            return ast.unparse(node), steps[::-1]


def two_values(used: Uses, context: Context) -> Iterator[Finding]:
    """The same number with another value than where it stood first in the report."""
    first: dict[str, tuple[str, str, str, str]] = {}
    for page, of_page in used.items():
        texts = context.results[page].texts
        for use in of_page:
            key, text = number_of(use), texts.get(place(use.before, use.written))
            if not key or text is None:
                continue
            value = value_of(text)
            was, said, where, at = first.setdefault(key, (value, text, page, use.place))
            if was != value:
                found = f"{use.written!r} is {text!r} here and {said!r} in {where}, {at}"
                todo = "Build again with --force; if it stays, the name means two things"
                yield Finding(NAME, page, use.place, found, todo)


def number_of(use: Use) -> str:
    """The same text for expressions that print one number, as 64% or "around two-thirds (64%)"."""
    if use.shown or use.lost or use.resolved is None:
        return ""
    base, steps = _chain(use.resolved)
    is_measure = bool(steps) and steps[0].startswith("[")
    if is_measure and re.split(r"[.(]", steps[-1])[1:2] and steps[-1][1:].split("(")[0] in IN_WORDS:
        steps = steps[:-1]
    return base + "".join(steps)


def value_of(text: str) -> str:
    """Percentages of a text, its numbers where it has none, or all of it where it has neither."""
    numbers = PERCENTAGE.findall(text) or NUMERAL.findall(text)
    return " ".join(numbers) or text.casefold()


def _idle(page: str, name: str, where: str) -> Finding:
    found = f"the name {name!r} is given a value that nothing uses"
    return Finding(NAME, page, where, found, "Take the name out, or write with it")


def _lost(page: str, use: Use) -> Finding:
    found = f"{use.written!r} is computed and shown nowhere"
    todo = "Put it in the last line of a cell, or take it out"
    return Finding(NAME, page, use.place, found, todo)

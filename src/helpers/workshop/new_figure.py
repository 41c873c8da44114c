"""New figure: cells for an item at the end of a chapter, with sentences that follow its test."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.edition import Edition
from helpers.errors import InputError, Problem
from helpers.items import Item
from helpers.questionnaire import FILE
from helpers.survey_names import BASELINE, COMPARISON, END
from helpers.workshop.contents import chapter_page, numbers
from helpers.workshop.expressions import EVERYONE
from helpers.workshop.item_list import SHOWS, ItemList, call_of
from helpers.workshop.notebook_file import code, markdown, read_notebook, replace_file, text_of
from helpers.workshop.notebook_state import as_stored

# What measures call a survey's answers.
NAMED = {BASELINE: "baseline", END: "followup", COMPARISON: "comparison"}


@dataclass(frozen=True)
class Begun:
    """A figure that was begun: its notebook, its number, and the cells that were added."""

    path: Path
    number: str
    cells: list[str]


def new_figure(root: Path, name: str, chapter: str | None = None) -> Begun:
    """Add a figure of an item to a chapter, the last numbered one where none is named.

    Raises InputError where item or chapter are unknown or no figure can show the item; then
    nothing is written.
    """
    listed = ItemList(root)
    item = listed.item(name)
    edition, maker, asked = _shown_by(listed, item)
    page = chapter_page(root, chapter)
    path = root / f"{page}.ipynb"
    notebook = read_notebook(path, f"{page}.ipynb")
    number = f"{numbers(root)[page]}.{_next(notebook['cells'], numbers(root)[page])}"
    made = _cells(item, edition, maker, asked, number, notebook["cells"])
    notebook["cells"] += made
    replace_file(path, as_stored(notebook))
    return Begun(path, number, [cell["id"] for cell in made])


def _shown_by(listed: ItemList, item: Item) -> tuple[Edition, str, list[str]]:
    """Edition and figure for an item, with the surveys that the figure shows."""
    calls = listed.figures(item)
    if not calls:
        found = f"item {item.name} has no figure: nobody was asked, or its answers are texts"
        raise InputError(Problem(FILE, found, "see `report items` for others"))
    maker = calls[0].code.partition(".")[2].partition("(")[0]
    edition = listed.edition_of(item)
    asked = [survey for survey in edition.samples if survey in item.columns]
    survey = END if END in asked else asked[0]
    return edition, maker, list(SHOWS[maker][1]) or [survey]


def _next(cells: list[dict[str, Any]], chapter: int) -> int:
    """Number within the chapter that comes after those of its figures."""
    text = "\n".join(text_of(cell) for cell in cells)
    found = re.findall(rf'\.figure\w*\(\s*"{chapter}\.(\d+)"|figure-{chapter}-(\d+)\.md', text)
    return max((int(a or b) for a, b in found), default=0) + 1


def _cells(
    item: Item, edition: Edition, maker: str, surveys: list[str], number: str, before: list
) -> list[dict[str, Any]]:
    teller, dashed = edition.phase or EVERYONE, number.replace(".", "-")
    tags = [f"needs-item-{item.name}", *(f"needs-{survey}" for survey in surveys)]
    made = []
    if teller not in _assigned(before):
        phase = f', phase="{edition.phase}"' if edition.phase else ""
        lines = ["from helpers.edition import Edition", "", f"{teller} = Edition(wave{phase})"]
        made.append(code(f"setup-{dashed}", lines))
    heading = f"## {item.label}"
    lines = [heading, *_sentences(item, f'{teller}["{item.name}"]', maker, surveys[0], dashed)]
    made.append(markdown(f"about-figure-{dashed}", lines, tags))
    call = call_of(edition, maker, item, surveys, number)
    made.append(code(f"figure-{dashed}", [call], tags))
    return _with_own_names(made, before)


def _sentences(item: Item, measure: str, maker: str, survey: str, dashed: str) -> list[str]:
    """Sentences about a figure that hold whatever the answers are."""
    answers = f"{measure}.{NAMED[survey]}" if survey in NAMED else f'{measure}.answers("{survey}")'
    figure, gave = f"{{numref}}`fig-{dashed}`", _gave(item) if item.kind == "ordinal" else ""
    if maker == "figure_change":
        return [
            f"{figure} shows what teachers answered about {{eval}}`{measure}` before Linking and "
            "at its end.",
            f"Among teachers at baseline, {{eval}}`{measure}.change.before.words` {gave}; among "
            f"those at the end of Linking, {{eval}}`{measure}.change.after.words` did, "
            f"{{eval}}`{measure}.change`.",
            f"The mean score went {{eval}}`{measure}.change.mean`.",
        ]
    if maker == "figure_contrast":
        return [
            f"{figure} sets the answers of Linking teachers about {{eval}}`{measure}` beside "
            "those of teachers without Linking.",
            f"Among Linking teachers, {{eval}}`{measure}.followup.words` {gave}; among the others "
            f"{{eval}}`{measure}.comparison.words` did, {{eval}}`{measure}.contrast`.",
        ]
    if item.kind in ("multiple", "category"):
        said = f"First among the answers is {{eval}}`{answers}.ranked(1)`."
    elif item.kind == "number":
        interval = f"with an interval of {{eval}}`{answers}.mean.interval`"
        said = f"The mean is {{eval}}`{answers}.mean`, {interval}."
    else:
        said = f"Of those who were asked, {{eval}}`{answers}.words` {gave}."
    return [f"{figure} shows the answers about {{eval}}`{measure}`.", said]


def _gave(item: Item) -> str:
    """What those did whom the headline share counts, in words that hold for any scale."""
    ends = {item.top2: "best", item.bottom2: "worst"}
    side = next((said for keys, said in ends.items() if set(keys) == set(item.headline)), "")
    # Its label is not written out: a number or a direction in it would look like a typed one.
    return f"chose one of the two {side} responses" if side else "gave an answer that counts here"


def _assigned(cells: list[dict[str, Any]]) -> set[str]:
    """Names that code cells give a value to in every wave."""
    found = set()
    for cell in cells:
        tags = cell.get("metadata", {}).get("tags", [])
        if cell["cell_type"] != "code" or any(t.startswith(("needs-", "lacks-")) for t in tags):
            continue
        try:
            nodes = ast.walk(ast.parse(text_of(cell)))
        except SyntaxError:
            continue
        found |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found


def _with_own_names(made: list[dict[str, Any]], before: list[dict[str, Any]]) -> list:
    """The new cells, an identifier that the chapter has already made another one."""
    taken = {cell.get("id") for cell in before}
    for cell in made:
        name, number = cell["id"], 2
        while cell["id"] in taken:
            cell["id"], number = f"{name}-again-{number}", number + 1
        taken.add(cell["id"])
    return made

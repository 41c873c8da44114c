"""Items page: all items and what can be written of them, to be searched beside the preview.

One page without parts elsewhere. It is a list that folds out; where the browser runs its few
lines of script there is a box that leaves only the items with the words that are typed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from helpers.errors import BuildError
from helpers.publication import read_publication
from helpers.workshop.expressions import Expression
from helpers.workshop.item_list import ItemList, Listed

HELD = Path(__file__).with_name("items.html")


def items_page(items: ItemList) -> str:
    """The page as HTML, with the warning of the wave where its answers are no record."""
    listed = items.all()
    warning = read_publication(items.root, items.wave).warning
    parts = {
        "wave": escape(items.wave),
        "warning": f'<p class="notice">{escape(warning)}</p>' if warning else "",
        "count": f"{len(listed)} items",
        "items": "\n".join(_item(one, items) for one in listed),
    }
    page = HELD.read_text(encoding="utf-8")
    for name, text in parts.items():
        page = page.replace(f"<!-- {name} -->", text)
    return page


def made_apart(root: Path, wave: str) -> str:
    """The page, made in a process of its own from files and programs as they now are.

    Raises BuildError with what went wrong.
    """
    command = [sys.executable, "-m", "helpers", "items", "--wave", wave, "--html", "-"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BuildError(done.stderr.strip() or "the page of the items could not be made")
    return done.stdout


def _item(one: Listed, items: ItemList) -> str:
    item = one.item
    bases = "; ".join(f"{survey} {base}" for survey, base in one.bases.items())
    labels = " ".join(response.label for response in item.scale.responses.values())
    words = escape(f"{item.name} {item.label} {item.wording} {labels}".lower(), quote=True)
    return (
        f'<details class="item" id="{escape(item.name, quote=True)}" data-words="{words}">\n'
        f"<summary>{escape(item.label)} <code>{escape(item.name)}</code></summary>\n"
        f"<p>“{escape(' '.join(item.wording.split()))}”</p>\n"
        f"<p>Unweighted bases: {escape(bases)}</p>\n"
        f"<h2>In a sentence</h2>\n{_list(items.expressions(item), True)}"
        f"{_figures(items.figures(item))}</details>"
    )


def _figures(calls: list[Expression]) -> str:
    return f"<h2>In a cell of its own</h2>\n{_list(calls, False)}" if calls else ""


def _list(found: Iterable[Expression], in_sentence: bool) -> str:
    entries = []
    for one in found:
        code = one.role if in_sentence else one.code
        text = f'<dd class="text">{escape(one.text)}</dd>' if one.text else ""
        entries.append(f"<dt><code>{escape(code)}</code></dt>{text}<dd>{escape(one.help)}</dd>")
    return "<dl>\n" + "\n".join(entries) + "\n</dl>\n"

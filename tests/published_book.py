"""The built book as it is published, and the same with one fault in it, without another build."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from book import report
from bs4 import BeautifulSoup
from built_book import built_book

from helpers.building.chapters import Results, place
from helpers.checking.check import names
from helpers.checking.context import Context
from helpers.checking.findings import Finding, read_exceptions, sort_out
from helpers.checking.published import Published, read_page
from helpers.checking.resolved import uses

TRACED = re.compile(r'<span class="traced"[^>]*>(.*?)</span>', re.DOTALL)
Check = Callable[[Context], list[Finding]]


@cache
def published() -> Context:
    """The whole book as the last build made it, for reading only."""
    context = Context.of(built_book())
    assert context.published.pages and context.results
    return context


def markup(page: str) -> str:
    """HTML of a page by the path of its source, its numbers without the marks of their trace."""
    return untraced((published().site / page).with_suffix(".html").read_text(encoding="utf-8"))


def untraced(text: str) -> str:
    """HTML without the spans that a reader's click on a number is for."""
    return TRACED.sub(r"\1", text)


def with_markup(page: str, text: str, drawing=None) -> Context:
    """The book with another HTML of one page, or another drawing in it."""
    read = read_page(text, page, drawing or published().published.drawing)
    assert read != published().published.pages[page], "nothing was planted"
    book = Published(published().site)
    book.__dict__["pages"] = published().published.pages | {page: read}
    return _made(published=book)


def with_text(page: str, old: str, new: str) -> Context:
    """The book with a piece of a page's HTML replaced where it stands first."""
    text = markup(page)
    start = text.index("<article")
    assert old in text[start:], f"{old!r} is not in {page}"
    return with_markup(page, text[:start] + text[start:].replace(old, new, 1))


def with_cell(page: str, caption: str, row: int, column: str, new: str) -> Context:
    """The book with another text in a cell of the table whose caption begins so."""
    soup = BeautifulSoup(markup(page), "html.parser")
    table = next(t for t in soup.find_all("table") if _caption(t).startswith(caption))
    lines = [line.find_all(["th", "td"]) for line in table.find_all("tr")]
    at = [cell.get_text(strip=True) for cell in lines[0]].index(column)
    lines[row + 1][at].string = new
    return with_markup(page, str(soup))


def _caption(table) -> str:
    found = table.caption or table.find_previous(re.compile("^h[1-6]$"))
    return found.get_text(strip=True)


def with_alternative(page: str, number: str, old: str, new: str) -> Context:
    """The book with a piece of a chart's text alternative replaced."""
    return _after(page, number, old, new, "<img ")


def with_note(page: str, number: str, old: str, new: str) -> Context:
    """The book with a piece of the notes under a chart replaced."""
    return _after(page, number, old, new, 'class="figure-notes"')


def _after(page: str, number: str, old: str, new: str, mark: str) -> Context:
    text = markup(page)
    start = text.index(mark, text.index(f'id="fig-{number.replace(".", "-")}"'))
    assert old in text[start : start + 4000], f"{old!r} is not in Figure {number}"
    return with_markup(page, text[:start] + text[start:].replace(old, new, 1))


def with_drawing(page: str, number: str, change: Callable[[str], str]) -> Context:
    """The book with a chart that is drawn in another way."""
    wanted = f"fig-{number.replace('.', '-')}.svg"

    def drawing(name: str) -> str:
        text = published().published.drawing(name)
        return change(text) if name == wanted else text

    return with_markup(page, markup(page), drawing)


def respelt(old: str, new: str) -> Callable[[str], str]:
    """Change of a drawing: the first text `old` is drawn with the letters of `new`."""

    def change(svg: str) -> str:
        start = svg.index(f"<!-- {old} -->")
        letters = iter(new)
        end = svg.index("</g>\n   </g>", start)
        links = re.compile(r'(<use xlink:href="#DejaVuSans(?:-Bold)?-)[0-9a-f]+"')
        spelt = links.sub(lambda m: f'{m[1]}{ord(next(letters)) - 29:x}"', svg[start:end])
        return svg[:start] + spelt + svg[end:]

    return change


def longer(place: int, points: float) -> Callable[[str], str]:
    """Change of a drawing: one of its segments, counted from 0, ends farther right."""

    def change(svg: str) -> str:
        paths = list(re.finditer(r'<path d="(M [^"]+)"\s+style="fill: #\w+; stroke: #ffffff', svg))
        found = paths[place]
        right = max(map(float, re.findall(r"[ML] ([\d.]+) ", found[1])))
        path = re.sub(rf"{right:g}\d* ", f"{right + points:g} ", found[1])
        return svg[: found.start(1)] + path + svg[found.end(1) :]

    return change


def with_computed(page: str, expression: str, value: str) -> Context:
    """The book with another kept result of an expression, which its page does not say."""
    results = published().results[page]
    named = [
        place(use.before, use.written)
        for use in uses(published().chapters[page])[0]
        if use.written == expression
    ]
    assert set(named) <= set(results.texts) and named, f"{expression!r} is not in {page}"
    spoiled = replace(results, texts=results.texts | dict.fromkeys(named, value))
    return _made(results=published().results | {page: spoiled})


def with_output(page: str, old: str, new: str) -> Context:
    """The book with another kept output of a cell, which its page does not show."""
    results, done = published().results[page], []

    def spoiled(output: dict) -> dict:
        text = output.get("data", {}).get("text/markdown", "")
        if old in text and not done:
            done.append(text)
            data = output["data"] | {"text/markdown": text.replace(old, new, 1)}
            return output | {"data": data}
        return output

    outputs = [[spoiled(output) for output in cell] for cell in results.outputs]
    assert done, f"{old!r} is in no output of {page}"
    return _made(results=published().results | {page: replace(results, outputs=outputs)})


def _made(**parts: Published | dict[str, Results]) -> Context:
    base = published()
    made = Context(base.root, base.wave)
    for name in ("chapters", "notebooks", "results", "published"):
        made.__dict__[name] = parts.get(name) or getattr(base, name)
    return made


def untouched(check: Check, name: str) -> list[Finding]:
    """Findings of a check in the book as it was built that no exception allows."""
    found = sort_out(check(published()), read_exceptions(published().root), names())
    return [finding for finding in found.stopping if finding.check == name]


@cache
def edition_root() -> Path:
    """The built book with its tables, Word file and chapters as documents, for reading only."""
    report(built_book(), "export", "--only", "tables,word,chapters")
    return built_book()


def with_document(pattern: str, change: Callable[[bytes], bytes], check: Check) -> list[Finding]:
    """What a check finds when one file of the edition, named by a pattern, is another one."""
    with TemporaryDirectory(prefix="spoiled-") as folder:
        root = Path(folder, "project")
        shutil.copytree(edition_root(), root, copy_function=os.link)
        path = next((root / "book/_build/edition").glob(pattern))
        # Word takes seconds to read: it is there only where it is what was spoiled.
        for other in (root / "book/_build/edition/documents").glob("*.docx"):
            if other != path:
                other.unlink()
        content = change(path.read_bytes())
        assert content != path.read_bytes(), "nothing was planted"
        path.unlink()
        path.write_bytes(content)
        context = Context.of(root)
        context.__dict__["published"] = published().published
        return check(context)

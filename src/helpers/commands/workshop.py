"""Commands of the workshop: items, new, doctor; each gives its exit code."""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path

from helpers.commands.exits import DONE, NOT_IN_ORDER, shown
from helpers.project import find_root

WIDTH = 100  # of a line


def items(options: argparse.Namespace) -> int:
    """Say which items there are, or what can be written of one."""
    from helpers.workshop.item_list import ItemList

    listed = ItemList(find_root(), options.wave)
    if options.html:
        return _items_page(listed, options.html)
    for line in _of_item(listed, options) if options.item else _all_items(listed):
        print(line)
    return DONE


def _items_page(listed, to: Path) -> int:
    from helpers.workshop.items_page import items_page

    page = items_page(listed)
    if str(to) == "-":
        sys.stdout.buffer.write(page.encode("utf-8"))
        return DONE
    to.write_text(page, encoding="utf-8")
    print(f"The items are at {shown(to.resolve())}")
    return DONE


def _all_items(listed) -> list[str]:
    lines = []
    for one in listed.all():
        bases = ", ".join(f"{survey} {base}" for survey, base in one.bases.items())
        lines += [f"{one.item.name}: {one.item.label}"]
        lines += _indented(f"“{' '.join(one.item.wording.split())}”")
        lines += _indented(f"unweighted bases: {bases}")
    return [*lines, "`report items NAME` shows what can be written of one of them."]


def _of_item(listed, options: argparse.Namespace) -> list[str]:
    item = listed.item(options.item)
    lines = [f"{item.name}: {item.label}", *_indented(f"“{' '.join(item.wording.split())}”"), ""]
    for one in listed.expressions(item, options.phase):
        lines += [one.role, *_indented(one.text), *_indented(f"({one.help})")]
    figures = listed.figures(item, options.phase)
    if figures:
        lines += ["", "In a code cell of its own, with its number in the book:"]
    for one in figures:
        lines += [one.code, *_indented(f"({one.help})")]
    return [*lines, "", "docs/writing.md explains them."]


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def new_chapter(options: argparse.Namespace) -> int:
    """Begin a chapter."""
    from helpers.workshop.new_chapter import new_chapter

    print(f"Wrote {shown(new_chapter(find_root(), options.title))} and named it in _toc.yml")
    print("`report preview` shows it while you write; docs/writing.md says how.")
    return DONE


def new_figure(options: argparse.Namespace) -> int:
    """Begin a figure of an item in a chapter."""
    from helpers.workshop.new_figure import new_figure

    begun = new_figure(find_root(), options.item, options.chapter)
    print(f"Added Figure {begun.number} at the end of {shown(begun.path)}:")
    for name in begun.cells:
        print(f"    cell {name}")
    print("Its sentences are a start: say what they mean in your own words (docs/writing.md).")
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Say whether all that a build needs is in order."""
    from helpers.workshop.doctor import examine

    found = examine(find_root())
    for one in found:
        print(f"{'fine' if one.fine else 'NOT '}  {one.about}: {one.found}")
        if not one.fine:
            print("\n".join(_indented(f"Run or do: {one.todo}")))
    wrong = sum(not one.fine for one in found)
    print("All is in order." if not wrong else f"{wrong} of {len(found)} are not in order.")
    return NOT_IN_ORDER if wrong else DONE

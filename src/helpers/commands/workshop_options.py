"""Options of the commands for authors: items, new, tidy, doctor."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.commands import notebooks, workshop
from helpers.commands.book_options import wave_option


def add_items(commands) -> None:
    """Add `report items`."""
    listed = commands.add_parser(
        "items",
        help="list the items, or what can be written of one",
        description="List every item with its wording, surveys and bases; of one item, show every "
        "expression with its present text, ready to paste, and the figures that show it.",
        epilog="Example: report items interest --wave 2020-21",
    )
    listed.add_argument("item", nargs="?", help="its name; all of them where none is named")
    wave_option(listed)
    listed.add_argument(
        "--phase", metavar="NAME", help="of whose teachers; a response of phase, or: everyone"
    )
    listed.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write the page that `report preview` has at /items",
    )
    listed.set_defaults(run=workshop.items)


def add_new(commands) -> None:
    """Add `report new`."""
    new = commands.add_parser(
        "new",
        help="begin a chapter or a figure",
        description="chapter: write a notebook that builds, and name it in _toc.yml.\n"
        "figure: add a figure of an item to a chapter, with sentences that follow its test.",
        epilog='Example: report new chapter "Teachers and time"',
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = new.add_subparsers(required=True, metavar="KIND")
    chapter = kinds.add_parser(
        "chapter",
        help="write a notebook that builds",
        description="Write a small complete notebook and name it in _toc.yml, last of the chapters "
        "with numbers. Nothing that is there is overwritten.",
        epilog='Example: report new chapter "Teachers and time"',
    )
    chapter.add_argument("title", help="its title, without a number")
    chapter.set_defaults(run=workshop.new_chapter)
    figure = kinds.add_parser(
        "figure",
        help="add a figure of an item to a chapter",
        description="Add cells at the end of a chapter: the figure, and sentences about it whose "
        "numbers and verdict follow the data.",
        epilog="Example: report new figure interest --chapter teachers-and-time",
    )
    figure.add_argument("item", help="name of an item; `report items` lists them")
    figure.add_argument(
        "--chapter",
        metavar="NAME",
        help="such as: outcomes; the last with a number where none is named",
    )
    figure.set_defaults(run=workshop.new_figure)


def add_tidy(commands) -> None:
    """Add `report tidy`."""
    tidied = commands.add_parser(
        "tidy",
        help="store notebooks as they are kept in git",
        description="Take outputs, counts and metadata out of notebooks, give each sentence a line "
        "and each new cell a name. JupyterLab does so by itself where `make lab` started it.",
        epilog="Example: report tidy notebooks/outcomes.ipynb",
    )
    either = tidied.add_mutually_exclusive_group()
    either.add_argument(
        "notebooks", nargs="*", type=Path, default=[], metavar="NOTEBOOK",
        help="all notebooks where none is named",
    )  # fmt: skip
    either.add_argument(
        "--staged", action="store_true", help="only say what is not so in the next commit"
    )
    tidied.set_defaults(run=notebooks.tidy)


def add_doctor(commands) -> None:
    """Add `report doctor`."""
    examined = commands.add_parser(
        "doctor",
        help="say whether all that a build needs is in order",
        description="Check Python, packages, programs, notebooks and folders, and say what to run. "
        "Exit code 1 where something is not in order. Needs no network.",
        epilog="Example: report doctor",
    )
    examined.set_defaults(run=workshop.doctor)

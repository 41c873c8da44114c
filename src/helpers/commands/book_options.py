"""Options of the commands on books: build, check, trace, export, preview, compare, diff."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.commands import books


def wave_option(command: argparse.ArgumentParser) -> None:
    """Add --wave, which names the wave that a command is about."""
    command.add_argument("--wave", help="folder in data/waves/; the newest where none is named")


def add_build(commands) -> None:
    """Add `report build`."""
    build = commands.add_parser(
        "build",
        help="build the report of a wave as an HTML book",
        description="Execute every notebook for a wave and write the book.",
        epilog="Example: report build --wave 2020-21",
    )
    wave_option(build)
    build.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", type=_parameter,
        help="another parameter of every notebook; can be given several times",
    )  # fmt: skip
    build.add_argument("--force", action="store_true", help="execute every chapter")
    build.add_argument(
        "--explain", action="store_true", help="say of each page why it was executed or not"
    )
    build.add_argument(
        "--publish", action="store_true", help="check the book too, as `report check` does"
    )
    which = build.add_mutually_exclusive_group()
    which.add_argument(
        "--area", action="append", metavar="NAME",
        help="build the edition of one area instead; can be given several times",
    )  # fmt: skip
    which.add_argument(
        "--all-areas", action="store_true", help="build the editions of all areas instead"
    )
    build.add_argument(
        "--scheduler", metavar="ADDRESS", help="execute the editions of areas on a Dask cluster"
    )
    build.set_defaults(run=books.build)


def add_check(commands) -> None:
    """Add `report check`."""
    checked = commands.add_parser(
        "check",
        help="check the built book before it is published",
        description="Run every check. Exit code 1 where one finds something that is not allowed.",
        epilog="Example: report check --wave 2020-21",
    )
    wave_option(checked)
    checked.set_defaults(run=books.check)


def add_trace(commands) -> None:
    """Add `report trace`."""
    traced = commands.add_parser(
        "trace",
        help="follow a number of the built book back to what it was computed from",
        description="Say of each place that shows a number: item, survey, base, weight, test, "
        "code and files with their SHA-256. Exit code 2 where no page shows it.",
        epilog="Example: report trace 83% --page outcomes\n"
        "         report trace --expression \"primary['interest'].followup\"",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = traced.add_mutually_exclusive_group(required=True)
    what.add_argument("number", nargs="?", help="a number, or words, as a page shows them")
    what.add_argument("--expression", metavar="CODE", help="an expression of a notebook instead")
    traced.add_argument("--page", metavar="NAME", help="a chapter and no other, as: outcomes")
    wave_option(traced)
    traced.set_defaults(run=books.trace)


def add_export(commands) -> None:
    """Add `report export`."""
    exported = commands.add_parser(
        "export",
        help="make the edition to publish: the book with its documents",
        description="Build the book where it is not current, check it as `report check` does, "
        "and make its documents: PDF, Word, tables, the brief, and each chapter by itself. Exit "
        "code 1 where a check speaks against publishing it, or a document is missing.",
        epilog="Example: report export --wave 2020-21 --only pdf,word",
    )
    wave_option(exported)
    either = exported.add_mutually_exclusive_group()
    either.add_argument(
        "--only", type=_groups, metavar="NAMES", help="some of: pdf,word,tables,brief,chapters"
    )
    either.add_argument(
        "--chapter", metavar="NAME", help="one chapter as one file and nothing else, as: outcomes"
    )
    exported.add_argument(
        "--draft", action="store_true", help="export it unchecked, for readers of a draft"
    )
    exported.add_argument(
        "--to", type=Path, metavar="PATH", help="where to put that chapter; here if it is not said"
    )
    exported.set_defaults(run=books.export)


def add_preview(commands) -> None:
    """Add `report preview`."""
    shown = commands.add_parser(
        "preview",
        help="show the book while it is written",
        description="Serve the book on this machine and build it again when a file is saved.",
        epilog="Example: report preview --port 8000",
    )
    wave_option(shown)
    shown.add_argument("--port", type=int, default=0, help="any that is free where none is named")
    shown.set_defaults(run=books.preview)


def add_compare(commands) -> None:
    """Add `report compare`."""
    compared = commands.add_parser(
        "compare",
        help="hold the books of two waves beside each other",
        description="Say what differs between two waves: numbers, verdicts, sentences. Chapters "
        "are executed where they have to be; the built book stays as it is.",
        epilog="Example: report compare 2020-21 2021-22 --html compared.html",
    )
    compared.add_argument("old", help="folder in data/waves/")
    compared.add_argument("new", help="another one, to hold against it")
    compared.add_argument("--all", action="store_true", help="print every number and sentence")
    compared.add_argument("--html", type=Path, metavar="FILE", help="write all of it as a page too")
    compared.set_defaults(run=books.compare)


def add_diff(commands) -> None:
    """Add `report diff`."""
    held = commands.add_parser(
        "diff",
        help="say what differs between two built sites, and why",
        description="Hold two built sites (folders of HTML) beside each other: numbers, tables, "
        "figures, sentences, pages, and for each page what it comes from that differs. Exit code "
        "0 where a reader sees the same, 1 where something differs, 2 for a folder that is no "
        "site of a report.",
        epilog="Example: report diff last/book/_build/html book/_build/html --html diff.html",
    )
    held.add_argument("old", type=Path, help="folder of a built site")
    held.add_argument("new", type=Path, help="folder of another one, to hold against it")
    held.add_argument("--html", type=Path, metavar="FILE", help="write it as a page too")
    held.set_defaults(run=books.diff)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _groups(text: str) -> list[str]:
    from helpers.exporting.documents import GROUPS

    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in GROUPS]:
        said = f"there is no document {unknown[0]!r}; some of: {','.join(sorted(GROUPS))}"
        raise argparse.ArgumentTypeError(said)
    return names

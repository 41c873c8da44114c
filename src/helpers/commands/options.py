"""Options of every command of `report`, with an example of each."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.commands import books, files, notebooks, workshop
from helpers.commands.files import OPTIONS
from helpers.survey_names import SURVEYS


def parser() -> argparse.ArgumentParser:
    """The command line: the function of a command is in `run`, which gives its exit code."""
    made = argparse.ArgumentParser(prog="report", description="Build and publish the report.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_build, _add_check, _add_trace, _add_export, _add_preview, _add_wave, _add_compare,
        _add_diff, _add_reconstruct, _add_audit, _add_tidy, _add_items, _add_new, _add_doctor,
    ):  # fmt: skip
        add(commands)
    return made


def _add_build(commands) -> None:
    build = commands.add_parser(
        "build",
        help="build the report of a wave as an HTML book",
        description="Execute every notebook for a wave and write the book.",
        epilog="Example: report build --wave 2020-21",
    )
    build.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
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


def _add_check(commands) -> None:
    checked = commands.add_parser(
        "check",
        help="check the built book before it is published",
        description="Run every check. Exit code 1 where one finds something that is not allowed.",
        epilog="Example: report check --wave 2020-21",
    )
    checked.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    checked.set_defaults(run=books.check)


def _add_trace(commands) -> None:
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
    traced.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    traced.set_defaults(run=books.trace)


def _add_export(commands) -> None:
    exported = commands.add_parser(
        "export",
        help="make the edition to publish: the book with its documents",
        description="Build the book where it is not current, and make its documents: PDF, Word, "
        "tables, the brief, and each chapter by itself. Exit code 1 where one is missing.",
        epilog="Example: report export --wave 2020-21 --only pdf,word",
    )
    exported.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    either = exported.add_mutually_exclusive_group()
    either.add_argument(
        "--only", type=_groups, metavar="NAMES", help="some of: pdf,word,tables,brief,chapters"
    )
    either.add_argument(
        "--chapter", metavar="NAME", help="one chapter as one file and nothing else, as: outcomes"
    )
    exported.add_argument(
        "--to", type=Path, metavar="PATH", help="where to put that chapter; here if it is not said"
    )
    exported.set_defaults(run=books.export)


def _add_preview(commands) -> None:
    shown = commands.add_parser(
        "preview",
        help="show the book while it is written",
        description="Serve the book on this machine and build it again when a file is saved.",
        epilog="Example: report preview --port 8000",
    )
    shown.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    shown.add_argument("--port", type=int, default=0, help="any that is free where none is named")
    shown.set_defaults(run=books.preview)


def _add_wave(commands) -> None:
    wave = commands.add_parser(
        "wave",
        help="take in the files of a new wave, or check a wave",
        description="new: propose how delivered files are read, in data/waves/.\n"
        "check: say what a wave has, or everything that is wrong with it.",
        epilog="Example: report wave new 2021-22 --baseline before.sav --end after.sav\n"
        "  --comparison others.sav --comparison-baseline earlier.sav --read 'end.decimal=\",\"'",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    steps = wave.add_subparsers(required=True, metavar="STEP")
    new = steps.add_parser(
        "new",
        help="take in the files of a new wave",
        description="Copy the files unchanged into a new folder of data/waves/, with a wave.yml "
        "that says how they are read and what is undecided, and show what changed.",
        epilog="Example: report wave new 2021-22 --baseline before.sav --end after.sav",
    )
    new.add_argument("name", help="its years, such as the folders in data/waves/ have")
    for survey in SURVEYS:
        option = OPTIONS.get(survey, survey.replace("_", "-"))
        new.add_argument(
            f"--{option}", dest=survey, type=Path, metavar="FILE", help="as it was delivered"
        )
    new.add_argument(
        "--read", action="append", default=[], metavar="SURVEY.KEY=VALUE", type=_reading,
        help='how a file is read, such as end.separator=";"; see docs/survey-files.md',
    )  # fmt: skip
    new.set_defaults(run=files.wave_new)
    checked = steps.add_parser(
        "check",
        help="say what a wave has, or everything that is wrong with it",
        description="Read all files of a wave. Exit code 2 where they cannot be used.",
        epilog="Example: report wave check 2020-21",
    )
    checked.add_argument("name", nargs="?", help="the newest where none is named")
    checked.set_defaults(run=files.wave_check)


def _add_compare(commands) -> None:
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


def _add_diff(commands) -> None:
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


def _add_reconstruct(commands) -> None:
    made = commands.add_parser(
        "reconstruct",
        help="make a wave's survey files again from what was printed",
        description="Write the reconstructed survey files of a wave.",
        epilog="Example: report reconstruct 2020-21",
    )
    made.add_argument("wave", help="folder in data/waves/")
    made.set_defaults(run=files.reconstruct)


def _add_audit(commands) -> None:
    audited = commands.add_parser(
        "audit",
        help="hold the printed figures of a publication against one another",
        description="Find what cannot be among published claims. Exit code 1 where there is any.",
        epilog="Example: report audit data/audits/research-brief.csv",
    )
    audited.add_argument("claims", type=Path, help="CSV file of claims; see docs/audit.md")
    audited.add_argument("--text", type=Path, help="text of it; lists the numbers without a claim")
    audited.set_defaults(run=files.audit)


def _add_tidy(commands) -> None:
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


def _add_items(commands) -> None:
    listed = commands.add_parser(
        "items",
        help="list the items, or what can be written of one",
        description="List every item with its wording, surveys and bases; of one item, show every "
        "expression with its present text, ready to paste, and the figures that show it.",
        epilog="Example: report items interest --wave 2020-21",
    )
    listed.add_argument("item", nargs="?", help="its name; all of them where none is named")
    listed.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
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


def _add_new(commands) -> None:
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


def _add_doctor(commands) -> None:
    examined = commands.add_parser(
        "doctor",
        help="say whether all that a build needs is in order",
        description="Check Python, packages, programs, notebooks and folders, and say what to run. "
        "Exit code 1 where something is not in order. Needs no network.",
        epilog="Example: report doctor",
    )
    examined.set_defaults(run=workshop.doctor)


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


def _reading(text: str) -> tuple[str, str, object]:
    from yaml import YAMLError, safe_load

    where, equals, value = text.partition("=")
    survey, dot, key = where.partition(".")
    if not (equals and dot and survey and key):
        raise argparse.ArgumentTypeError(f"{text!r} is not SURVEY.KEY=VALUE")
    try:
        # A sign such as ; is a text by itself, and none that YAML would read.
        return survey, key, value if len(value) == 1 and not value.isalnum() else safe_load(value)
    except YAMLError:
        raise argparse.ArgumentTypeError(f"{value!r} cannot be read as YAML") from None

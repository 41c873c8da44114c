"""Options of every command of `report`, with an example of each."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.commands import books, files
from helpers.commands.files import OPTIONS
from helpers.survey_names import SURVEYS


def parser() -> argparse.ArgumentParser:
    """The command line: the function of a command is in `run`, which gives its exit code."""
    made = argparse.ArgumentParser(prog="report", description="Build and publish the report.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_build, _add_check, _add_export, _add_preview, _add_wave, _add_compare,
        _add_reconstruct, _add_audit,
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

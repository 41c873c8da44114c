"""The command `report`: what a researcher types."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from helpers.errors import BuildError, InputError, Problem
from helpers.project import find_root, known_wave
from helpers.survey_names import END, SURVEYS

BAD_INPUT, BAD_BUILD, STOPPED = 2, 1, 130
OPTIONS = {END: "end"}  # of surveys whose option is not their name
CANNOT_BE = 1  # an audit found figures that cannot all be right
NOT_ALL = 1  # a document that was asked for needs a program that is missing
NOT_TO_PUBLISH = 1  # a check found something that no exception allows


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 a page could not be built, 2 an input cannot be used, 130 stopped."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except InputError as error:
        count = len(error.problems)
        said = f"{count} problem{'' if count == 1 else 's'} in the inputs; nothing was built:"
        print(said, file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        return BAD_INPUT
    except BuildError as error:
        print(f"The report was not built; the last good one stays. {error}", file=sys.stderr)
        return BAD_BUILD
    except OSError as error:
        print(f"The report was not built; the last good one stays. {error}", file=sys.stderr)
        return BAD_BUILD
    except KeyboardInterrupt:
        print("The report was not built: stopped; the last good one stays.", file=sys.stderr)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="report", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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
    build.set_defaults(run=_build)
    checked = commands.add_parser(
        "check",
        help="check the built book before it is published",
        description="Run every check. Exit code 1 where one finds something that is not allowed.",
        epilog="Example: report check --wave 2020-21",
    )
    checked.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    checked.set_defaults(run=_check)
    _add_export(commands)
    shown = commands.add_parser(
        "preview",
        help="show the book while it is written",
        description="Serve the book on this machine and build it again when a file is saved.",
        epilog="Example: report preview --port 8000",
    )
    shown.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    shown.add_argument("--port", type=int, default=0, help="any that is free where none is named")
    shown.set_defaults(run=_preview)
    _add_wave(commands)
    _add_compare(commands)
    made = commands.add_parser(
        "reconstruct",
        help="make a wave's survey files again from what was printed",
        description="Write the reconstructed survey files of a wave.",
        epilog="Example: report reconstruct 2020-21",
    )
    made.add_argument("wave", help="folder in data/waves/")
    made.set_defaults(run=_reconstruct)
    audited = commands.add_parser(
        "audit",
        help="hold the printed figures of a publication against one another",
        description="Find what cannot be among published claims. Exit code 1 where there is any.",
        epilog="Example: report audit data/audits/research-brief.csv",
    )
    audited.add_argument("claims", type=Path, help="CSV file of claims; see docs/audit.md")
    audited.add_argument("--text", type=Path, help="text of it; lists the numbers without a claim")
    audited.set_defaults(run=_audit)
    return parser


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
    compared.set_defaults(run=_compare)


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
    new.set_defaults(run=_wave_new)
    checked = steps.add_parser(
        "check",
        help="say what a wave has, or everything that is wrong with it",
        description="Read all files of a wave. Exit code 2 where they cannot be used.",
        epilog="Example: report wave check 2020-21",
    )
    checked.add_argument("name", nargs="?", help="the newest where none is named")
    checked.set_defaults(run=_wave_check)


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
    exported.set_defaults(run=_export)


def _groups(text: str) -> list[str]:
    from helpers.exporting.documents import GROUPS

    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in GROUPS]:
        said = f"there is no document {unknown[0]!r}; some of: {','.join(sorted(GROUPS))}"
        raise argparse.ArgumentTypeError(said)
    return names


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _build(options: argparse.Namespace) -> int:
    if options.area or options.all_areas:
        return _build_areas(options)
    if options.scheduler:
        found = "is given without --area or --all-areas"
        raise InputError(Problem("--scheduler", found, "say which editions it is to build"))
    # Imported here: other commands need not wait for what a build imports.
    from helpers.building.build import build

    built = build(find_root(), options.wave, dict(options.parameter), force=options.force)
    if options.explain:
        for page, why in built.reasons.items():
            did = "executed" if page in built.executed else "not executed"
            print(f"{page}: {did}: {why}")
        print(f"Pages written: {', '.join(built.written) or 'none'} ({built.why})")
    print(f"The book is at {_shown(built.book / 'index.html')}")
    return _checked(options.wave, dict(options.parameter)) if options.publish else 0


def _build_areas(options: argparse.Namespace) -> int:
    from helpers.building.areas import build_areas

    if options.publish:
        found = "checks the book of a wave, and not the editions of areas"
        raise InputError(Problem("--publish", found, "build them without it"))
    root, wave = find_root().resolve(), options.wave
    names, given = options.area, dict(options.parameter)
    with ExitStack() as open_:
        runner = None
        if options.scheduler:
            from helpers.building.cluster import Cluster

            wave = known_wave(root, wave)
            runner = open_.enter_context(Cluster(options.scheduler, root, wave))
        batch = build_areas(root, wave, names, given, force=options.force, runner=runner)
    for line in batch.reasons if options.explain else []:
        print(line)
    print(f"{len(batch.built)} of {batch.size} editions built.")
    print(f"The editions are listed at {_shown(batch.index)}")
    for name, why in batch.failed.items():
        print(f"{name} was not built; its last good edition stays. {why}", file=sys.stderr)
    return BAD_BUILD if batch.failed else 0


def _check(options: argparse.Namespace) -> int:
    try:
        return _checked(options.wave)
    except BuildError as error:
        print(f"The report was not checked. {error}", file=sys.stderr)
        return BAD_BUILD


def _checked(wave: str | None, parameters: dict[str, str] | None = None) -> int:
    from helpers.checking.check import report

    may_be_published, table = report(find_root(), wave, parameters)
    for line in table:
        print(line)
    if not may_be_published:
        print("This report must not be published.", file=sys.stderr)
        return NOT_TO_PUBLISH
    print("No check speaks against publishing this report.")
    return 0


def _export(options: argparse.Namespace) -> int:
    if options.to and not options.chapter:
        raise InputError(Problem("--to", "says where to put a chapter", "name it with --chapter"))
    try:
        return _exported_chapter(options) if options.chapter else _exported(options)
    except (BuildError, OSError) as error:
        print(f"Nothing was exported; the last good edition stays. {error}", file=sys.stderr)
        return BAD_BUILD
    except KeyboardInterrupt:
        print("Nothing was exported: stopped; the last good edition stays.", file=sys.stderr)
        return STOPPED


def _exported(options: argparse.Namespace) -> int:
    from helpers.exporting.documents import GROUPS
    from helpers.exporting.export import export

    exported = export(find_root(), options.wave, options.only or GROUPS)
    for document in exported.documents:
        if not document.about:
            print(f"{document.path} ({document.form}, {document.size:,} bytes)")
    print(f"The edition is at {_shown(exported.edition / 'index.html')} ({exported.why})")
    for missing in dict.fromkeys(map(str, exported.missing)):
        print(f"Not made: {missing}", file=sys.stderr)
    return NOT_ALL if exported.missing else 0


def _exported_chapter(options: argparse.Namespace) -> int:
    from helpers.exporting.export import export_chapter

    path = export_chapter(find_root(), options.chapter, options.wave, options.to or Path.cwd())
    print(f"Wrote {_shown(path)}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    from helpers.comparing import comparison, comparison_page, screen

    found = comparison.compare_waves(find_root(), options.old, options.new)
    if options.html:
        comparison_page.write_page(found, options.html)
    for line in screen.lines(found, options.all):
        print(line)
    if options.html:
        print(f"All of it is at {_shown(options.html.resolve())}")
    return 0


def _preview(options: argparse.Namespace) -> int:
    from helpers.building.preview import preview

    root = find_root()
    preview(root, known_wave(root, options.wave), options.port)
    return 0


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


def _wave_new(options: argparse.Namespace) -> int:
    from helpers.intake import table
    from helpers.intake.intake import take_in

    given: dict[str, dict] = {}
    for survey, key, value in options.read:
        name = next((s for s, option in OPTIONS.items() if option == survey), survey)
        given.setdefault(name.replace("-", "_"), {})[key] = value
    files = {s: path for s in SURVEYS if (path := getattr(options, s)) is not None}
    try:
        taken = take_in(find_root(), options.name, files, given)
    except (OSError, KeyboardInterrupt) as error:
        print(f"No wave was taken in, and nothing was written. {error}", file=sys.stderr)
        return STOPPED if isinstance(error, KeyboardInterrupt) else BAD_BUILD
    for line in table.lines(taken.findings):
        print(line)
    print(f"Wrote {_shown(taken.folder / 'wave.yml')} and {_shown(taken.folder / 'intake.md')}")
    for number, line in enumerate(taken.undecided, start=1):
        print(f"{number}. {line}")
    if taken.undecided:
        print("Decide these in wave.yml; docs/new-wave.md says how. Until then nothing is built.")
    return 0


def _wave_check(options: argparse.Namespace) -> int:
    from helpers.intake.check import check

    root = find_root()
    for line in check(root, known_wave(root, options.name)):
        print(line)
    return 0


def _reconstruct(options: argparse.Namespace) -> int:
    from helpers.reconstruction.reconstruction import write

    for path in write(find_root(), options.wave):
        print(f"Wrote {_shown(path)}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    from helpers.auditing import audit, audit_report

    found = audit.audit(options.claims, str(options.claims))
    for line in audit_report.lines(found):
        print(line)
    for number in audit_report.without_claim(found, options.text) if options.text else []:
        print(f"Without a claim: line {number.line}, number {number.place}: {number.number}")
    return CANNOT_BE if found.findings else 0


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    sys.exit(main())

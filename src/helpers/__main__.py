"""The command `report`: what a researcher types."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.errors import BuildError, InputError
from helpers.project import find_root, known_wave

BAD_INPUT, BAD_BUILD, STOPPED = 2, 1, 130


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
    build.set_defaults(run=_build)
    shown = commands.add_parser(
        "preview",
        help="show the book while it is written",
        description="Serve the book on this machine and build it again when a file is saved.",
        epilog="Example: report preview --port 8000",
    )
    shown.add_argument("--wave", help="folder in data/waves/; the newest where none is named")
    shown.add_argument("--port", type=int, default=0, help="any that is free where none is named")
    shown.set_defaults(run=_preview)
    made = commands.add_parser(
        "reconstruct",
        help="make a wave's survey files again from what was printed",
        description="Write the reconstructed survey files of a wave.",
        epilog="Example: report reconstruct 2020-21",
    )
    made.add_argument("wave", help="folder in data/waves/")
    made.set_defaults(run=_reconstruct)
    return parser


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _build(options: argparse.Namespace) -> int:
    # Imported here: other commands need not wait for what a build imports.
    from helpers.building.build import build

    built = build(find_root(), options.wave, dict(options.parameter), force=options.force)
    if options.explain:
        for page, why in built.reasons.items():
            did = "executed" if page in built.executed else "not executed"
            print(f"{page}: {did}: {why}")
        print(f"Pages written: {', '.join(built.written) or 'none'} ({built.why})")
    print(f"The book is at {_shown(built.book / 'index.html')}")
    return 0


def _preview(options: argparse.Namespace) -> int:
    from helpers.building.preview import preview

    root = find_root()
    preview(root, ["--wave", known_wave(root, options.wave)], options.port)
    return 0


def _reconstruct(options: argparse.Namespace) -> int:
    from helpers.reconstruction.reconstruction import write

    for path in write(find_root(), options.wave):
        print(f"Wrote {_shown(path)}")
    return 0


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    sys.exit(main())

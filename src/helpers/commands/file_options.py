"""Options of the commands on files: wave, reconstruct, audit."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.commands import files
from helpers.commands.files import OPTIONS
from helpers.survey_names import SURVEYS


def add_wave(commands) -> None:
    """Add `report wave`."""
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


def add_reconstruct(commands) -> None:
    """Add `report reconstruct`."""
    made = commands.add_parser(
        "reconstruct",
        help="make a wave's survey files again from what was printed",
        description="Write the reconstructed survey files of a wave.",
        epilog="Example: report reconstruct 2020-21",
    )
    made.add_argument("wave", help="folder in data/waves/")
    made.set_defaults(run=files.reconstruct)


def add_audit(commands) -> None:
    """Add `report audit`."""
    audited = commands.add_parser(
        "audit",
        help="hold the printed figures of a publication against one another",
        description="Find what cannot be among published claims. Exit code 1 where there is any.",
        epilog="Example: report audit data/audits/research-brief.csv",
    )
    audited.add_argument("claims", type=Path, help="CSV file of claims; see docs/audit.md")
    audited.add_argument("--text", type=Path, help="text of it; lists the numbers without a claim")
    audited.set_defaults(run=files.audit)


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

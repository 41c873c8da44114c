"""Commands on files: waves, reconstruction, claims; each gives its exit code."""

from __future__ import annotations

import argparse
import sys

from helpers.commands.exits import BAD_BUILD, CANNOT_BE, DONE, STOPPED, shown
from helpers.errors import BuildError
from helpers.project import find_root, known_wave
from helpers.survey_names import END, SURVEYS

OPTIONS = {END: "end"}  # of surveys whose option is not their name


def wave_new(options: argparse.Namespace) -> int:
    """Take in delivered files as a new wave."""
    from helpers.intake import table
    from helpers.intake.intake import take_in

    given: dict[str, dict] = {}
    for survey, key, value in options.read:
        name = next((s for s, option in OPTIONS.items() if option == survey), survey)
        given.setdefault(name.replace("-", "_"), {})[key] = value
    files = {s: path for s in SURVEYS if (path := getattr(options, s)) is not None}
    try:
        taken = take_in(find_root(), options.name, files, given)
    except (BuildError, OSError, KeyboardInterrupt) as error:
        print(f"No wave was taken in, and nothing was written. {error}", file=sys.stderr)
        return STOPPED if isinstance(error, KeyboardInterrupt) else BAD_BUILD
    for line in table.lines(taken.findings):
        print(line)
    print(f"Wrote {shown(taken.folder / 'wave.yml')} and {shown(taken.folder / 'intake.md')}")
    for number, line in enumerate(taken.undecided, start=1):
        print(f"{number}. {line}")
    if taken.undecided:
        print("Decide these in wave.yml; docs/new-wave.md says how. Until then nothing is built.")
    return DONE


def wave_check(options: argparse.Namespace) -> int:
    """Say what a wave has."""
    from helpers.intake.check import check

    root = find_root()
    for line in check(root, known_wave(root, options.name)):
        print(line)
    return DONE


def reconstruct(options: argparse.Namespace) -> int:
    """Write a wave's survey files again from print."""
    from helpers.reconstruction.reconstruction import write

    for path in write(find_root(), options.wave):
        print(f"Wrote {shown(path)}")
    return DONE


def audit(options: argparse.Namespace) -> int:
    """Hold the figures of a publication against one another."""
    from helpers.auditing import audit, audit_report

    found = audit.audit(options.claims, str(options.claims))
    for line in audit_report.lines(found):
        print(line)
    for number in audit_report.without_claim(found, options.text) if options.text else []:
        print(f"Without a claim: line {number.line}, number {number.place}: {number.number}")
    return CANNOT_BE if found.findings else DONE

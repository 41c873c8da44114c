"""Options of every command of `report`, with an example of each."""

from __future__ import annotations

import argparse

from helpers.commands import book_options, file_options, workshop_options

ADDED = (
    book_options.add_build, book_options.add_check, book_options.add_trace,
    book_options.add_export, book_options.add_preview, file_options.add_wave,
    book_options.add_compare, book_options.add_diff, file_options.add_reconstruct,
    file_options.add_audit, workshop_options.add_tidy, workshop_options.add_items,
    workshop_options.add_new, workshop_options.add_doctor,
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The command line: the function of a command is in `run`, which gives its exit code."""
    made = argparse.ArgumentParser(prog="report", description="Build and publish the report.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for add in ADDED:
        add(commands)
    return made

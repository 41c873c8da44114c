"""Commands on books: build, check, export, preview, compare, diff; each gives its exit code."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from helpers.commands.exits import (
    BAD_BUILD,
    BAD_INPUT,
    DIFFERS,
    DONE,
    NOT_ALL,
    NOT_TO_PUBLISH,
    STOPPED,
    shown,
)
from helpers.errors import BuildError, InputError, Problem
from helpers.project import find_root, known_wave

# What a command does is imported when it runs: the others need not wait for it.


def build(options: argparse.Namespace) -> int:
    """Build the book of a wave, or editions of areas; with --publish, check it too."""
    if options.area or options.all_areas:
        return _build_areas(options)
    if options.scheduler:
        found = "is given without --area or --all-areas"
        raise InputError(Problem("--scheduler", found, "say which editions it is to build"))
    from helpers.building.build import build

    built = build(find_root(), options.wave, dict(options.parameter), force=options.force)
    if options.explain:
        for page, why in built.reasons.items():
            did = "executed" if page in built.executed else "not executed"
            print(f"{page}: {did}: {why}")
        print(f"Pages written: {', '.join(built.written) or 'none'} ({built.why})")
    print(f"The book is at {shown(built.book / 'index.html')}")
    return _checked(options.wave, dict(options.parameter)) if options.publish else DONE


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
    print(f"The editions are listed at {shown(batch.index)}")
    for name, why in batch.failed.items():
        print(f"{name} was not built; its last good edition stays. {why}", file=sys.stderr)
    return BAD_BUILD if batch.failed else DONE


def check(options: argparse.Namespace) -> int:
    """Check the built book."""
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
    return DONE


def trace(options: argparse.Namespace) -> int:
    """Say where a number of the built book comes from."""
    from helpers.checking.context import Context
    from helpers.checking.trace import told, trace

    root = find_root()
    try:
        found = trace(
            Context.of(root, options.wave), options.number, options.page, options.expression
        )
    except BuildError as error:
        print(f"Nothing was traced. {error}", file=sys.stderr)
        return BAD_BUILD
    for line in told(root, found):
        print(line)
    return DONE


def export(options: argparse.Namespace) -> int:
    """Make the edition to publish, or one chapter."""
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


def _refuse_unfit(wave: str | None) -> None:
    """Raise BuildError where a check speaks against publishing the book."""
    from helpers.checking.check import report

    may_be_published, table = report(find_root(), wave)
    if not may_be_published:
        todo = "Put that right, allow it in data/exceptions.yml, or export a draft with --draft."
        raise BuildError("\n".join(["This report must not be published:", *table, todo]))


def _exported(options: argparse.Namespace) -> int:
    from helpers.exporting.documents import GROUPS
    from helpers.exporting.export import export

    look = None if options.draft else partial(_refuse_unfit, options.wave)
    exported = export(find_root(), options.wave, options.only or GROUPS, look_at_book=look)
    for document in exported.documents:
        if not document.about:
            print(f"{document.path} ({document.form}, {document.size:,} bytes)")
    print(f"The edition is at {shown(exported.edition / 'index.html')} ({exported.why})")
    for missing in dict.fromkeys(map(str, exported.missing)):
        print(f"Not made: {missing}", file=sys.stderr)
    return NOT_ALL if exported.missing else DONE


def _exported_chapter(options: argparse.Namespace) -> int:
    from helpers.exporting.export import export_chapter

    path = export_chapter(find_root(), options.chapter, options.wave, options.to or Path.cwd())
    print(f"Wrote {shown(path)}")
    return DONE


def preview(options: argparse.Namespace) -> int:
    """Serve the book while it is written."""
    from helpers.building.preview import preview
    from helpers.workshop.items_page import made_apart

    root = find_root()
    wave = known_wave(root, options.wave)
    preview(root, wave, options.port, {"/items": lambda: made_apart(root, wave)})
    return DONE


def compare(options: argparse.Namespace) -> int:
    """Hold the books of two waves beside each other."""
    from helpers.comparing import comparison, comparison_page, screen

    found = comparison.compare_waves(find_root(), options.old, options.new)
    if options.html:
        comparison_page.write_page(found, options.html)
    for line in screen.lines(found, options.all):
        print(line)
    if options.html:
        print(f"All of it is at {shown(options.html.resolve())}")
    return DONE


def diff(options: argparse.Namespace) -> int:
    """Hold two built sites beside each other."""
    from helpers.comparing import difference_page, difference_screen
    from helpers.comparing.site_difference import difference

    try:
        found = difference(options.old, options.new)
    except InputError as error:
        print("The sites were not compared:", file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        return BAD_INPUT
    if options.html:
        difference_page.write_page(found, options.html)
    for line in difference_screen.lines(found):
        print(line)
    if options.html:
        print(f"The page is at {shown(options.html.resolve())}")
    return DONE if found.is_none else DIFFERS

"""Pages: from a complete source folder to the whole site, doing again only what changed.

The source holds _config.yml, _toc.yml, Markdown pages, executed notebooks and figures, as
`jupyter-book build` would take them. A memory folder keeps the last good site with what
Sphinx knew of it. A change of a page's own files reads that page again; Sphinx then writes it,
or every page where titles, numbers or labels changed too. Other changes start from nothing.
The site has the same bytes on either way.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.building.changes import (
    GONE,
    MADE_OF,
    Plan,
    changed_code,
    inputs_of,
    make_plan,
    same_settings,
)
from helpers.building.memory import Generation, Memory, digest, digests, place
from helpers.building.press import Press
from helpers.errors import BuildError

ASSETS = "_static/"
# Named anew by every pass from what the pages show.
SHOWN = ("_images/", "_downloads/")
KEPT = ("assets", "needs", "lasting", "code")
STATE = "state.pickle"


@dataclass(frozen=True)
class Written:
    """A whole site: its folder, and why which pages were read and written for it.

    `files` has the digest of each file, by its path in the site; `changed` names those that
    came, went or are not what they were in the kept build.
    """

    site: Path
    why: str
    read: tuple[str, ...]
    written: tuple[str, ...]
    files: dict[str, str]
    changed: tuple[str, ...] = ()


class _Unfit(Exception):
    """A pass did not work with what was kept, with what was left out, or as it was loaded."""


@dataclass(frozen=True)
class Look:
    """Inputs as they are now, the kept build, and what has to be done; found once in a build.

    `beside` has the digest of what goes into the site as it is.
    """

    now: dict
    last: Generation | None
    plan: Plan
    beside: dict[str, str]

    def is_at(self, published: Path) -> bool:
        """Whether a published site is, file by file, the one that these inputs make."""
        here = self.plan.nothing and published.is_dir()
        return here and digests(published) == self.last.part("html") | self.beside


def look(source: Path, memory: Path) -> Look:
    """What `write_site` would do with a source folder and what was kept, and why."""
    now, last = inputs_of(source), Memory(memory).recall()
    path = source / MADE_OF
    beside = {MADE_OF: digest(path)} if path.is_file() else {}
    return Look(now, last, make_plan(last, now), beside)


def write_site(
    source: Path, memory: Path, site: Path, press: Press | None = None, seen: Look | None = None
) -> Written:
    """The site of a source folder, made at `site`, which must not be there yet.

    `memory` may be missing, damaged, or in use by another build; only a build without any
    warning is kept in it. `press` is a process started before, else one is started here when
    there is something to write; `seen` is what `look` found. Raises BuildError with every
    warning of Sphinx: one is a fault of a page.
    """
    try:
        seen = seen or look(source, memory)
        now, last, plan = seen.now, seen.last, seen.plan
        memory = Memory(memory)
        if plan.nothing:
            memory.tidy()
            with suppress(FileNotFoundError):
                return _again(source, seen, site)
            shutil.rmtree(site, ignore_errors=True)
            plan, last = Plan(GONE, tools=False), None
        return _write(source, memory, site, press, plan, now, last)
    except BaseException as error:
        shutil.rmtree(site, ignore_errors=True)
        if not isinstance(error, OSError):
            raise
        raise BuildError(f"the pages could not be written: {error}") from None


def _write(source, memory, site, press, plan, now, last) -> Written:
    """Follow the plan, and begin from nothing where it does not work out."""
    own = press or Press()
    try:
        return _pass(source, memory, site, own, plan, now, last)
    except (_Unfit, FileNotFoundError, shutil.Error) as problem:
        # Another build may have put its own in the place of what was kept.
        shutil.rmtree(site, ignore_errors=True)
        plan = Plan(str(problem) if isinstance(problem, _Unfit) else GONE, tools=False)
        own.close()
    finally:
        if own is not press:
            own.close()
    with Press(lean=False) as own:
        try:
            return _pass(source, memory, site, own, plan, now, None)
        except _Unfit as problem:
            raise BuildError(f"the pages could not be written: {problem}") from None


def _pass(source, memory, site, press, plan, now, last) -> Written:
    """One pass of Sphinx, the site it makes, and the memory of it."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=site.parent, prefix="pages-", ignore_cleanup_errors=True
    ) as name:
        work = Path(name)
        facts = press.write(_order(source, work, plan, now, last))
        if "faults" not in facts:
            raise _Unfit(facts.get("unusable") or facts["crash"])
        if file := changed_code(facts):
            raise _Unfit(f"{file} changed while Sphinx was at hand")
        _refuse(facts.pop("faults"))
        if (source / MADE_OF).is_file():
            place(source / MADE_OF, work / "html" / MADE_OF)
        old = last.part("html") if last else {}
        files = _gather(work, site, last, old, facts, plan)
        memory.keep(work / "kept", {"inputs": now} | {name: facts[name] for name in KEPT})
    changed = [path for path in sorted(old | files) if old.get(path) != files.get(path)]
    pages = tuple(facts["read"]), tuple(facts["written"])
    return Written(site, plan.why, *pages, files, tuple(changed))


def _order(source: Path, work: Path, plan: Plan, now: dict, last: Generation | None) -> dict:
    doctrees, out = work / "kept/doctrees", work / "html"
    (out / ASSETS).mkdir(parents=True)
    if plan.read is not None:
        shutil.copytree(last.folder / "doctrees", doctrees)
    else:
        doctrees.mkdir(parents=True)
        if plan.tools:
            shutil.copy(last.folder / "doctrees" / STATE, doctrees)
    return {
        "source": str(source.resolve()),
        "doctrees": str(doctrees.resolve()),
        "out": str(out.resolve()),
        "read": plan.read,
        "carried": plan.carried,
        "settings_hold": plan.tools and same_settings(last, now),
    }


def _refuse(faults: list[str]) -> None:
    if faults:
        raise BuildError("the pages could not be written:\n" + "\n".join(f"  {x}" for x in faults))


def _gather(work: Path, site: Path, last: Generation | None, old, facts, plan) -> dict:
    """Put the site together from what was written and what is carried over; its digests."""
    files = {path: digest for path, digest in old.items() if _is_carried(path, facts, plan)}
    files |= digests(work / "html")
    if missing := set(facts["made"]) - set(files):
        raise _Unfit(f"{min(missing)} is not there")
    for path, value in files.items():
        kept = old.get(path) == value
        origin = last.folder / "html" / path if kept else work / "html" / path
        place(origin, site / path)
        place(origin, work / "kept/html" / path)
    return dict(sorted(files.items()))


def _is_carried(path: str, facts: dict, plan: Plan) -> bool:
    if not plan.carried or path.startswith(SHOWN):
        return plan.carried and path in facts["made"]
    return path.startswith(ASSETS) or not facts["every_page"]


def _again(source: Path, seen: Look, site: Path) -> Written:
    """The kept site, with what goes into it as it is now."""
    old = seen.last.part("html")
    files = old | seen.beside
    for path in files:
        place((source if path in seen.beside else seen.last.folder / "html") / path, site / path)
    changed = tuple(path for path in files if old.get(path) != files[path])
    return Written(site, seen.plan.why, (), (), files, changed)

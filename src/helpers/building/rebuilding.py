"""Rebuilding: builds one after another for a preview, on processes that are kept between them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from helpers.building.build import Progress, build
from helpers.building.processes import Processes
from helpers.digests import digest, file_digest, tree_digest
from helpers.errors import BuildError, InputError

PACKAGE = Path(__file__).parents[1]


class Rebuilt(NamedTuple):
    """What a build said where it failed, and the site's files that changed; None: any may have."""

    error: str
    changed: tuple[str, ...] | None


class Rebuilding:
    """Builds of one wave, to be used with `with`.

    After a change of the project's own code or of the lock, which this process and its helpers
    have loaded, each build is a new process.
    """

    def __init__(self, root: Path, wave: str):
        self.root, self.wave = root, wave
        self.processes = Processes()
        self._loaded = self._code()

    def build(self) -> Rebuilt:
        """One build; what the next one may need is at hand when it is done."""
        if self._code() != self._loaded:
            return self._apart()
        rebuilt = self._here()
        self.processes.start_press()
        self.processes.start_kernels()
        return rebuilt

    def _here(self) -> Rebuilt:
        try:
            quiet = Progress(io.StringIO())
            built = build(self.root, self.wave, progress=quiet, processes=self.processes)
        except InputError as error:
            return Rebuilt("\n".join(map(str, error.problems)), ())
        except (BuildError, OSError) as error:
            return Rebuilt(str(error), ())
        except Exception:
            return self._apart()  # it tells the fault in full
        return Rebuilt("", built.changed)

    def _apart(self) -> Rebuilt:
        command = [sys.executable, "-m", "helpers", "build", "--wave", self.wave]
        ran = subprocess.run(command, cwd=self.root, capture_output=True, text=True)
        lines = [line for line in ran.stderr.splitlines() if not line.startswith("[")]
        return Rebuilt("\n".join(lines), ()) if ran.returncode else Rebuilt("", None)

    def _code(self) -> str:
        return digest(tree_digest(PACKAGE, ".py"), file_digest(self.root / "requirements.lock"))

    def __enter__(self) -> Rebuilding:
        return self

    def __exit__(self, *_) -> None:
        self.processes.__exit__()

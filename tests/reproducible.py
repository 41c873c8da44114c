"""Builds the book twice under other circumstances and compares every byte: `make reproducible`.

The two builds differ in their folder, hash seed, time zone, locale and the times of their
files; the second one begins two seconds later.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book import whole_project

SITE = Path("book/_build/html")
CIRCUMSTANCES = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "POSIX"},
]


def built(folder: Path, circumstances: dict[str, str]) -> dict[str, bytes]:
    """Bytes of every file of a site that was just built, by its path."""
    command = [sys.executable, "-m", "helpers", "build"]
    surroundings = os.environ | circumstances
    ran = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"with {circumstances}: {ran.stderr}")
    files = sorted(path for path in (folder / SITE).rglob("*") if path.is_file())
    return {path.relative_to(folder / SITE).as_posix(): path.read_bytes() for path in files}


def main() -> int:
    """Exit code: 0 where the two sites are the same, 1 where a file differs; says which."""
    sites = []
    for number, circumstances in enumerate(CIRCUMSTANCES):
        with tempfile.TemporaryDirectory(prefix=f"reproducible-{number}-") as name:
            folder = whole_project(Path(name) / ("a" * (number + 1)))
            for path in folder.rglob("*"):
                os.utime(path, (10**9 + number, 10**9 + number))
            sites.append(built(folder, circumstances))
        time.sleep(2)
    first, second = sites
    differ = [name for name in sorted(first | second) if first.get(name) != second.get(name)]
    if differ:
        print(f"{len(differ)} of {len(first)} files differ; the first is {differ[0]}")
        return 1
    print(f"All {len(first)} files of the two sites are the same.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

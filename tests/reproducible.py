"""Exports the book twice under other circumstances and compares all bytes: `make reproducible`.

The book and the edition with its documents are compared. The two exports differ in their folder,
hash seed, time zone, locale and the times of their files; the second one begins two seconds later.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book import whole_project

PLACES = ("html", "edition")
CIRCUMSTANCES = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "POSIX"},
]


def exported(folder: Path, circumstances: dict[str, str]) -> dict[str, bytes]:
    """Bytes of every file of a book and its edition that were just made, by its path."""
    command = [sys.executable, "-m", "helpers", "export"]
    surroundings = os.environ | circumstances
    ran = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"with {circumstances}: {ran.stderr}")
    made = folder / "book/_build"
    files = [path for place in PLACES for path in (made / place).rglob("*") if path.is_file()]
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in sorted(files)}


def main() -> int:
    """Exit code: 0 where both are the same twice, 1 where a file differs; says which."""
    made = []
    for number, circumstances in enumerate(CIRCUMSTANCES):
        with tempfile.TemporaryDirectory(prefix=f"reproducible-{number}-") as name:
            folder = whole_project(Path(name) / ("a" * (number + 1)))
            for path in folder.rglob("*"):
                os.utime(path, (10**9 + number, 10**9 + number))
            made.append(exported(folder, circumstances))
        time.sleep(2)
    first, second = made
    differ = [name for name in sorted(first | second) if first.get(name) != second.get(name)]
    if differ:
        print(f"{len(differ)} of {len(first)} files differ: {', '.join(differ)}")
        return 1
    print(f"All {len(first)} files of the two books and editions are the same.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

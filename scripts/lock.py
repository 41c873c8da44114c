"""Make the three requirements*.lock from pyproject.toml: `make lock` runs this.

A lock holds one package a line: name, version and the hashes of that release's files, and nothing
else. The versions are the same on every machine; a package that only some machines need (colorama
on Windows, say) stands in the lock for all, so that no line needs a condition.
"""

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Not the newest patch release: the lock must serve whichever 3.11 a reader has.
OLDEST_PYTHON = "3.11.0"
# The first one's versions bind the others: the one with the fewest ready-made files stands first.
LINUX_AND_MACOS = (
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
)
WINDOWS = ("x86_64-pc-windows-msvc",)
LOCKS = (
    ("requirements.lock", "test", LINUX_AND_MACOS + WINDOWS),
    ("requirements-lab.lock", "lab", LINUX_AND_MACOS),
    ("requirements-check.lock", "check", LINUX_AND_MACOS),
)


def locked_lines(text: str) -> dict[str, str]:
    """One line a package, by name, from the resolver's output, which breaks lines at each hash."""
    lines = text.replace("\\\n", " ").splitlines()
    return {line.split("==")[0]: " ".join(line.split()) for line in lines if "==" in line}


def resolve(extra: str, platform: str, constraints: list[Path], output: Path) -> dict[str, str]:
    """Lines by package name for one platform; versions already in `output` stay where they fit.

    Raises SystemExit, with the resolver's own explanation above it, where nothing fits.
    """
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-"),
        *("--extra", extra, "--output-file", str(output), "--no-config", "--quiet"),
        *("--python-version", OLDEST_PYTHON, "--python-platform", platform),
        *("--only-binary", ":all:", "--generate-hashes", "--strip-extras"),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
        *(word for path in constraints for word in ("--constraint", str(path))),
    ]
    done = subprocess.run(
        command, cwd=ROOT, input="\n".join(backend), text=True, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(f"No lock was written: the packages asked for do not fit together on {platform}.")
    return locked_lines(output.read_text())


def lock(name: str, extra: str, platforms: tuple[str, ...], constraints: list[Path]) -> None:
    """Write one lock: the first platform's versions bind the others, and all lines are pooled."""
    merged: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for platform in platforms:
            output = Path(scratch, platform)
            output.write_text((ROOT / name).read_text() if (ROOT / name).exists() else "")
            merged |= resolve(extra, platform, constraints, output)
            constraints = [*constraints, output]
    (ROOT / name).write_text("".join(f"{merged[package]}\n" for package in sorted(merged)))
    print(f"{name}: {len(merged)} packages")


def main() -> None:
    """Make the locks; the others take the versions of the build's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest releases that fit")
    if parser.parse_args().upgrade:
        for name, _, _ in LOCKS:
            (ROOT / name).unlink(missing_ok=True)
    constraints: list[Path] = []
    for name, extra, platforms in LOCKS:
        lock(name, extra, platforms, constraints)
        constraints = [*constraints, ROOT / name]


if __name__ == "__main__":
    main()

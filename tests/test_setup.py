"""The files that make the environment say the same thing, and nothing that they should not."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-lab.lock", "requirements-check.lock")
LINE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.]*( --hash=sha256:[0-9a-f]{64})+")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    return dict(line.split(" ")[0].split("==") for line in read(name).splitlines())


def asked_for(*extras: str) -> list[Requirement]:
    extra = PROJECT["project"]["optional-dependencies"]
    listed = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    return [Requirement(text) for text in listed + [text for e in extras for text in extra[e]]]


def unmet(requirements: list[Requirement], lock: dict[str, str]) -> list[str]:
    return [
        str(asked)
        for asked in requirements
        if not asked.specifier.contains(lock.get(canonicalize_name(asked.name), "0.dev0"))
    ]


def imported(folder: str) -> set[str]:
    """Top-level modules that the Python files of a folder import, at any depth."""
    modules = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module.split(".")[0])
    return modules


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_line_is_a_name_a_version_and_hashes(lock):
    assert locked(lock)
    assert [line[:80] for line in read(lock).splitlines() if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_each_package_once_in_order(lock):
    names = [line.split("==")[0] for line in read(lock).splitlines()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml", "pyproject.toml"])
def test_no_address_stands_in_the_files_that_install(name):
    assert re.findall(r"\w+://\S*|--\w*index\S*|--find-links\S*", read(name)) == []


@pytest.mark.parametrize(("lock", "extra"), list(zip(LOCKS, ("test", "lab", "check"), strict=True)))
def test_a_lock_covers_what_the_project_asks_for(lock, extra):
    assert unmet(asked_for(extra), locked(lock)) == []


def test_a_lock_covers_what_its_own_packages_ask_for():
    lock = locked("requirements.lock")
    here = [name for name, version in lock.items() if is_installed(name, version)]
    wanted = [Requirement(text) for name in here for text in metadata.requires(name) or []]
    needed = [asked for asked in wanted if asked.marker is None or asked.marker.evaluate()]
    assert len(here) > 100, "run the tests with `make test`: few of the locked packages are here"
    assert unmet(needed, lock) == []


def is_installed(name: str, version: str) -> bool:
    try:
        return metadata.version(name) == version
    except metadata.PackageNotFoundError:
        return False


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_other_locks_have_the_versions_that_build(lock):
    build, other = locked(LOCKS[0]), locked(lock)
    differing = {name for name in build.keys() & other.keys() if build[name] != other[name]}
    assert differing == set()


def test_a_build_needs_no_jupyterlab():
    slow_to_import = {"jupyterlab", "jupyter-server", "notebook", "rfc3987-syntax"}
    assert slow_to_import & locked("requirements.lock").keys() == set()


@pytest.mark.parametrize(
    ("folder", "extras"), [("src", ("cluster", "lab")), ("tests", ("test", "check"))]
)
def test_what_is_imported_is_asked_for(folder, extras):
    own = {path.stem for path in (ROOT / folder).rglob("*.py")} | {"helpers", "tests"}
    own |= {path.name for path in (ROOT / folder).iterdir() if path.is_dir()}
    foreign = imported(folder) - set(sys.stdlib_module_names) - own
    packages = metadata.packages_distributions()
    names = {canonicalize_name(asked.name) for asked in asked_for(*extras)}
    missing = {
        module
        for module in foreign
        if not {canonicalize_name(package) for package in packages.get(module, [module])} & names
    }
    assert missing == set()


def test_conda_installs_the_lock_and_nothing_else():
    environment = yaml.safe_load(read("environment.yml"))
    *conda, pip = environment["dependencies"]
    assert environment["name"] == "schools-linking"
    assert conda == ["python=3.11", "pip"]
    assert pip == {"pip": ["--only-binary=:all:", "--require-hashes", "-r requirements.lock"]}


def test_conda_and_the_project_agree_on_python():
    python = yaml.safe_load(read("environment.yml"))["dependencies"][0].removeprefix("python=")
    assert PROJECT["project"]["requires-python"] == f">={python},<3.12"


def test_the_citation_has_the_version_of_the_project():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["license"] == "MIT"


@pytest.fixture
def checkout(tmp_path):
    """A folder with what `make` reads, and an environment that is whole."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / ".venv" / "installed").write_text(f"{tmp_path.resolve()}\n")
    (tmp_path / ".venv" / "ready").touch()
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """`make report` in a folder, as if no other make had started these tests."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", *arguments, "report"]
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True)


def plan(folder: Path) -> str:
    """What `make report` would run in a folder."""
    return make(folder, "--dry-run", f"PYTHON={sys.executable}").stdout


def test_a_whole_environment_is_used_as_it_is(checkout):
    assert plan(checkout).splitlines() == [".venv/bin/report build"]


def test_an_interrupted_environment_is_made_again(checkout):
    (checkout / ".venv" / "installed").unlink()
    (checkout / ".venv" / "ready").unlink()
    assert "rm -rf .venv\n" in plan(checkout)
    assert "--require-hashes -r requirements.lock" in plan(checkout)


def test_a_changed_lock_makes_the_environment_again(checkout):
    lock = checkout / "requirements.lock"
    later = (checkout / ".venv" / "installed").stat().st_mtime + 10
    os.utime(lock, (later, later))
    assert "--require-hashes -r requirements.lock" in plan(checkout)


def test_a_changed_project_file_installs_the_project_only(checkout):
    later = (checkout / ".venv" / "ready").stat().st_mtime + 10
    os.utime(checkout / "pyproject.toml", (later, later))
    assert "--no-build-isolation" in plan(checkout)
    assert "--require-hashes" not in plan(checkout)


def test_a_moved_environment_is_made_again(checkout):
    moved = checkout.rename(checkout.with_name("moved"))
    assert "--require-hashes -r requirements.lock" in plan(moved)


def test_without_the_right_python_make_says_so(checkout):
    (checkout / ".venv" / "installed").unlink()
    old = checkout / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make(checkout, f"PYTHON={old}")
    assert done.returncode == 2
    assert f"Python 3.11 is needed, and {old} is not it." in done.stderr
    assert (checkout / ".venv").exists()


def test_continuous_integration_can_be_started():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "\nset -euo pipefail\n" in read(".ci/run")


def test_the_code_is_clean_and_formatted():
    for task in (["check"], ["format", "--check"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *task, "src", "tests", "scripts"],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout

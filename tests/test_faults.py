"""Faults: a build that is killed, hung or starved leaves a whole site and nothing else."""

import ctypes
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from book import notebook, report, small_project

from helpers.project import BOOK, MEMORY

pytestmark = pytest.mark.slow
MOMENTS = int(os.environ.get("FAULT_MOMENTS", "12"))
SETUP = ("code", 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")')
FIGURE = ("code", 'primary.figure_change("1.1", "interest", "Interest")')
SENTENCE = ("markdown", "It is {eval}`primary['interest'].followup`.")
COMMAND = [sys.executable, "-m", "helpers", "build"]


def digest(site: Path) -> str:
    """SHA-256 of every file of a site with its name."""
    total = hashlib.sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        total.update(path.relative_to(site).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def chapter(folder: Path, number: int) -> None:
    """One of two versions of the small project's chapter, which differ in prose and code."""
    words = ("markdown", f"Version {number % 2}.")
    code = ("code", f"version = {number % 2}")
    path = folder / "notebooks/chapter.ipynb"
    notebook(path, ("markdown", "# A chapter"), SETUP, code, FIGURE, words, SENTENCE)


def processes(folder: Path) -> list[str]:
    """Commands of processes that work in or for a folder."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = status.read_bytes().replace(b"\0", b" ").decode()
            where = os.readlink(status.parent / "cwd")
        except OSError:
            continue
        if str(folder) in command or where.startswith(str(folder)):
            found.append(command)
    return found


def leftovers(folder: Path) -> list[str]:
    kept = {"html", "inputs.json", MEMORY.name}
    return [path.name for path in (folder / "book/_build").iterdir() if path.name not in kept]


def gone(folder: Path, seconds: float = 10) -> list[str]:
    """Processes still there after a while; a killed build's kernels end by themselves."""
    end = time.monotonic() + seconds
    while (left := processes(folder)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Digest of the clean site of each of the two versions, and how long a build takes."""
    digests, seconds = [], 0.0
    for number in (0, 1):
        folder = small_project(tmp_path_factory.mktemp(f"clean{number}"))
        chapter(folder, number)
        start = time.monotonic()
        ran = report(folder, "build")
        seconds = time.monotonic() - start
        assert ran.returncode == 0, ran.stderr
        digests.append(digest(folder / BOOK))
    return digests, seconds


@pytest.fixture
def folder(tmp_path, clean):
    folder = small_project(tmp_path)
    chapter(folder, 0)
    assert report(folder, "build").returncode == 0
    assert digest(folder / BOOK) == clean[0][0]
    return folder


def test_a_build_killed_at_any_moment_leaves_a_whole_site(folder, clean):
    digests, seconds = clean
    moments = random.Random(1)
    for number in range(1, MOMENTS + 1):
        chapter(folder, number)
        # A code that was seen before would not be executed again.
        shutil.rmtree(folder / MEMORY / "chapters", ignore_errors=True)
        delay = moments.uniform(0, seconds * 1.1)
        building = subprocess.Popen(
            COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(delay)
        building.send_signal(moments.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        building.wait(30)
        assert digest(folder / BOOK) in digests, f"broken after {delay:.2f} s"
        assert gone(folder) == [], f"processes left after {delay:.2f} s"
        if number % 5 == 0:
            ran = report(folder, "build")
            assert ran.returncode == 0, ran.stderr
            assert digest(folder / BOOK) == digests[number % 2]
            assert leftovers(folder) == []


STEPS = ["reading wave", "chapter: executing", "chapter: executed", "pages: writing HTML"]


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_at_a_step_leaves_a_whole_site(folder, clean, step):
    chapter(folder, 1)
    building = subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert any(step in line for line in building.stderr), step
    building.kill()
    building.communicate(timeout=30)
    assert digest(folder / BOOK) in clean[0] and gone(folder) == []
    assert report(folder, "build").returncode == 0
    assert digest(folder / BOOK) == clean[0][1] and leftovers(folder) == []


def children(pid: int) -> dict[int, str]:
    """Commands of the processes that a process started, by their number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if parent == pid:
            found[int(folder.name)] = command
    return found


def part(building: int, name: str) -> int | None:
    """Number of the press, of the preloaded process or of one of the kernels forked from it."""
    own = children(building)
    here = {pid: command for pid, command in own.items() if ("press" in command) == (name == PRESS)}
    if name == KERNEL:
        here = {pid: command for parent in here for pid, command in children(parent).items()}
    return next(iter(here), None)


PRESS, PRELOADED, KERNEL = "press", "preloaded process", "kernel"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are not listed in /proc")
@pytest.mark.parametrize("name", [PRESS, PRELOADED, KERNEL])
def test_a_process_of_a_build_that_is_killed_leaves_a_whole_site(folder, clean, name):
    chapter(folder, 1)
    building = subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert any("chapter: executing" in line for line in building.stderr)
    end = time.monotonic() + 20
    while (killed := part(building.pid, name)) is None and time.monotonic() < end:
        time.sleep(0.005)
    os.kill(killed, signal.SIGKILL)
    _, said = building.communicate(timeout=60)
    # A press, and a kernel that had not yet begun, are started again.
    assert building.returncode in (0, 1) and "Traceback" not in said, said
    assert building.returncode == 0 or (name != PRESS and "its kernel" in said), said
    assert digest(folder / BOOK) == clean[0][building.returncode == 0]
    assert gone(folder) == [] and leftovers(folder) == []
    assert report(folder, "build").returncode == 0
    assert digest(folder / BOOK) == clean[0][1]


READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && shift && exec "$@"'
APART = ["unshare", "--user", "--map-root-user", "--mount"]


@pytest.mark.parametrize("target", [".", "book/_build", "book/_build/html"])
def test_a_read_only_target_keeps_the_last_book(folder, clean, target):
    if not shutil.which("unshare"):
        pytest.skip("unshare is not here, which makes a folder read-only for root too")
    apart = [*APART, "sh", "-c", READ_ONLY, str(folder / target), "-"]
    if subprocess.run([*apart, "true"], capture_output=True, cwd=folder).returncode:
        pytest.skip("no folder can be made read-only here")
    chapter(folder, 1)
    ran = subprocess.run([*apart, *COMMAND], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 1 and "the last good one stays" in ran.stderr, ran.stderr
    assert "Traceback" not in ran.stderr
    assert digest(folder / BOOK) == clean[0][0]
    assert leftovers(folder) == [] and gone(folder) == []
    assert report(folder, "build").returncode == 0
    assert digest(folder / BOOK) == clean[0][1]


def test_a_cell_that_hangs_or_kills_its_kernel_is_named(folder, clean):
    path = folder / "notebooks/chapter.ipynb"
    notebook(path, ("markdown", "# A chapter"), ("code", "import os; os.kill(os.getpid(), 9)"))
    ran = report(folder, "build")
    assert ran.returncode == 1 and "cell 'cell-1': its kernel died" in ran.stderr
    assert digest(folder / BOOK) == clean[0][0] and leftovers(folder) == []
    assert gone(folder) == []


def interrupt(process: int, thread: str) -> None:
    """Ctrl-C for a process, acted upon by its main thread or arriving in the newest other one."""
    if thread == MAIN:
        os.kill(process, signal.SIGINT)
        return
    newest = max(int(folder.name) for folder in Path(f"/proc/{process}/task").iterdir())
    system = ctypes.CDLL(None, use_errno=True)
    assert system.tgkill(process, newest, signal.SIGINT) == 0, os.strerror(ctypes.get_errno())


MAIN, OTHER = "main thread", "another thread"
# From the first line that a chapter executes: its kernel is yet to start, starts, runs a cell.
INTERRUPTED = [(0, MAIN), (0.2, MAIN), (0.5, MAIN), (0.8, MAIN), (2, MAIN), (2, OTHER)]


@pytest.mark.skipif(sys.platform != "linux", reason="signals to threads and /proc are Linux's")
@pytest.mark.parametrize(("seconds", "thread"), INTERRUPTED)
def test_ctrl_c_says_so_and_leaves_the_last_book(folder, clean, seconds, thread):
    path = folder / "notebooks/chapter.ipynb"
    notebook(path, ("markdown", "# A chapter"), ("code", "import time; time.sleep(100)"))
    building = subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert any("executing" in line for line in building.stderr)
    time.sleep(seconds)
    interrupt(building.pid, thread)
    _, said = building.communicate(timeout=30)
    assert building.returncode == 130 and "Traceback" not in said, said
    assert "stopped" in said
    assert digest(folder / BOOK) == clean[0][0]
    assert gone(folder) == [] and leftovers(folder) == []


def test_two_builds_at_once_give_one_whole_site(folder, clean):
    chapter(folder, 1)
    both = [subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.PIPE, text=True) for _ in "ab"]
    said = [building.communicate(timeout=120)[1] for building in both]
    assert [building.returncode for building in both] == [0, 0], said
    assert digest(folder / BOOK) == clean[0][1]
    assert leftovers(folder) == [] and gone(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_leaves_the_last_book(tmp_path, clean):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        folder = small_project(disk / "project")
        chapter(folder, 0)
        assert report(folder, "build").returncode == 0
        chapter(folder, 1)
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"0" * max(free - 2**18, 0))
        ran = report(folder, "build")
        assert ran.returncode == 1 and "Traceback" not in ran.stderr, ran.stderr
        assert digest(folder / BOOK) == clean[0][0]
        (disk / "filler").unlink()
        assert report(folder, "build").returncode == 0
        assert digest(folder / BOOK) == clean[0][1]
        assert leftovers(folder) == []
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)

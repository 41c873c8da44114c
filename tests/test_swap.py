"""Atomic replacement: the old site or the new one, whole, whatever happens in between."""

import ctypes
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from helpers.building import swap
from helpers.building.swap import exchange, recover, replace, sweep, workspace
from helpers.errors import BuildError

FILES = ("index.html", "pages/one.html", "pages/two.html")
AT_ONCE = pytest.mark.skipif(sys.platform != "linux", reason="exchanges names only on Linux")


def make(folder: Path, version: str) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(version)
    return folder


def version(folder: Path) -> str:
    """The one version that all files of a whole site have."""
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.html")} == set(FILES)
    found = {(folder / name).read_text() for name in FILES}
    assert len(found) == 1
    return found.pop()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=["exchange", "dance"])
def way(request, monkeypatch):
    """Both ways of replacing: in one step, and aside and in where the system cannot do that."""
    if request.param == "dance":
        monkeypatch.setattr(swap, "_exchange_call", lambda: None)
    return request.param


def test_the_new_site_is_there_and_the_old_one_gone(tmp_path, way):
    target = make(tmp_path / "html", "old")
    replace(target, make(tmp_path / "new", "new"))
    assert version(target) == "new"
    assert names(tmp_path) == {"html"}


def test_the_first_site_needs_no_old_one(tmp_path, way):
    replace(tmp_path / "html", make(tmp_path / "new", "new"))
    assert version(tmp_path / "html") == "new"
    assert names(tmp_path) == {"html"}


def test_a_site_that_is_not_there_leaves_the_old_one(tmp_path, way):
    target = make(tmp_path / "html", "old")
    with pytest.raises(BuildError, match="stays as it was"):
        replace(target, tmp_path / "missing")
    assert version(target) == "old"
    assert names(tmp_path) == {"html"}


def test_a_full_disk_leaves_the_old_one(tmp_path, way, monkeypatch):
    target, site = make(tmp_path / "html", "old"), make(tmp_path / "new", "new")

    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuildError, match="No space left"):
        replace(target, site)
    assert version(target) == "old"


def test_a_folder_that_cannot_be_written_leaves_the_old_one(tmp_path, way, monkeypatch):
    target, site = make(tmp_path / "html", "old"), make(tmp_path / "new", "new")

    def refuse(*given, **named):
        ctypes.set_errno(errno.EROFS)
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "rename", refuse)
    if way == "exchange":
        monkeypatch.setattr(swap, "_exchange_call", lambda: refuse)
    with pytest.raises(BuildError, match="Read-only file system"):
        replace(target, site)
    assert version(target) == "old"


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_leaves_the_old_one(tmp_path, way):
    target, site = make(tmp_path / "html", "old"), make(tmp_path / "new", "new")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(BuildError, match="Permission denied"):
            replace(target, site)
    finally:
        tmp_path.chmod(0o755)
    assert version(target) == "old"


def test_a_dance_that_fails_half_way_goes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange_call", lambda: None)
    target, site = make(tmp_path / "html", "old"), make(tmp_path / "new", "new")
    rename = Path.rename

    def fail_for_the_new_one(path, to):
        if path == site:
            raise OSError(errno.EIO, "broken")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail_for_the_new_one)
    with pytest.raises(BuildError, match="broken"):
        replace(target, site)
    assert version(target) == "old"
    assert names(tmp_path) == {"html", "new"}


# --- killed -------------------------------------------------------------------------------

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from helpers.building import swap
target, site, way, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
if way == "dance":
    swap._exchange_call = lambda: None
count = 0
def watch(event, given):
    global count
    if event in ("os.rename", "os.remove", "os.rmdir", "open", "os.listdir", "os.scandir"):
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
exchange = swap.exchange
def watched(one, other):
    watch("os.rename", ())
    done = exchange(one, other)
    watch("os.rename", ())
    return done
swap.exchange = watched
sys.addaudithook(watch)
swap.replace(target, site)
"""


@pytest.mark.parametrize("way", [pytest.param("exchange", marks=AT_ONCE), "dance"])
def test_killed_at_any_step_one_site_is_whole_and_nothing_is_left(tmp_path, way):
    target, seen = tmp_path / "html", set()
    for step in range(1, 200):
        shutil.rmtree(tmp_path)
        make(target, "old")
        with_prefix = make(tmp_path / "staging-x", "new")
        command = [sys.executable, "-c", KILLED_AT, target, with_prefix, way, step]
        status = subprocess.run([str(part) for part in command], timeout=60).returncode
        if way == "exchange":
            version(target)
        recover(target)
        sweep(tmp_path, "staging-")
        seen.add(version(target))
        assert names(tmp_path) == {"html"}
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert status == 0 and seen == {"old", "new"}


REPLACES = """
import sys
from pathlib import Path
from helpers.building.swap import *
sys.path.insert(0, sys.argv[2])
from test_swap import make
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(10**6):
    recover(folder / "html")
    with workspace(folder, "staging-") as stage:
        replace(folder / "html", make(stage / "site", str(number)))
"""


@AT_ONCE
@pytest.mark.parametrize("times", [5, pytest.param(50, marks=pytest.mark.slow)])
def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_cleans(tmp_path, times):
    dice = random.Random(times)
    make(tmp_path / "html", "old")
    for _ in range(times):
        command = [sys.executable, "-c", REPLACES, str(tmp_path), str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(dice.uniform(0, 0.05))
            process.kill()
        version(tmp_path / "html")
        sweep(tmp_path, "staging-")
        assert names(tmp_path) == {"html"}


@AT_ONCE
def test_a_reader_never_finds_no_site_or_half_of_one(tmp_path):
    target, stop, found = make(tmp_path / "html", "0"), threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                # One handle of the folder, so that all is read of the same site.
                handle = os.open(target, os.O_RDONLY)
            except FileNotFoundError:
                found.append("no site")
                continue
            try:
                os.stat(FILES[0], dir_fd=handle)
            except FileNotFoundError:
                # The reader was slow: the site that it holds was replaced and removed.
                if os.stat(handle).st_ino == os.stat(target).st_ino:
                    found.append("half a site")
            os.close(handle)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(100):
        replace(target, make(tmp_path / "new", str(number)))
    stop.set()
    reader.join()
    assert found == []
    assert version(target) == "99"


def test_two_builds_at_once_leave_one_whole_site(tmp_path, way):
    def build(name: str) -> None:
        for number in range(30):
            with workspace(tmp_path, "staging-") as stage:
                replace(tmp_path / "html", make(stage / "site", f"{name}{number}"))

    threads = [threading.Thread(target=build, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert version(tmp_path / "html") in {"a29", "b29"}
    assert names(tmp_path) == {"html"}


def test_recover_puts_back_what_was_set_aside_and_removes_what_was_replaced(tmp_path):
    make(tmp_path / "html.last", "old")
    recover(tmp_path / "html")
    assert version(tmp_path / "html") == "old"
    make(tmp_path / "html.last", "older")
    recover(tmp_path / "html")
    assert version(tmp_path / "html") == "old"
    assert names(tmp_path) == {"html"}


# --- the system's own ways ----------------------------------------------------------------


@AT_ONCE
def test_names_are_exchanged_in_one_step(tmp_path):
    one, other = make(tmp_path / "one", "1"), make(tmp_path / "other", "2")
    assert exchange(one, other)
    assert (version(one), version(other)) == ("2", "1")
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "missing")


class Library:
    """A system library with one function, which exchanges two names in three steps."""

    def __init__(self, name: str | None, number: int = 0):
        self.number, self.flags = number, []
        if name:
            setattr(self, name, self.call)

    def call(self, *given) -> int:
        one, other = (os.fsdecode(part) for part in given if isinstance(part, bytes))
        self.flags.append(given[-1].value)
        if self.number:
            ctypes.set_errno(self.number)
            return -1
        os.rename(one, one + "~")
        os.rename(other, one)
        os.rename(one + "~", other)
        return 0


@pytest.mark.parametrize(
    ("platform", "name"), [("linux", "renameat2"), ("darwin", "renamex_np"), ("linux", None)]
)
def test_each_system_is_asked_in_its_own_way(tmp_path, monkeypatch, platform, name):
    library = Library(name)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda *given, **named: library)
    one, other = make(tmp_path / "one", "1"), make(tmp_path / "other", "2")
    assert exchange(one, other) == bool(name)
    assert version(one) == ("2" if name else "1")
    assert library.flags == ([2] if name else [])


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_exchange_is_danced_with(tmp_path, monkeypatch, number):
    library = Library("renameat2", number)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *given, **named: library)
    target = make(tmp_path / "html", "old")
    replace(target, make(tmp_path / "new", "new"))
    assert version(target) == "new" and library.flags == [2]
    assert names(tmp_path) == {"html"}


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_another_file_system_is_refused(tmp_path):
    with workspace(Path("/dev/shm"), "swap-test-") as folder:
        if folder.stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("this is the same file system")
        target = make(tmp_path / "html", "old")
        with pytest.raises(BuildError, match="cross-device"):
            replace(target, make(folder / "new", "new"))
    assert version(target) == "old"

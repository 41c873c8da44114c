"""What is kept from one build to the next: whole or not at all."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.building.memory import Memory, digest, digests, place


def made(folder: Path, text: str) -> Path:
    (folder / "html/deep").mkdir(parents=True)
    (folder / "doctrees").mkdir()
    for name in ("html/index.html", "html/deep/one.html", "doctrees/one"):
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def memory(tmp_path):
    memory = Memory(tmp_path / "memory")
    memory.keep(made(tmp_path / "made", "first"), {"number": 1})
    return memory


def test_what_was_kept_is_recalled(memory):
    kept = memory.recall()
    assert kept.facts == {"number": 1}
    assert list(kept.part("html")) == ["deep/one.html", "index.html"]
    # printf first | sha256sum
    value = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e"
    assert kept.part("doctrees") == {"one": value}
    assert (kept.folder / "html/index.html").read_text() == "first"


def test_only_the_last_is_kept(memory, tmp_path):
    before = memory.recall().folder
    memory.keep(made(tmp_path / "made", "second"), {"number": 2})
    assert memory.recall().facts == {"number": 2}
    assert not before.exists() and not (tmp_path / "made").exists()
    assert len(list(memory.folder.iterdir())) == 2


def test_nothing_is_recalled_where_nothing_was_kept(tmp_path):
    memory = Memory(tmp_path / "memory")
    assert memory.recall() is None
    memory.tidy()
    assert not memory.folder.exists()


def test_every_changed_bit_is_noticed(memory):
    kept = memory.recall().folder
    for path in [p for p in [*kept.rglob("*"), memory.folder / "current"] if p.is_file()]:
        content = path.read_bytes()
        for position in {0, len(content) // 2, len(content) - 1}:
            changed = bytearray(content)
            changed[position] ^= 1
            path.write_bytes(changed)
            assert memory.recall() is None, (path, position)
        path.write_bytes(content)
        assert memory.recall() is not None


def test_a_file_too_many_or_too_few_is_noticed(memory):
    kept = memory.recall().folder
    (kept / "html/more").write_text("")
    assert memory.recall() is None
    (kept / "html/more").unlink()
    (kept / "html/index.html").unlink()
    assert memory.recall() is None


def test_what_a_killed_build_left_is_removed(memory):
    made(memory.folder / "half", "half")
    (memory.folder / "current.123").write_text("{")
    memory.tidy()
    assert memory.recall().facts == {"number": 1}
    assert len(list(memory.folder.iterdir())) == 2


def test_a_memory_that_cannot_be_written_stays(memory, tmp_path, monkeypatch):
    def full(*given, **named):
        raise OSError("no space")

    monkeypatch.setattr(Path, "rename", full)
    memory.keep(made(tmp_path / "made", "second"), {"number": 2})
    assert memory.recall().facts == {"number": 1}
    assert len(list(memory.folder.iterdir())) == 2


def test_keeping_at_the_same_time_keeps_one(memory, tmp_path):
    def keep(number: int) -> None:
        memory.keep(made(tmp_path / f"made-{number}", str(number)), {"number": number})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keep, range(2, 30)))
    # One may have removed what another had not yet named; the next build then starts afresh.
    kept = memory.recall()
    assert kept is None or kept.facts["number"] >= 2
    memory.keep(made(tmp_path / "made", "last"), {"number": 0})
    assert memory.recall().facts == {"number": 0}
    assert len(list(memory.folder.iterdir())) == 2


def test_a_memory_can_be_moved(memory, tmp_path):
    shutil.copytree(memory.folder, tmp_path / "elsewhere")
    kept = Memory(tmp_path / "elsewhere").recall()
    assert kept.facts == {"number": 1} and kept.folder.parent == tmp_path / "elsewhere"


def test_a_place_is_a_second_name_or_a_copy(tmp_path, monkeypatch):
    path = tmp_path / "one"
    path.write_text("text")
    place(path, tmp_path / "deep/two")
    assert (tmp_path / "deep/two").stat().st_ino == path.stat().st_ino

    def refuse(*given):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    place(path, tmp_path / "three")
    assert (tmp_path / "three").stat().st_ino != path.stat().st_ino
    assert (tmp_path / "three").read_text() == "text"
    with pytest.raises(FileNotFoundError):
        monkeypatch.undo()
        place(tmp_path / "missing", tmp_path / "four")


def test_digests_name_files_by_their_place(tmp_path):
    made(tmp_path, "first")
    assert digests(tmp_path)["html/deep/one.html"] == digest(tmp_path / "doctrees/one")
    assert json.loads(json.dumps(digests(tmp_path))) == digests(tmp_path)
    assert digests(tmp_path / "missing") == {}

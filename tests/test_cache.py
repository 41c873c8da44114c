"""The cache: used only where all that was read is as it was, and never when damaged."""

import os
from dataclasses import replace

import pytest

from helpers.building import cache as module
from helpers.building.cache import Cache
from helpers.building.chapters import Results

OUTPUTS, TEXTS = [[{"output_type": "stream", "text": "x"}]], {"1 x": "é 5%"}
ORIGINS = {"notes": [{"kind": "fact"}], "texts": {"1 x": [0]}, "cells": {"0": []}}
RESULTS = Results(OUTPUTS, TEXTS, {"a.svg": "<svg/>"}, origins=ORIGINS)


def results(*reads: str) -> Results:
    return replace(RESULTS, reads=reads)


def now(**digests):
    return lambda name: digests.get(name, "")


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "chapters")


def test_what_was_kept_comes_back_whole(cache):
    assert cache.find("k", now()) == (None, "its code, parameters, lock or Python are new")
    cache.keep("k", results("a", "b"), now(a="1", b="2"))
    assert cache.find("k", now(a="1", b="2", c="9"))[0] == results("a", "b")


def test_it_tells_whether_there_is_an_entry_at_all(cache):
    assert not cache.holds("k")
    cache.keep("k", results("a"), now(a="1"))
    assert cache.holds("k") and not cache.holds("other")


@pytest.mark.parametrize("later", [now(a="1", b="3"), now(a="1")])
def test_one_changed_read_is_enough(cache, later):
    cache.keep("k", results("a", "b"), now(a="1", b="2"))
    assert cache.find("k", later) == (None, "changed: b")


def test_data_that_goes_back_finds_its_entry_again(cache):
    for state in "123":
        cache.keep("k", results("a"), now(a=state))
    assert all(cache.find("k", now(a=state))[0] for state in "123")
    assert cache.find("k", now(a="4"))[0] is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("5%", "6%"),
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "no entry",
    ],
)
def test_damage_is_refused_and_removed(cache, damage):
    cache.keep("k", results("a"), now(a="1"))
    (entry,) = cache.folder.glob("*/*.json")
    entry.write_text(damage(entry.read_text()))
    assert cache.find("k", now(a="1")) == (None, "its entry was damaged")
    assert not entry.exists()


def test_another_form_is_not_read(cache, monkeypatch):
    monkeypatch.setattr(module, "FORM", 0)
    cache.keep("k", results("a"), now(a="1"))
    monkeypatch.undo()
    assert cache.find("k", now(a="1"))[0] is None


def test_a_code_keeps_few_entries_and_the_newest(cache):
    for state in range(module.KEPT + 3):
        cache.keep("k", results("a"), now(a=str(state)))
        for path in cache.folder.glob("*/*.json"):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 10))
    assert len(list(cache.folder.glob("k/*.json"))) == module.KEPT
    assert cache.find("k", now(a=str(module.KEPT + 2)))[0] is not None
    assert cache.find("k", now(a="0"))[0] is None


def test_all_entries_together_are_bounded(cache, monkeypatch):
    cache.keep("first", results("a"), now(a="1"))
    size = next(cache.folder.glob("*/*.json")).stat().st_size
    monkeypatch.setattr(module, "LIMIT", 2 * size + size // 2)
    for key in ("second", "third", "fourth"):
        cache.keep(key, results("a"), now(a="1"))
    assert len(list(cache.folder.glob("*/*.json"))) == 2


def test_a_failed_write_leaves_no_file(cache, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(module.os, "replace", full)
    with pytest.raises(OSError):
        cache.keep("k", results("a"), now(a="1"))
    assert list(cache.folder.rglob("*.json")) == [] and list(cache.folder.rglob("new-*")) == []

"""Packages: what is installed, held against a lock."""

from importlib import metadata

from book import ROOT

from helpers.workshop.packages import apart, common, installed, pinned


def test_a_lock_names_packages_with_their_versions(tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text(
        "# made\nalpha==1.0 --hash=sha256:00\nRuamel.YAML==0.18 ; python_version > '3'\n    x==2\n"
    )
    assert pinned(lock) == {"alpha": "1.0", "ruamel-yaml": "0.18"}


def test_the_shipped_lock_is_read_whole():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert len(pinned(ROOT / "requirements.lock")) == sum("==" in line for line in lines) > 50


def test_what_differs_is_told():
    lock = {"a": "1", "b": "2", "c": "3"}
    assert apart(lock, {"a": "1", "c": "4", "d": "5"}) == ["b is missing", "c is 4 and not 3"]
    assert apart(lock, lock | {"pip": "25"}) == []


def test_names_are_compared_in_one_spelling():
    assert common("Ruamel.YAML_clib") == "ruamel-yaml-clib"
    assert installed()["pyyaml"] == metadata.version("PyYAML")

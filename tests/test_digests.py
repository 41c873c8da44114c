"""Digests: the same for the same things, another for a change of any."""

from hashlib import sha256

from helpers.digests import digest, file_digest, tree_digest


def test_a_value_has_the_digest_of_its_text():
    assert digest(1, "a") == sha256(b"(1, 'a')").hexdigest()
    assert digest(1, "a") != digest("1", "a")


def test_a_file_that_is_not_there_is_as_an_empty_one(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    assert file_digest(tmp_path / "file") == sha256(b"abc").hexdigest()
    assert file_digest(tmp_path / "none") == sha256(b"").hexdigest()


def test_a_tree_changes_with_names_places_and_bytes_of_its_kind_alone(tmp_path):
    found = [tree_digest(tmp_path, ".py")]

    def changed() -> bool:
        found.append(tree_digest(tmp_path, ".py"))
        return found[-1] not in found[:-1]

    (tmp_path / "a.py").write_text("1")
    assert changed()
    (tmp_path / "notes.txt").write_text("1")
    assert not changed()
    (tmp_path / "a.py").write_text("2")
    assert changed()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert changed()
    (tmp_path / "in").mkdir()
    (tmp_path / "b.py").rename(tmp_path / "in/b.py")
    assert changed()


def test_a_tree_is_the_same_wherever_it_lies(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("1")
    assert tree_digest(tmp_path / "one", ".py") == tree_digest(tmp_path / "two", ".py")

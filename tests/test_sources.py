"""Sources: what a chapter can depend on, each with a digest of its own."""

import json

import pytest
from book import ROOT, notebook, small_project

from helpers.building import sources as module
from helpers.building.chapters import Chapter
from helpers.building.sources import ALWAYS, Sources, modules_of
from helpers.errors import BuildError, InputError

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    return small_project(tmp_path)


def sources(folder) -> Sources:
    return Sources(folder, WAVE, folder / "memory")


def edited(folder, name: str, old: str, new: str) -> set[str]:
    """Names whose digest an edit of a data file changes."""
    before = sources(folder).data
    path = folder / "data" / name
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))
    after = sources(folder).data
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_each_edit_changes_just_what_it_is_about(folder):
    assert edited(folder, "questionnaire.yml", "label: Gender", "label: Sex") == {"item gender"}
    assert edited(folder, "questionnaire.yml", "suppress_below: 30", "suppress_below: 31") == {
        "settings"
    }
    assert edited(folder, f"waves/{WAVE}/wave.yml", "minutes: 40", "minutes: 41") == {"facts"}
    (changed,) = edited(folder, "quotes.yml", "text: ", "text: So ")
    assert changed.startswith("quote ")


def test_a_quotation_without_consent_is_refused_before_anything_is_executed(folder):
    entry = "quotes:\n  said: {text: We met., attribution: A teacher}\n"
    (folder / "data/waves" / WAVE / "quotes.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(InputError, match="the quotation said has no consent"):
        sources(folder).data  # noqa: B018


def test_a_comment_in_the_data_changes_nothing(folder):
    assert edited(folder, "questionnaire.yml", "settings:", "# Words.\nsettings:") == set()


def test_data_seen_before_is_not_read_again(folder, monkeypatch):
    first = sources(folder).data
    monkeypatch.setattr(module, "data_digests", lambda *_: pytest.fail("read again"))
    assert sources(folder).data == first


def test_a_damaged_memory_of_data_is_made_again(folder):
    first = sources(folder).data
    (memo,) = (folder / "memory").glob("*.json")
    memo.write_text("{")
    assert sources(folder).data == first
    assert json.loads(memo.read_text()) == first


def test_bad_data_is_refused_each_time(folder):
    (folder / "data/waves" / WAVE / "baseline.csv").write_text("")
    for _ in range(2):
        with pytest.raises(InputError, match="is empty"):
            assert sources(folder).data


def test_a_file_that_is_read_beside_the_data_has_its_own_digest(folder):
    path = folder / "data/published/2020-21.csv"
    before = sources(folder).digest_of("file data/published/2020-21.csv")
    path.write_text(path.read_text() + "more")
    assert sources(folder).digest_of("file data/published/2020-21.csv") != before


def test_what_is_gone_has_no_digest(folder):
    found = sources(folder)
    assert found.digest_of("column baseline gone") == ""
    assert all(found.digest_of(name) for name in ALWAYS)


def test_modules_are_those_that_code_leads_to(tmp_path):
    cell = ("code", "from helpers.edition import Edition")
    found = modules_of(Chapter.read(notebook(tmp_path / "a.ipynb", cell)))
    assert {"module edition", "module phrases", "module waves", "module figures"} <= set(found)
    assert not {"module build", "module reconstruction", "module inline"} & set(found)
    assert modules_of(Chapter.read(notebook(tmp_path / "b.ipynb", ("code", "x = 1")))) == []


def test_every_notebook_leads_to_modules_that_are_read():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert "module reads" in modules_of(Chapter.read(path)), path.name


def test_a_digest_is_that_of_the_first_look(folder):
    found = sources(folder)
    found.look_at(["module edition"])
    path = folder / "data/published/2020-21.csv"
    before = found.digest_of("file data/published/2020-21.csv")
    found.check()
    path.write_text(path.read_text() + "more")
    assert found.digest_of("file data/published/2020-21.csv") == before
    with pytest.raises(BuildError, match=r"file data/published/2020-21\.csv; build again"):
        found.check()


def test_data_that_changes_while_it_is_read_is_noticed(folder):
    found = sources(folder)
    assert found.data
    survey = folder / "data/waves" / WAVE / "baseline.csv"
    survey.write_text("# A comment.\n" + survey.read_text())
    with pytest.raises(BuildError, match="while the build ran: the data"):
        found.check()

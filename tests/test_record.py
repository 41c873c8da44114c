"""Record: what an export came from decides whether it is made again."""

import pytest
from made_publication import publication

from helpers.exporting.documents import Document
from helpers.exporting.making import Made
from helpers.exporting.record import Record, key_of, present_files, read_record, write_record

PDF = Document("documents/a.pdf", "pdf", "Full report", "PDF", 3)
WORD = Document("documents/a.docx", "word", "Full report", "Word", 4)
FILES = {"index.html": "1", PDF.path: "2", WORD.path: "3", "documents/a.meta": "4"}


@pytest.fixture
def record():
    groups = {"pdf": Made([PDF]), "word": Made([WORD], ["documents/a.meta"])}
    return Record("key", groups, dict(FILES))


def test_all_that_is_as_it_was_made_is_kept(record):
    assert record.kept("key", FILES) == record.groups


def test_another_key_keeps_nothing(record):
    assert record.kept("other", FILES) == {}


@pytest.mark.parametrize("path", [WORD.path, "documents/a.meta"])
def test_a_group_with_a_file_that_changed_or_went_is_not_kept(record, path):
    assert set(record.kept("key", FILES | {path: "other"})) == {"pdf"}
    assert set(record.kept("key", {k: v for k, v in FILES.items() if k != path})) == {"pdf"}


def test_a_record_comes_back_as_it_was_written(record, tmp_path):
    write_record(tmp_path / "new/record.json", record)
    assert read_record(tmp_path / "new/record.json") == record
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["record.json"]


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"form": 0, "groups": {}}', '{"form": 1, "groups": {"pdf": 1}}']
)
def test_a_record_that_cannot_be_read_is_an_empty_one(tmp_path, content):
    (tmp_path / "record.json").write_text(content)
    assert read_record(tmp_path / "record.json") == Record()
    assert read_record(tmp_path / "gone.json") == Record()


def test_the_key_follows_the_site_the_imprint_and_the_lock(tmp_path):
    site = {"a.html": "1", "b.html": "2"}
    first = key_of(tmp_path, site, publication())
    assert key_of(tmp_path, dict(reversed(site.items())), publication()) == first
    assert key_of(tmp_path, site | {"b.html": "3"}, publication()) != first
    assert key_of(tmp_path, site, publication(version="1.1")) != first
    (tmp_path / "requirements.lock").write_text("pypdf==1")
    assert key_of(tmp_path, site, publication()) != first


def test_the_key_follows_the_programs_that_make_documents(tmp_path, monkeypatch):
    from helpers.exporting import record

    (tmp_path / "exporting/templates").mkdir(parents=True)
    monkeypatch.setattr(record, "PACKAGE", tmp_path)
    keys = [key_of(tmp_path, {}, publication())]
    for name in ("pdf.py", "templates/chapter.css", "templates/index.html.j2"):
        (tmp_path / "exporting" / name).write_text("new")
        keys.append(key_of(tmp_path, {}, publication()))
    assert len(set(keys)) == 4


def test_an_edition_that_is_not_there_has_no_files(tmp_path):
    assert present_files(tmp_path / "gone") == {}
    (tmp_path / "a.txt").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert present_files(tmp_path) == {"a.txt": empty}

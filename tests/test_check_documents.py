"""Documents that are there, of another book, or not there."""

from made_report import report
from spoiled import ROOT

from helpers.checking import documents
from helpers.checking.context import Context
from helpers.exporting.export import EDITION, RECORD
from helpers.exporting.record import Record, write_record


def made(root):
    context = Context(root, "2020-21")
    context.__dict__["published"] = report().published
    return context


def test_without_documents_nothing_is_checked_and_that_is_said(tmp_path):
    assert documents.unchecked(made(tmp_path)).startswith("no documents: not checked")
    assert documents.findings(made(tmp_path)) == []


def test_documents_of_an_earlier_book_are_not_checked(tmp_path):
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / EDITION / "documents").mkdir(parents=True)
    for name in ("requirements.lock", "_config.yml", "CITATION.cff"):
        (tmp_path / name).symlink_to(ROOT / name)
    write_record(tmp_path / RECORD, Record(key="another"))
    assert documents.unchecked(made(tmp_path)).startswith("documents of an earlier book")

"""The page of the book that lists the exceptions."""

from helpers import reads
from helpers.checking.checks_page import ChecksPage
from helpers.checking.findings import EXCEPTIONS

ENTRY = """exceptions:
  - {check: prose, page: book/a.md, found: 'a "5" <b>', reason: The law., name: A. Person}
"""


def project(folder, text):
    (folder / "data").mkdir()
    (folder / EXCEPTIONS).write_text(text, encoding="utf-8")
    return folder


def test_every_exception_stands_in_the_table_with_reason_and_name(tmp_path):
    page = ChecksPage(project(tmp_path, ENTRY))
    assert page.n == "1"
    table = page.exceptions("Exceptions").data
    for cell in ("book/a.md", "prose", "a &quot;5&quot; &lt;b&gt;", "The law.", "A. Person"):
        assert f">{cell}<" in table


def test_without_exceptions_the_table_says_so(tmp_path):
    page = ChecksPage(project(tmp_path, "exceptions: []\n"))
    assert page.n == "0" and page.exceptions("Exceptions").data.count(">none<") == 5


def test_the_file_is_noted_as_read(tmp_path):
    reads.forget()
    ChecksPage(project(tmp_path, ENTRY))
    assert f"file {EXCEPTIONS}" in reads.noted()

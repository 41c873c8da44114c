"""Text of a questionnaire, of a quotation and of a survey file: shown as it is, or not at all.

Labels, wordings and a quotation that look like formulas, HTML and MyST come out letter for
letter in every format of an edition. What a respondent wrote, and who it was, comes out in none.
"""

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from book import ROOT, report, small_project
from bs4 import BeautifulSoup
from built_book import built_book
from docx import Document
from made_publication import publication
from pdfminer.high_level import extract_text
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from helpers.exporting.csv_tables import GUARD
from helpers.exporting.documents import stem
from helpers.exporting.missing import Missing
from helpers.exporting.pdf import chromium

pytestmark = pytest.mark.slow

STEM = stem(publication())
WAVE = "data/waves/2020-21"
# Wordings of responses from "5" to "1", each of which something would like to act on.
LABELS = [
    "=1+1",
    "+1 {eval}`1/0`",
    "-1 **bold** $x$",
    "@x <b>bold</b> & co",
    "<script>alert(1)</script>",
]
WORDING = "=2+2 is what <i>they</i> {eval}`2/0` said: `code` [a](http://b.c)"
QUOTED = "@SUM(A1) <b>loud</b> and {eval}`3/0` and **bold** and `code`"
# What stands in a survey file and must not leave it.
OPEN_ANSWER = "XQZ wrote this"
RESPONDENT = "RSPXQZ"
CELLS = [
    ("code", "from helpers.edition import Edition\n\neveryone = Edition(wave)"),
    ("markdown", "Words with {numref}`fig-1-1` and {eval}`everyone.academic_year`."),
    ("code", 'everyone.figure_change("1.1", "interest", "=3+3 <i>title</i> {eval}`4/0`")'),
    ("code", 'everyone.quote("time_pressure")'),
]
LANDING = "# A small book\n\n(documents)=\n## Documents\n\n<!-- report: documents -->\n"


def has_chromium() -> bool:
    try:
        return bool(chromium())
    except Missing:
        return False


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Path:
    """The edition of a project whose texts are hostile."""
    root = small_project(tmp_path_factory.mktemp("project") / "markup", *CELLS)
    for name in ("_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, root / "book" / name, dirs_exist_ok=True)
    (root / "book/index.md").write_text(LANDING, encoding="utf-8")
    spoil_questionnaire(root)
    spoil_quotation(root)
    mark_respondents(root)
    done = report(root, "export", "--draft")
    assert done.returncode == (0 if has_chromium() else 1), done.stdout + done.stderr
    return root / "book/_build/edition"


def spoil_questionnaire(root: Path) -> None:
    path = root / "data/questionnaire.yml"
    text = path.read_text(encoding="utf-8")
    wording = "wording: My pupils are interested in other cultures"
    assert wording in text
    text = text.replace(wording, f"wording: {json.dumps(WORDING)}")
    for point, label in zip("54321", LABELS, strict=True):
        before = re.search(rf'"{point}": {{code: {point}, label: .*?, score: {point}}}', text)
        after = f'"{point}": {{code: {point}, label: {json.dumps(label)}, score: {point}}}'
        text = text.replace(before[0], after, 1)
    path.write_text(text, encoding="utf-8")


def spoil_quotation(root: Path) -> None:
    path = root / "data/quotes.yml"
    text = path.read_text(encoding="utf-8")
    quoted = re.search(r"  time_pressure:\n    text: >-\n(?:      .*\n)+", text)
    path.write_text(
        text.replace(quoted[0], f"  time_pressure:\n    text: {json.dumps(QUOTED)}\n"),
        encoding="utf-8",
    )


def mark_respondents(root: Path) -> None:
    """Give every respondent a name to look for, and some of them an open answer."""
    for path in (root / WAVE).glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        header, rows = lines[start].split(","), [line.split(",") for line in lines[start + 1 :]]
        for row in rows:
            row[0] = RESPONDENT + row[0]
            if "q12_example" in header and row[header.index("q12_example")] == "99":
                row[header.index("q12_example")] = OPEN_ANSWER
        assert path.stem != "end_of_linking" or sum(OPEN_ANSWER in row for row in rows) > 50
        lines[start + 1 :] = [",".join(row) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def squeezed(text: str) -> str:
    """Text without spaces: formats break lines where they will."""
    return re.sub(r"\s", "", text)


def shows_all(text: str, *texts: str) -> bool:
    missing = [each for each in texts if squeezed(each) not in squeezed(text)]
    assert missing == []
    return True


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize(
    "page", ["notebooks/chapter.html", f"documents/chapters/{STEM}-chapter.html"]
)
def test_on_the_page_and_in_the_chapter_by_itself(edition, page):
    main = soup(edition / page).find("main")
    assert shows_all(main.get_text(), WORDING, QUOTED, *LABELS)
    assert shows_all(" ".join(image["alt"] for image in main.find_all("img")), *LABELS)
    acted_on = main.find_all(["script", "b", "i", "strong", "em", "code"])
    assert not [tag for tag in acted_on if tag.get_text() in ("alert(1)", "bold", "they", "code")]
    assert main.select("a[href^='http://b.c']") == []


def test_in_the_drawing(edition):
    drawing = (edition / "_images/fig-1-1.svg").read_text(encoding="utf-8")
    assert "<script" not in drawing and "<b>" not in drawing


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_in_the_workbooks(edition, kind):
    path = edition / f"documents/{STEM}-tables.{kind}"
    book = CalamineWorkbook.from_path(path)
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert set(LABELS) <= set(cells)
    assert shows_all(" ".join(cells), WORDING)
    with zipfile.ZipFile(path) as archive:
        parts = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))
    assert re.search(r"<f[ >]|table:formula|b\.c\"", parts) is None


def test_in_the_csv_files(edition):
    (path,) = (edition / "documents/tables").glob("figure_1_1*.csv")
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    for label in LABELS:
        shown = f"{GUARD}{label}" if label[0] in "=+-@" else label
        assert shown in header, label
    assert not any(cell.startswith(("=", "+", "@")) for row in [header, *rows] for cell in row)


def test_in_the_word_file(edition):
    document = Document(edition / f"documents/{STEM}-report.docx")
    texts = (getattr(element, "text", "") for element in document.element.body.iter())
    assert shows_all("".join(text or "" for text in texts), WORDING, QUOTED, *LABELS)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert set(LABELS) <= cells
    targets = [part.target_ref for part in document.part.rels.values() if part.is_external]
    assert not [target for target in targets if "b.c" in target]


@pytest.mark.skipif(not has_chromium(), reason="Chromium makes the PDF")
def test_in_the_pdf(edition):
    path = edition / f"documents/{STEM}-report.pdf"
    assert shows_all(extract_text(path), WORDING, QUOTED, *LABELS)
    names = PdfReader(path).trailer["/Root"].get("/Names", {})
    assert "/JavaScript" not in names


def test_nothing_of_a_respondent_leaves(edition):
    files = [path for path in edition.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        for part, content in contents(path):
            for secret in (RESPONDENT, OPEN_ANSWER, "XQZ"):
                assert secret not in content, f"{path.relative_to(edition)} {part}: {secret}"
    assert [path for path in files if path.suffix in (".ipynb", ".yml", ".py")] == []


def test_no_respondent_is_named_in_the_whole_book():
    root = built_book()
    names = {
        row.split(",")[0]
        for path in (root / WAVE).glob("*.csv")
        for row in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Z]\d{3},", row)
    }
    assert len(names) > 400
    for path in (root / "book/_build/html").rglob("*"):
        if path.suffix == ".html" or path.name == "searchindex.js":
            shown = soup(path).get_text(" ")
            assert names & set(re.findall(r"\b[A-Z]\d{3}\b", shown.upper())) == set(), path.name


def contents(path: Path):
    """Texts of a file: of the parts that an archive holds, and of a PDF's pages."""
    yield "", path.read_bytes().decode("utf-8", errors="replace")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.read(name).decode("utf-8", errors="replace")
    if path.suffix == ".pdf":
        yield "its pages", extract_text(path)
        yield "its imprint", str(PdfReader(path).metadata)

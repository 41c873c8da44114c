"""Files: the same answers in every format are one and the same; each is told by its content."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from written_files import WRITERS, typed, write_csv, write_sav, write_xlsx

from helpers.errors import InputError
from helpers.project import find_root, wave_names
from helpers.questionnaire import load_questionnaire
from helpers.reading.files import FORMATS, content_of, deliver
from helpers.waves import load_wave

ROOT = find_root(Path(__file__).parent)
(NAME, *_) = wave_names(ROOT)


def csv_rows(path: Path) -> list[list[str]]:
    """Header and cells of a shipped survey file, without its comment lines."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.reader(lines))


@pytest.fixture
def shipped(tmp_path) -> Path:
    """A project with the shipped data."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data")).parent


@pytest.fixture(scope="module")
def expected() -> dict[str, pd.DataFrame]:
    return load_wave(ROOT, NAME).surveys


def redeliver(root: Path, kind: str, write) -> dict[str, pd.DataFrame]:
    """The shipped wave with its files written another way."""
    folder = root / "data/waves" / NAME
    facts = folder / "wave.yml"
    text = facts.read_text()
    for path in folder.glob("*.csv"):
        write(path.with_suffix(f".{kind}"), csv_rows(path), path.stem)
        if kind != "csv":
            path.unlink()
        text = text.replace(f"file: {path.name}", f"file: {path.stem}.{kind}")
    facts.write_text(text)
    return load_wave(root, NAME).surveys


def assert_same(found: dict, expected: dict) -> None:
    assert list(found) == list(expected)
    for survey, frame in expected.items():
        pd.testing.assert_frame_equal(found[survey], frame, check_exact=True)
        assert found[survey].equals(frame)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_answers_in_every_format_give_the_same_frame(shipped, expected, kind):
    def write(path, rows, survey):
        header, *below = rows
        WRITERS[kind](path, [header, *([typed(cell) for cell in row] for row in below)])

    if kind in ("csv", "tsv"):

        def write(path, rows, survey):  # noqa: F811
            WRITERS[kind](path, rows)

    assert_same(redeliver(shipped, kind, write), expected)


def labels_of(survey: str) -> dict[str, dict[float, str]]:
    """What a survey tool calls the codes of each column, from the questionnaire's own labels."""
    questionnaire = load_questionnaire(ROOT, NAME)
    found = {}
    for item in questionnaire.of_survey(survey):
        special = [questionnaire.special[key] for key in (*item.special, "no_answer")]
        answers = [] if item.kind == "multiple" else list(item.scale.responses.values())
        labels = {float(r.code): r.label for r in (*answers, *special)}
        if item.kind == "multiple":
            labels |= {1.0: "Yes", 0.0: "No"}
        if item.kind != "text":
            found |= dict.fromkeys(item.file_columns(survey).values(), labels)
    return found


@pytest.mark.parametrize("kind", ["sav", "zsav", "dta"])
def test_labels_and_missing_codes_of_a_package_change_no_answer(shipped, expected, kind):
    def write(path, rows, survey):
        header, *below = rows
        labels = labels_of(survey)
        about = {"variable_value_labels": labels}
        if kind == "dta":
            # Stata holds labels of whole numbers only.
            about["variable_value_labels"] = {
                name: {int(code): label for code, label in part.items()}
                for name, part in labels.items()
            }
        else:
            about["missing_ranges"] = {name: [{"lo": 97, "hi": 99}] for name in labels}
        WRITERS[kind](path, [header, *([typed(cell) for cell in row] for row in below)], **about)

    assert_same(redeliver(shipped, kind, write), expected)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "ods", "parquet"])
def test_answers_by_their_labels_are_the_same_answers(shipped, expected, kind):
    def write(path, rows, survey):
        header, *below = rows
        labels = labels_of(survey)

        def cell(name, text):
            label = labels.get(name, {}).get(typed(text) if text else None, text)
            return label.upper() + " " if text else None

        if kind == "csv":
            made = [[cell(n, c) or "" for n, c in zip(header, row, strict=True)] for row in below]
        else:
            made = [[cell(n, c) for n, c in zip(header, row, strict=True)] for row in below]
        for row, original in zip(made, below, strict=True):
            for column, name in enumerate(header):
                if name in ("respondent", "q12_example"):
                    row[column] = original[column] or ("" if kind == "csv" else None)
        WRITERS[kind](path, [header, *made])

    assert_same(redeliver(shipped, kind, write), expected)


# --- what a file is --------------------------------------------------------------------------

ROWS = [["respondent", "b1"], ["B1", 3.0], ["B2", None]]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_is_told_by_its_content(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"a.{kind}", ROWS)
    assert content_of(path) == FORMATS[f".{kind}"]


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_is_delivered_alike(tmp_path, kind):
    rows = ROWS if kind not in ("csv", "tsv") else [["respondent", "b1"], ["B1", "3"], ["B2", ""]]
    delivered = deliver(WRITERS[kind](tmp_path / f"a.{kind}", rows), "a")
    assert delivered.names == ["respondent", "b1"]
    assert delivered.format == kind
    assert [column.cells for column in delivered.columns] == [("B1", "B2"), ("3", "")]
    assert [column.kind for column in delivered.columns] == ["text", "number"]
    counted_from_one = kind in ("sav", "zsav", "dta", "parquet")
    assert delivered.rows == ((1, 2) if counted_from_one else (2, 3))


@pytest.mark.parametrize(
    ("named", "written", "todo"),
    [
        ("a.csv", "xlsx", "name it a.xlsx"),
        ("a.csv", "parquet", "name it a.parquet"),
        ("a.xlsx", "ods", "name it a.ods"),
        ("a.xlsx", "xls", "name it a.xls"),
        ("a.sav", "dta", "name it a.dta"),
        ("a.dta", "sav", "name it a.sav"),
        ("a.xls", "csv", "export the survey again, or name it .csv"),
    ],
)
def test_a_file_of_another_format_than_its_name_says_is_refused(tmp_path, named, written, todo):
    path = WRITERS[written](tmp_path / f"b.{written}", ROWS).rename(tmp_path / named)
    with pytest.raises(InputError) as refused:
        deliver(path, named)
    (problem,) = refused.value.problems
    assert problem.found.startswith(f"is named {path.suffix} and is ")
    assert problem.todo == todo


def test_capitals_in_the_extension_do_not_matter(tmp_path):
    assert deliver(write_csv(tmp_path / "a.CSV", [["x"], ["1"]]), "a").rows == (2,)
    assert deliver(write_xlsx(tmp_path / "A.XLSX", [["x"], [1]]), "a").rows == (2,)
    assert deliver(write_sav(tmp_path / "A.SAV", [["x"], [1]]), "a").rows == (1,)


def test_a_csv_file_needs_no_other_library(tmp_path):
    """A build would wait for what SPSS files or workbooks need."""
    path = write_csv(tmp_path / "a.csv", [["x"], ["1"]])
    code = (
        "import sys; from pathlib import Path; from helpers.reading.files import deliver; "
        f"deliver(Path({str(path)!r}), 'a'); "
        "print({'pandas', 'pyreadstat', 'pyarrow', 'python_calamine', 'xlrd'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr

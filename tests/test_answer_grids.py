"""Answers of single respondents in the forms in which they could leak."""

import math

from helpers.checking.answer_grids import Grid, answers, survey_digests
from helpers.digests import file_digest


def test_a_survey_comes_as_delivered_and_as_read(project):
    known = answers(project.root, "first")
    delivered = next(grid for grid in known.grids if grid.shown.endswith("baseline.csv"))
    assert delivered.names == ("year", "phase", "b1", "b2")
    assert delivered.rows[0] == ("3", "1", "2", "5")
    read = [grid for grid in known.grids if grid.shown == "the answers of baseline"]
    assert [grid.rows[0][0] for grid in read] == ["year_3", "Year 3"]
    assert known.counts == {len(grid.rows) for grid in known.grids}


def test_open_answers_are_apart(project):
    known = answers(project.root, "first")
    assert "They thought that we all live on farms" in known.spoken
    grids = [grid for grid in known.grids if grid.shown.endswith("end_of_linking.csv")]
    assert all("farms" not in " ".join(row) for grid in [*grids, *known.grids] for row in grid.rows)


def test_words_that_many_give_are_a_label(project):
    path = project.file("end_of_linking")
    said = "They thought that we all live on farms"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], *[f"E{n},3,1,1,2,4,2,1,1,0,{said}" for n in range(3)]]))
    assert answers(project.root, "first").spoken == frozenset()


def test_identifiers_are_those_that_no_other_word_is(project):
    assert answers(project.root, "first").identifiers == frozenset()  # B1 could be anything
    path = project.file("baseline")
    path.write_text(path.read_text().replace("\nB", "\nR-2001-00"), encoding="utf-8")
    assert "R-2001-001" in answers(project.root, "first").identifiers


def test_a_wave_that_cannot_be_read_is_known_as_delivered(project):
    project.answer("baseline", "B1", "b1", "77")
    shown = {grid.shown for grid in answers(project.root, "first").grids}
    assert "data/waves/first/baseline.csv" in shown and "the answers of baseline" not in shown


def test_how_much_an_answer_tells():
    grid = Grid("x", ("a",), (("1",), ("1",), ("1",), ("2",)))
    assert grid.bits == [{"1": -math.log2(3 / 4), "2": 2.0}]


def test_survey_files_go_by_their_digest(project):
    found = survey_digests(project.root)
    assert found[file_digest(project.file("baseline"))] == "data/waves/first/baseline.csv"
    assert len(found) == 3

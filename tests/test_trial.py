"""Trial: a proposal is read as load_wave would, and what is amiss is told by item."""

from pathlib import Path

from helpers.intake.trial import EMPTY, STRAY, try_out
from helpers.questionnaire import load_questionnaire

QUESTIONNAIRE = load_questionnaire(Path(__file__).parent / "small")
END = """\
respondent,year,phase,fsm,years,e1,e2,e3_1,e3_2,e3_3,e4
E1,3,1,1,2,4,2,1,,0,farms
E2,3,1,1,4,5,,1,,,99
E3,7,2,1,x,6,2,1,0,0,
"""


def amiss(tmp_path, text=END, without=()) -> dict:
    path = tmp_path / "end.csv"
    path.write_text(text)
    trial = try_out(QUESTIONNAIRE, "end_of_linking", path, {"file": "end.csv"}, without)
    assert trial.ids == {"E1", "E2", "E3"}
    return {
        (one.item, one.kind): (one.columns, one.count, one.rows, one.values) for one in trial.amiss
    }


def test_problems_are_told_by_item_and_kind(tmp_path):
    assert amiss(tmp_path) == {
        ("years_teaching", "not a number"): (["years"], 1, [4], ["'x'"]),
        ("interest", "unknown code"): (["e1"], 1, [4], ["'6'"]),
        ("misconceptions", EMPTY): (["e2"], 1, [3], []),
        ("misconceptions", STRAY): (["e2"], 1, [4], ["'2'"]),
        ("resources", EMPTY): (["e3_2", "e3_3"], 3, [2, 3, 3], []),
    }


def test_problems_that_differ_in_a_value_only_are_one(tmp_path):
    path = tmp_path / "end.csv"
    path.write_text(END + END.partition("\n")[2].replace(",x,6,", ",1,1,"))
    trial = try_out(QUESTIONNAIRE, "end_of_linking", path, {"file": "end.csv"}, ())
    (one,) = [one for one in trial.amiss if not one.item]
    assert (one.kind, one.count, one.rows) == ("respondent 'E1' stands also in row 2", 3, [5, 6, 7])


def test_items_that_rest_on_one_left_out_are_left_out_too(tmp_path):
    found = amiss(tmp_path, without={"phase"})
    assert {item for item, _ in found if item in ("misconceptions", "example")} == set()
    assert ("interest", "unknown code") in found

"""Every printed number beside the computed one; shares are found again without the package."""

import csv
import shutil
from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from helpers import reads
from helpers.errors import InputError
from helpers.published import AS_SUM, MET, MISSED
from helpers.reproduction import (
    CONTRADICTED,
    NOT_COMPUTABLE,
    OUTCOMES,
    arithmetic,
    is_day,
    is_published,
    reproduction,
)

ROOT = Path(__file__).parents[1]
WAVE = "2020-21"
PRINT = ROOT / f"data/published/{WAVE}.csv"
QUESTIONS = yaml.safe_load((ROOT / "data/questionnaire.yml").read_text(encoding="utf-8"))
NO_ANSWER = "99"


@pytest.fixture(scope="module")
def numbers():
    return {one.name: one for one in reproduction(ROOT, WAVE)}


def entries() -> list[dict[str, str]]:
    with PRINT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(survey: str) -> list[dict[str, str]]:
    """Rows of a survey file as the standard library reads them."""
    path = ROOT / f"data/waves/{WAVE}/{survey}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def primary(survey: str) -> list[dict[str, str]]:
    return [row for row in answers(survey) if row["phase"] == "1"]


def weights() -> dict[str, Fraction]:
    """Weight of a baseline teacher by year group: as many there as at the end of Linking."""
    here, there = (Counter(r["year"] for r in primary(s)) for s in ("baseline", "end_of_linking"))
    return {year: Fraction(there[year], here[year]) for year in here}


def share(survey: str, column: str, codes: set[str], rows: list[dict[str, str]]) -> int:
    """Whole per cent of those asked who gave one of the codes, a half upwards."""
    of_year = weights() if survey == "baseline" else defaultdict(lambda: Fraction(1))
    asked = [row for row in rows if row[column] not in ("", NO_ANSWER)]
    given = sum(of_year[row["year"]] for row in asked if row[column] in codes)
    total = sum(of_year[row["year"]] for row in asked)
    found = Decimal(int(given * 100 * 10**9 / total)) / 10**9
    return int(found.quantize(Decimal(1), ROUND_HALF_UP))


def test_every_entry_of_the_file_is_there_once(numbers):
    assert list(numbers) == [entry["id"] for entry in entries()]
    lines = PRINT.read_text(encoding="utf-8").splitlines()
    assert all(lines[one.row - 1].startswith(f"{one.name},") for one in numbers.values())


def test_shares_are_those_of_the_survey_files(numbers):
    checked = 0
    for entry in entries():
        item = QUESTIONS["items"].get(entry["item"])
        if entry["statistic"] != "share" or not item or item["scale"] not in ("extent",):
            continue
        responses = QUESTIONS["scales"]["extent"]["responses"]
        codes = {str(responses[key]["code"]) for key in entry["response"].split("+")}
        rows = primary(entry["survey"]) if entry["phase"] == "primary" else answers(entry["survey"])
        expected = share(entry["survey"], item["columns"][entry["survey"]], codes, rows)
        one = numbers[entry["id"]]
        assert one.computed == f"{expected}%", entry
        assert (one.outcome == MET) == (one.printed == one.computed)
        checked += 1
    assert checked > 90


def test_outcomes_are_all_of_them_and_each_is_explained(numbers):
    found = Counter(one.outcome for one in numbers.values())
    assert set(found) <= set(OUTCOMES) and found[MISSED] == 0
    assert found[AS_SUM] == 4 and found[CONTRADICTED] == 3
    assert sum(found.values()) == len(entries()) == 468
    for one in numbers.values():
        assert bool(one.why) == (one.outcome != MET)
        assert bool(one.computed) == (one.outcome != NOT_COMPUTABLE)
        assert all((one.place, one.what, one.printed, one.line))


def test_survey_shares_changes_and_means_are_never_called_not_computable(numbers):
    held = [e["id"] for e in entries() if e["statistic"] in ("share", "change", "mean")]
    assert len(held) > 190
    assert {numbers[name].outcome for name in held} <= {MET, AS_SUM, CONTRADICTED}


@pytest.mark.parametrize(
    ("name", "computed", "outcome"),
    [
        ("ch5.fig5_5.opportunities_mix.end.5", "23%", CONTRADICTED),
        ("es.conf_religion.end.top2", "71%", AS_SUM),
        ("ch2.qual.fieldwork.start", "06/07/2021", CONTRADICTED),
        ("ch2.end.fieldwork.start", "05/07/2021", MET),
        ("ch2.qual.n", "8", MET),
        ("glossary.linking_year", "2020/21", MET),
        ("ch2.end.minutes", "", NOT_COMPUTABLE),
        ("es.opportunities_mix.vs_comparison", "comparison higher", MET),
    ],
)
def test_single_numbers(numbers, name, computed, outcome):
    assert (numbers[name].computed, numbers[name].outcome) == (computed, outcome)


def test_what_a_number_is_of_is_said_in_words(numbers):
    assert numbers["es.interested_other_cultures.end.top2"].what == (
        "interest in other cultures: 5 Very much + 4, share, End of Linking survey, "
        "primary teachers, against Baseline"
    )
    assert numbers["ch1.walsall.decades"].what == "minority growth period, number, Walsall"


@pytest.mark.parametrize(
    ("printed", "day", "same"),
    [
        ("05/07/2021", date(2021, 7, 5), True),
        ("05/07/2021", date(2021, 5, 7), False),
        ("18th August 2021", date(2021, 8, 18), True),
        ("18th August 2021", date(2022, 8, 18), False),
        ("2nd", date(2021, 7, 2), True),
        ("2nd", date(2021, 7, 3), False),
        ("7th July", date(2021, 7, 7), True),
        ("7th July", date(2021, 6, 7), False),
        ("early July", date(2021, 7, 2), False),
    ],
)
def test_a_day_in_print_is_one_as_far_as_it_is_given(printed, day, same):
    assert is_day(printed, day) == same


def test_a_number_without_an_explanation_is_not_met(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / f"data/published/{WAVE}.csv"
    text = path.read_text(encoding="utf-8")
    old = "es.interested_other_cultures.end.top2,ES,Key findings,,linking,primary,end_of_linking,"
    assert text.count(f"{old}interest,share,5+4,75,") == 1
    path.write_text(text.replace(f"{old}interest,share,5+4,75,", f"{old}interest,share,5+4,78,"))
    found = [one for one in reproduction(tmp_path, WAVE) if one.outcome == MISSED]
    assert [(one.printed, one.computed) for one in found] == [("78%", "75%")]


def test_both_files_are_noted_as_read():
    reads.forget()
    reproduction(ROOT, WAVE)
    noted = reads.noted()
    assert {f"file data/published/{WAVE}{end}" for end in (".csv", "-contradictions.yml")} <= set(
        noted
    )
    assert "column end_of_linking interest" in noted


def test_a_wave_without_print_is_told(tmp_path):
    assert is_published(ROOT, WAVE) and not is_published(ROOT, "1999-00")
    with pytest.raises(InputError, match=r"there is no 1999-00\.csv"):
        reproduction(ROOT, "1999-00")


def test_arithmetic_is_on_one_line_and_of_every_list():
    told = arithmetic(ROOT, WAVE)
    assert len(told) == 7 and "ch2.qual.fieldwork.start" in told
    assert not any("\n" in text for text in told.values())

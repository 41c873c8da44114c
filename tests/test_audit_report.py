"""What `report audit` prints, and its exit codes."""

import pytest
from claimed import row, write

from helpers.__main__ import main
from helpers.auditing.audit import audit
from helpers.auditing.audit_report import smaller_base, without_claim
from helpers.auditing.shared_bases import Search
from helpers.errors import InputError

CONTRADICTED = row("helped", "percentage", "38%", count=163, base=422, line=428, about="helped")
SUPPOSED = [
    row("all", "count", "422", parts="some", assumption="there are no others", line=4),
    row("some", "count", "421", line=5),
]


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main(["audit", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_contradiction_is_printed_and_ends_with_1(tmp_path, capsys):
    code, out, _ = run(capsys, write(tmp_path / "brief.csv", CONTRADICTED))
    assert code == 1
    assert out.splitlines()[:7] == [
        "brief: 1 claims, 2 checks",
        "",
        "What cannot be: 1",
        "  line 428: helped: rounded down where rounding gives the next number",
        "    printed: 38% (helped)",
        "    163 of 422 is 38.63%, which rounds to 39%",
        "    38% would be 159 to 162 of 422, or 163 of 424 to 434",
    ]
    assert "    percentages with their count and base: 1, 1" in out.splitlines()


def test_what_rests_on_an_assumption_ends_with_0(tmp_path, capsys):
    code, out, _ = run(capsys, write(tmp_path / "brief.csv", *SUPPOSED))
    assert code == 0
    assert "What cannot be: nothing" in out
    assert "What cannot be if something else holds: 1" in out
    assert "  line 4 and 5: all: the parts add up to another number" in out
    assert "    if there are no others" in out


def test_bases_that_could_be_meant_are_printed(tmp_path, capsys):
    rows = [
        row("part", "percentage", "54%", count=64),
        row("low", "percentage", "33%", base_high=77, weighted="no"),
        row("heavy", "percentage", "33%", base_high=77, weighted="yes"),
        row("word", "statement", "most"),
    ]
    code, out, _ = run(capsys, write(tmp_path / "brief.csv", *rows))
    assert code == 0
    assert "    part: 54% is 64 of 118 or 119" in out
    assert "    low: not 77; 72, 73, 75 or 76" not in out
    assert "    low: not 77; " in out
    assert "because they are weighted: 1" in out
    assert "of which nothing is worked out: 1" in out


def test_a_file_with_problems_ends_with_2_and_no_traceback(tmp_path, capsys):
    rows = [row("a", "share", "1"), row("a", "count", "many")]
    code, out, err = run(capsys, write(tmp_path / "brief.csv", *rows))
    assert code == 2 and out == ""
    assert err.startswith("3 problems in the inputs")
    assert "brief.csv, row 2, column kind: 'share' is not known" in err
    assert "brief.csv, row 3, column id: 'a' is also in row 2" in err
    assert "brief.csv, row 3, column value: 'many' is not a number" in err
    assert run(capsys, tmp_path / "none.csv")[0] == 2


def test_numbers_of_a_text_without_a_claim_are_listed(tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text("In 2021,\n38% (163 of 422) and 38 more\n", encoding="utf-8")
    path = write(tmp_path / "brief.csv", row("a", "percentage", "38%", count=163, line=2))
    found = without_claim(audit(path), text)
    assert [(n.line, n.place, n.number) for n in found] == [(1, 1, "2021"), (2, 3, "422")]
    _, out, _ = run(capsys, path, "--text", text)
    assert out.splitlines()[-2:] == [
        "Without a claim: line 1, number 1: 2021",
        "Without a claim: line 2, number 3: 422",
    ]


def test_a_text_that_cannot_be_read_is_refused(tmp_path):
    made = audit(write(tmp_path / "brief.csv", CONTRADICTED))
    with pytest.raises(InputError, match="there is no such file"):
        without_claim(made, tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes("£5".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8 text"):
        without_claim(made, tmp_path / "latin.txt")


@pytest.mark.parametrize(
    ("fits", "text"),
    [
        ([76], "not 77; 76"),
        ([60, 61, 62, 70, 76], "not 77; 60 to 62, 70 or 76"),
        ([50, 60, 61, 62, 70, 76], "not 77; 60 to 62, 70 or 76, and 1 smaller one"),
        ([3, 50, 60, 61, 62, 70, 76], "not 77; 60 to 62, 70 or 76, and 2 smaller ones"),
    ],
)
def test_the_largest_bases_are_named(fits, text):
    search = Search("g", (), 1, 77)
    search.__dict__["fits"] = fits
    assert smaller_base(search) == text

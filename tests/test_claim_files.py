"""Files of claims: read, and refused with every problem at once."""

import csv
import io

import pytest
from claimed import claims, row, write
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.auditing.audit import Audit
from helpers.auditing.audit_report import lines
from helpers.auditing.claim_files import read_claims
from helpers.auditing.claims import COLUMNS, KINDS
from helpers.auditing.rounding_rules import RULES
from helpers.errors import InputError


def problems(path) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_claims(path)
    return [str(problem) for problem in refused.value.problems]


def text(tmp_path, content: str, encoding="utf-8"):
    path = tmp_path / "claims.csv"
    path.write_bytes(content.encode(encoding))
    return path


def test_only_three_columns_are_needed(tmp_path):
    made = read_claims(text(tmp_path, "value,id,kind\n83%,a,percentage\n\n,,\n"))
    assert [(c.id, c.said, c.row) for c in made.all] == [("a", "83%", 2)]


def test_a_spreadsheets_mark_and_line_ends_are_read(tmp_path):
    made = read_claims(text(tmp_path, 'id,kind,value\r\na,count,"2,445"\r\n', "utf-8-sig"))
    assert made["a"].number.low == 2445


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty; columns are: id, kind, value"),
        ("id,kind,value\n", "has no claims; put one printed figure in each row"),
        ("id;kind;value\na;count;1\n", "row 1: has semicolons between its columns"),
        ("id,kind\na,count\n", "row 1: there is no column 'value'"),
        ("id,kind,value,colour\na,count,1,red\n", "row 1: the column 'colour' is not known"),
        ("id,kind,value,id\na,count,1,b\n", "row 1: the column 'id' is there twice"),
        ("id,kind,value\na,count,1,2\n", "row 2: has more cells than the header"),
        ('id,kind,value\na,count,"1\n', "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_table_of_claims_is_refused(tmp_path, content, said):
    assert any(said in problem for problem in problems(text(tmp_path, content)))


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path):
    assert problems(tmp_path / "none.csv") == [
        "none.csv: there is no such file; name a CSV file of claims"
    ]
    path = text(tmp_path, "id,kind,value\na,amount,£1\n", "latin-1")
    assert problems(path) == ["claims.csv, row 2: is not UTF-8 text; save it as UTF-8"]


FAULTS = [
    (row("", "count", "1"), "row 2, column id: is empty"),
    (row("a;b", "count", "1"), "column id: 'a;b' holds a semicolon"),
    (row("a", "", "1"), "column kind: is empty"),
    (row("a", "share", "1"), "column kind: 'share' is not known; put one of: percentage, count"),
    (row("a", "count", ""), "column value: is empty; put what is printed"),
    (row("a", "count", "many"), "column value: 'many' is not a number"),
    (row("a", "count", "1.5"), "column value: '1.5' is no whole number"),
    (row("a", "percentage", "two-thirds"), "column value: 'two-thirds' is not a number"),
    (row("a", "ratio", "much"), "column value: 'much' is no ratio"),
    (row("a", "fraction", "many", same_as="k"), "column value: 'many' is no fraction"),
    (row("a", "fraction", "half"), "column same_as: is not one id"),
    (row("a", "percentage", "5%", count="a few"), "column count: 'a few' is not a whole number"),
    (row("a", "percentage", "5%", base="-3"), "column base: '-3' is not a whole number"),
    (row("a", "percentage", "5%", base="0"), "column base: is 0"),
    (row("a", "percentage", "5%", base_low=9, base_high=3), "base_low: 9 is more than base_high"),
    (row("a", "percentage", "5%", base_low=9), "column base_high: is empty though base_low is not"),
    (row("a", "percentage", "5%", base=9, base_high=9), "column base: stands beside base_low or"),
    (row("a", "percentage", "5%", base_high=2_000_000), "base_high: is more than 1,000,000"),
    (row("a", "mean", "3.2", scale_low="low"), "column scale_low: 'low' is not a whole number"),
    (row("a", "mean", "3.2", base=9, sd="wide"), "column sd: 'wide' is not a number"),
    (row("a", "mean", "3.2", sd="1.2"), "column sd: stands without a mean and its base"),
    (row("a", "percentage", "5%", rounding="near"), "column rounding: 'near' is not known"),
    (row("a", "percentage", "5%", weighted="x"), "weighted: 'x' is not known; put one of: yes"),
    (row("a", "count", "1", line="twelve"), "column line: 'twelve' is not a whole number"),
    (row("a", "count", "1", parts="nobody"), "column parts: 'nobody' is no id of this file"),
    (row("a", "count", "1", whole="a"), "column whole: 'a' is the claim itself"),
    (row("a", "count", "1", parts="s"), "column parts: 's' has no number"),
    (row("a", "change", "1", from_="k"), "column to: is empty; a change has two ends"),
    (row("a", "order", parts="k"), "column parts: are fewer than two"),
    (row("k", "count", "1"), "column id: 'k' is also in row 3"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "said"), FAULTS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_cell_that_cannot_be_used_is_named(tmp_path, fault, said):
    others = [row("k", "count", "2"), row("s", "statement", "some")]
    rows = [*others[:1], fault, others[1]] if fault["id"] == "k" else [fault, *others]
    said = said.replace("also in row 3", "also in row 2")
    assert any(said in problem for problem in problems(write(tmp_path / "claims.csv", *rows)))


def test_all_problems_are_told_at_once_in_the_order_of_rows(tmp_path):
    rows = [
        fault | {"id": f"{n};" if ";" in fault["id"] else f"id{n}"}
        for n, (fault, _) in enumerate(FAULTS)
    ]
    rows += [row("k", "count", "2"), row("s", "statement", "some")]
    told = problems(write(tmp_path / "claims.csv", *rows))
    places = [int(problem.split("row ")[1].split(",")[0]) for problem in told]
    assert places == sorted(places)
    # The first, the one about itself and the last need their own ids.
    assert len(set(places)) >= len(FAULTS) - 3


def test_a_claim_cannot_be_a_part_of_itself(tmp_path):
    rows = [row("a", "count", "3", parts="b"), row("b", "count", "3", parts="a")]
    told = problems(write(tmp_path / "claims.csv", *rows))
    assert [t.partition(": ")[2] for t in told] == [
        "is a part of itself by way of its parts; take it out of one"
    ] * 2


def test_claims_of_a_group_have_one_base(tmp_path):
    rows = [
        row("a", "percentage", "3%", group="g", base=9),
        row("b", "percentage", "3%", group="g"),
    ]
    (told,) = problems(write(tmp_path / "claims.csv", *rows))
    assert "row 3, column base: the bases are not those of row 2, of the same group" in told


CELLS = st.sampled_from(
    ["", "a", "b", "a;b", "c", "1", "0", "12", "50%", "33.3%", "-4", "twice", "half", "yes", "none",
     "more than 90%", "around 3", "three or four", "£1.4m", "May 2020", "7th July", "1.2", "%", ";"]
)  # fmt: skip
KIND = st.sampled_from([*KINDS, "", "share"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("abcd"), "kind": KIND, "value": CELLS},
        optional=dict.fromkeys(COLUMNS[3:], CELLS) | {"rounding": st.sampled_from(RULES)},
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_no_file_ends_in_a_traceback(tmp_path_factory, rows):
    path = write(tmp_path_factory.mktemp("claims") / "claims.csv", *rows)
    try:
        made = read_claims(path)
    except InputError as refused:
        assert refused.problems
    else:
        assert list(lines(Audit(made)))


VALUES = ["0", "1", "5", "42", "50%", "100%", "33.3%", "-4", "130", "more than 90%", "under 3"]
VALUES += ["at most 5", "around 3", "three or four", "£1.4m", "none", "at least 40%"]
TIES = [
    {},
    {"parts": "a;b"},
    {"whole": "a;b"},
    {"from": "a", "to": "b"},
    {"from": "a;b", "to": "b"},
]
TIES += [{"same_as": "a"}, {"parts": "b", "same_as": "a"}]
SURE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["percentage", "count", "amount", "mean", "total", "ratio"]),
        "value": st.sampled_from(VALUES),
    },
    optional={
        "base": st.sampled_from(["3", "77"]),
        "count": st.sampled_from(["1", "5"]),
        "unit": st.just("%"),
        "rounding": st.sampled_from(RULES),
    },
)


@settings(max_examples=200, deadline=None)
@given(SURE, SURE, st.sampled_from([*KINDS]), st.sampled_from(TIES), SURE)
def test_whatever_can_be_read_can_be_audited(tmp_path_factory, a, b, kind, tie, c):
    words = {"kind": "fraction", "value": "half", "same_as": "a"}
    rows = [row("a", **a), row("b", **b), row("c", **(c | {"kind": kind} | tie)), row("d", **words)]
    try:
        made = claims(tmp_path_factory.mktemp("claims"), *rows)
    except InputError as refused:
        # Only a kind that wants something else of its value or its links is refused here.
        assert {problem.row for problem in refused.problems} <= {2, 3, 4}
    else:
        assert list(lines(Audit(made)))


@given(st.text(alphabet='abc,;"\n\r %1', max_size=60))
def test_no_text_ends_in_a_traceback(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("claims") / "claims.csv"
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(InputError):
        read_claims(path)


def test_the_example_of_the_documentation_says_what_the_page_says(tmp_path):
    from test_claims import open_docs

    example = open_docs().split("```text\n")[1].split("```")[0]
    assert next(csv.reader(io.StringIO(example)))[:3] == ["id", "kind", "value"]
    (finding,) = Audit(read_claims(text(tmp_path, example))).findings
    assert finding.claim.id == "helped" and finding.kind == "rounded down"
    for part in (
        "163 of 422 is 38.63%, which rounds to 39%",
        "159 to 162 of 422, or 163 of 424 to 434",
    ):
        assert part in open_docs()
        assert part in f"{finding.arithmetic} {finding.fits}"

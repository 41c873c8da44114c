"""Bases that give all percentages of a group, against every way to count."""

from itertools import product

import pytest
from claimed import claim, claims, row
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.auditing.shared_bases import against_bases, possible, searches, without_base
from helpers.reconstruction.rounding import Printed, solutions


def net(high, low, both, **cells):
    """A net of two ratings with its parts."""
    return (
        claim("percentage", f"{high}%", id="five", **cells),
        claim("percentage", f"{low}%", id="four", **cells),
        claim("percentage", f"{both}%", id="top", parts="five;four", **cells),
    )


def percent(count, base):
    return (200 * count + base) // (2 * base)


@settings(max_examples=60)
@given(st.integers(1, 40), st.data())
def test_a_base_is_possible_where_some_counts_give_all(base, data):
    whole = data.draw(st.tuples(st.integers(0, 60), st.integers(0, 40)))
    both = sum(whole) + data.draw(st.integers(-2, 2))
    brute = any(
        (percent(a, base), percent(b, base), percent(a + b, base)) == (*whole, both)
        for a, b in product(range(base + 1), repeat=2)
        if a + b <= base
    )
    assert possible(net(*whole, max(both, 0), rounding="half_up"), base) == (brute if both >= 0 else
        possible(net(*whole, 0, rounding="half_up"), base))  # fmt: skip


@given(st.integers(20, 200), st.integers(0, 60), st.integers(0, 40), st.integers(-1, 1))
def test_it_agrees_with_the_search_of_the_reconstruction(base, high, low, off):
    both = max(high + low + off, 0)
    printed = [Printed(frozenset("5"), high), Printed(frozenset("4"), low)]
    printed.append(Printed(frozenset("54"), both))
    found = next(solutions(printed, base), None) is not None
    assert possible(net(high, low, both, rounding="half_up"), base) == found


@given(st.integers(1, 150), st.data())
def test_percentages_that_were_worked_out_fit_their_base(base, data):
    five = data.draw(st.integers(0, base))
    four = data.draw(st.integers(0, base - five))
    shares = [percent(k, base) for k in (five, four, five + four)]
    assert possible(net(*shares), base)


def test_33_per_cent_is_no_share_of_77(tmp_path):
    # 25 of 77 is 32.47%, 26 of 77 is 33.77%.
    made = claims(tmp_path, row("a", "percentage", "33%", base=77))
    ((_, finding),) = against_bases(made, set())
    assert finding.kind == "no count"
    assert finding.arithmetic == "no whole count of 77 is printed as 33%"
    # By hand for the nearest ones: 25 of 76 is 32.89%, 25 of 75 is 33.33%, 26 of 78 is 33.33%.
    assert finding.fits == "bases near it that would: 67, 69, 70, 72, 73, 75, 76 or 78 to 87"


def test_22_and_71_are_93_together_only_below_102(tmp_path):
    # Of 102: 22 (21.57%) and 72 (70.59%) are 94, which is 92.16%. Of 101: 22 (21.78%) and 72
    # (71.29%) are 94, which is 93.07%.
    cells = {"base_high": 102, "group": "training"}
    made = claims(
        tmp_path,
        row("useful", "percentage", "93%", parts="very;fairly", **cells),
        row("very", "percentage", "22%", **cells),
        row("fairly", "percentage", "71%", **cells),
    )
    (search,) = searches(made)
    assert not search.nominal_fits
    assert search.fits[-1] == 101 and 98 not in search.fits
    assert [finding for _, finding in against_bases(made, set())] == [None]


def test_a_group_that_no_base_fits_is_found(tmp_path):
    # Below 10 respondents steps are over 10 points, so 51% and 53% cannot both be shares.
    cells = {"base_low": 2, "base_high": 9, "group": "g"}
    made = claims(
        tmp_path, row("a", "percentage", "51%", **cells), row("b", "percentage", "53%", **cells)
    )
    ((_, finding),) = against_bases(made, set())
    assert finding.kind == "no base"
    assert (
        finding.arithmetic == "no base from 2 to 9 gives all of these together in whole respondents"
    )


def test_a_group_with_one_base_that_does_not_fit_names_others(tmp_path):
    cells = {"base": 102, "group": "g"}
    made = claims(
        tmp_path,
        row("useful", "percentage", "93%", parts="very;fairly", **cells),
        row("very", "percentage", "22%", **cells),
        row("fairly", "percentage", "71%", **cells),
    )
    ((_, finding),) = against_bases(made, set())
    assert finding.arithmetic == "no whole counts of 102 give all of these together"
    assert "99 to 101" in finding.fits


def test_all_answers_together_are_the_whole_base(tmp_path):
    cells = {"base_high": 6, "group": "g"}
    made = claims(
        tmp_path,
        row("yes", "percentage", "67%", **cells),
        row("no", "percentage", "33%", **cells),
        row("all", "total", "100%", parts="yes;no", **cells),
    )
    # A third and two thirds: 1 + 2 of 3, 2 + 4 of 6.
    assert searches(made)[0].fits == [3, 6]


def test_a_count_that_is_known_fixes_its_share(tmp_path):
    made = claims(tmp_path, row("a", "percentage", "50%", count=3, base_low=1, base_high=20))
    assert searches(made)[0].fits == [6]


def test_a_part_beside_others_is_not_more_than_its_whole(tmp_path):
    cells = {"base_high": 3, "base_low": 3, "group": "g"}
    made = claims(
        tmp_path,
        row("a", "percentage", "67%", whole="b", **cells),
        row("b", "percentage", "33%", **cells),
    )
    assert searches(made)[0].fits == []


@pytest.mark.parametrize("cells", [{"weighted": "yes", "base": 3}, {}, {"count": 5}])
def test_without_base_or_with_weights_nothing_is_searched(tmp_path, cells):
    assert searches(claims(tmp_path, row("a", "percentage", "50%", **cells))) == []


def test_a_group_with_a_contradiction_is_not_searched_again(tmp_path):
    made = claims(tmp_path, row("a", "percentage", "33%", base=77))
    assert list(against_bases(made, {"a"})) == []


def test_a_count_without_its_base_has_bases_that_could_be_meant(tmp_path):
    made = claims(tmp_path, row("a", "percentage", "54%", count=64))
    # 64 / 0.545 = 117.4 and 64 / 0.535 = 119.6.
    ((_, bases),) = without_base(made)
    assert list(bases) == [118, 119]

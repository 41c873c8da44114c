"""Recovery: a linear program over everything published gets at no hidden number.

A hidden number is recovered where the interval that is left for it is shorter than the
threshold; where fewer than that many can be in it at all, shorter than those.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from area_project import with_areas
from attack import attacks, recovered
from book import ROOT, report, whole_project
from lxml import html
from published_rows import Published, Row

import helpers.small_areas as small_areas
from helpers.area_edition import AreaEdition

THRESHOLD = 30
EXAMPLE = "2021-22"
CLASSES = ["interest", "misconceptions", "fsm"]


def row(who: str, base: int | None, area: str = "", phase: str = "primary", **shares) -> Row:
    """A row of the interest at the end of Linking; shares in per cent."""
    given = {answer: (float(share), 0.5) for answer, share in shares.items()}
    return Row("2021/22", "end", phase, False, False, "Interest", who, area, base, given,
               complete=bool(shares))  # fmt: skip


def published(*rows: Row, areas=("North", "South", "East")) -> Published:
    return Published(list(rows), {("2021/22", "end", "primary", "North", ""): 60}, {
        "2021/22": set(areas)
    })  # fmt: skip


def found(pages: Published) -> set[tuple[str, str]]:
    return {(each.group, each.answer) for each in recovered(pages, THRESHOLD)}


def test_one_hidden_area_is_what_the_others_leave():
    """Of 80, 60 are in the north and two areas have no one else: 20 are in the south."""
    pages = published(
        row("", 80, yes=50, no=50), row("North", 60, yes=50, no=50), areas=("North", "South")
    )
    assert ("South", "answered") in found(pages)
    [attack] = attacks(pages, THRESHOLD)
    by_name = {(each.group, each.answer): each for each in attack.narrowed()}
    base = by_name["South", "answered"]
    assert (base.low, base.high) == pytest.approx((20, 20))
    # 40 of 80 said yes, and of the 60 in the north 30.
    yes = by_name["South", "yes"]
    assert (yes.low, yes.high) == pytest.approx((10, 10))


def test_two_hidden_areas_that_are_enough_hide_each_other():
    pages = published(row("", 96, yes=50, no=50), row("North", 60, yes=50, no=50))
    assert found(pages) == set()


def test_two_hidden_areas_that_are_too_few_do_not():
    pages = published(row("", 80, yes=50, no=50), row("North", 60, yes=50, no=50))
    assert ("East", "answered") in found(pages)


def test_all_others_beside_an_area_are_as_good_as_the_whole():
    pages = published(
        row("North", 60, yes=50, no=50), row("others", 20, area="North", yes=50, no=50)
    )
    assert ("East", "answered") in found(pages)


def test_a_hidden_phase_is_found_where_both_sets_are_shown():
    both = row("", 102, phase="all", yes=50, no=50), row("", 77, yes=60, no=40)
    assert ("(another phase)", "yes") in found(Published(list(both)))
    assert found(Published(list(both[:1]))) == set()


def shown_of_all(root: Path) -> Published:
    """What the editions of all areas of the small project show in one figure and sentence."""
    pages = Published(areas={"2001/02": {"North", "South", "East side", "West"}})
    for name in sorted(pages.areas["2001/02"]):
        edition = AreaEdition("first", name, root)
        parts = [edition.figure_against("1.1", CLASSES, "Classes").data]
        here, there = (part.respondents("end_of_linking") for part in (edition, edition.others))
        text = "".join(part[part.find("<ul") :] for part in parts if "<ul" in part)
        text = text.replace(":::{dropdown}", "<details>")
        told = f"<p>{here} primary teachers in {name} answered the survey at the end of Linking "
        told += f"in 2001/02. In all other areas with Schools Linking, {there} did.</p>"
        tree = html.fromstring(f"<div>{text}{told}</div>")
        pages.page(tree, root / "figures")
    return pages


def test_editions_with_their_suppression_withstand_the_attack_and_without_it_do_not(
    project, monkeypatch
):
    root = with_areas(project)
    monkeypatch.chdir(root)
    project.answer("end_of_linking", "E91", "area", "1")  # nobody to hide among
    assert recovered(shown_of_all(root), 3) == []

    def only_small(respondents, items, threshold, always=(), published=None):
        few = set(respondents.index[respondents < threshold])
        small = {name: set(i.fewest.index[i.fewest < threshold]) | few for name, i in items.items()}
        return {None: few} | small

    monkeypatch.setattr(small_areas, "settle", only_small)
    assert {each.group for each in recovered(shown_of_all(root), 3)} == {"West"}


def built(folder: Path, wave: str) -> tuple[Path, Path]:
    """The book of a wave and the editions of its areas, built side by side in a folder."""
    for options in (("--wave", wave), ("--all-areas", "--wave", wave)):
        done = report(folder, "build", *options)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "book/_build/html", folder / "book/_build/areas"


@pytest.fixture(scope="module")
def everything(tmp_path_factory) -> Published:
    """All pages of the shipped wave, the example wave, and all editions of areas of both."""
    shipped = whole_project(tmp_path_factory.mktemp("shipped"))
    example = whole_project(tmp_path_factory.mktemp("example"))
    subprocess.run(["git", "init", "-q"], cwd=example, check=True)
    patch = f"data/examples/{EXAMPLE}/questionnaire.patch"
    subprocess.run(["git", "apply", patch], cwd=example, check=True)
    shutil.copytree(example / f"data/examples/{EXAMPLE}", example / f"data/waves/{EXAMPLE}")
    pages = Published()
    for folder, wave in ((shipped, "2020-21"), (example, EXAMPLE)):
        shutil.copy(ROOT / "_toc-area.yml", folder)
        shutil.copy(ROOT / "requirements.lock", folder)
        for site in built(folder, wave):
            pages.site(site)
    return pages


@pytest.mark.slow
def test_no_hidden_number_of_any_wave_or_edition_is_recovered(everything, capsys):
    tried = [each for attack in attacks(everything, THRESHOLD) for each in attack.narrowed()]
    got = [each for each in tried if each.recovered]
    with capsys.disabled():
        print(f"\n{len(tried)} hidden numbers attacked, {len(got)} recovered")
    assert {wave for wave, *_ in (each.where for each in tried)} == {"2020/21", "2021/22"}
    assert {len(areas) for areas in everything.areas.values()} == {19, 25}
    assert got == []


@pytest.mark.slow
def test_the_attack_sees_the_drawings_and_the_small_areas(everything):
    rows = [one for one in everything.rows if one.who and one.shares]
    precise = [off for one in rows for _, off in one.shares.values() if off < 0.5]
    assert len(precise) > 1000  # shares measured in a drawing, from which counts follow
    assert len({one.who for one in rows}) > 5


@pytest.mark.slow
def test_the_attack_finds_an_area_that_is_hidden_alone(everything):
    """As if all areas but the two smallest were shown with what they took part."""
    wave, survey = "2021/22", "end"
    names = sorted(everything.areas[wave])
    told = {(wave, survey, "primary", name, ""): 31 for name in names[1:]}
    total = {(wave, survey, "all", "", ""): 31 * len(names) - 19}
    spoiled = Published(
        [row("", 31 * len(names) - 19, yes=50, no=50)], told | total, {wave: set(names)}
    )
    assert (names[0], "took part") in found(spoiled)

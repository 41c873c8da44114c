"""Making: each group writes its files where the edition wants them and says what they are."""

import zipfile

import pytest
from made_publication import publication
from small_site import small_site

from helpers.exporting.documents import GROUPS
from helpers.exporting.making import MAKERS, Material, make_brief, make_chapters, make_tables, steps
from helpers.exporting.site_pages import read_pages
from helpers.exporting.site_tables import read_tables

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gptables")

STEM = "schools-linking-2020-21"


@pytest.fixture
def material(tmp_path):
    site = small_site(tmp_path)
    pages = read_pages(site)
    return Material(site, pages, read_tables(pages), publication())


def sizes_hold(material, made) -> bool:
    return all((material.site / one.path).stat().st_size == one.size > 0 for one in made.documents)


def test_every_group_can_be_made_and_those_that_take_longest_begin(material):
    assert set(MAKERS) == set(GROUPS)
    assert list(steps(material, ["tables", "pdf"])) == ["pdf", "tables"]


def test_each_page_but_the_first_is_a_chapter_about_its_page(material):
    made = make_chapters(material)
    assert [(one.path, one.title, one.about) for one in made.documents] == [
        (f"documents/chapters/{STEM}-one.html", "1. One & all", "notebooks/one.html"),
        (f"documents/chapters/{STEM}-two.html", "Two", "book/two.html"),
    ]
    assert sizes_hold(material, made) and made.beside == []


def test_tables_come_as_workbooks_and_as_csv_about_their_table(material):
    made = make_tables(material)
    paths = [one.path for one in made.documents if not one.about]
    kinds = ("tables.xlsx", "tables.ods", "tables-csv.zip")
    assert paths == [f"documents/{STEM}-{kind}" for kind in kinds]
    single = {one.about: one.path for one in made.documents if one.about}
    assert set(single) == {table.name for table in material.tables}
    assert single["figure_1_1"] == "documents/tables/figure_1_1.csv"
    assert made.beside == ["documents/tables/csv-metadata.json"]
    assert sizes_hold(material, made)


def test_the_archive_holds_each_csv_and_the_metadata_byte_for_byte(material):
    make_tables(material)
    folder = material.site / "documents/tables"
    with zipfile.ZipFile(material.site / f"documents/{STEM}-tables-csv.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "csv-metadata.json" in held


def test_a_book_without_tables_or_brief_has_no_documents_of_them(material):
    bare = Material(material.site, material.pages, [], material.publication)
    assert make_tables(bare).files == []
    assert make_brief(bare).files == []
    assert not (material.site / "documents").exists()

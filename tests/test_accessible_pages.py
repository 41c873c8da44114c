"""Accessible pages: captions, scopes, frames, order of figures, alternatives, roles."""

import pytest
from extended_book import extended_book, page, written

from helpers.building.memory import digests
from helpers.building.pages import write_site
from helpers.errors import BuildError

TABLE = "| Date | Event |\n|---|---|\n| May | Schools *meet* |\n| June | They write |\n"
TABLES = f"""# Dates & days

{TABLE}
Some prose.

{TABLE}
## A section with one

{TABLE}
### Deeper

```{{table}} A title of its own
:name: titled

|   | Event |
|---|---|
| May | Schools meet |
```
"""
FIGURES = """# Figures

```{figure} pixel.svg
:name: fig-circle
:alt: A circle

What is drawn
```

```{figure} pixel.svg
:alt: Another circle

With a legend

The legend.
```

See {numref}`fig-circle`. [^note] And [*x*](figures.md).

[^note]: A footnote.
"""
BOOKS = "# Books\n\n{cite}`a2020`\n\n```{bibliography}\n```\n"
BIB = "@book{a2020, title={A title}, author={Author, A.}, year={2020}, publisher={P}}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(tmp_path_factory.mktemp("book"), tables=TABLES, figures=FIGURES)


def test_a_table_without_a_title_is_named_after_its_heading(site):
    names = [caption.get_text() for caption in page(site, "tables").select("caption")]
    assert names[:3] == ["Dates & days, table 1", "Dates & days, table 2", "A section with one"]
    assert "A title of its own" in names[3]
    assert len(page(site, "tables").select("caption > .visually-hidden")) == 3


def test_every_table_scrolls_in_a_frame_of_its_name(site):
    tables = page(site, "tables").select("table")
    frames = [table.parent for table in tables]
    assert [(f["role"], f["tabindex"], f["class"]) for f in frames] == [
        ("region", "0", ["table-scroll"])
    ] * 4
    assert frames[0]["aria-label"] == "Dates & days, table 1"
    assert len({frame["aria-label"] for frame in frames}) == 4


def test_headers_say_what_they_head_and_empty_ones_are_none(site):
    first, *_, titled = page(site, "tables").select("table")
    assert [th["scope"] for th in first.select("thead th")] == ["col", "col"]
    assert [th.get_text(strip=True) for th in first.select("tbody th[scope=row]")] == [
        "May",
        "June",
    ]
    assert [cell.name for cell in titled.select("thead tr > *")] == ["td", "th"]
    assert not page(site, "tables").select("th:not([scope])")


def test_only_tables_with_titles_of_their_own_are_numbered(site):
    assert [tag.get_text() for tag in page(site, "tables").select(".caption-number")] == [
        "Table 1 "
    ]


def test_a_caption_stands_before_its_image_and_after_it_where_a_legend_follows(site):
    plain, legend = page(site, "figures").select("figure")
    assert [child.name for child in plain.find_all(recursive=False)] == ["figcaption", "img"]
    assert plain.select_one("figcaption p").get_text().startswith("Figure 1 What is drawn")
    assert [child.name for child in legend.find_all(recursive=False)] == ["img", "figcaption"]
    assert "The legend." in legend.select_one("figcaption").get_text()


@pytest.mark.parametrize(
    "image",
    [
        "![](pixel.svg)",
        "![pixel.svg](pixel.svg)",
        "```{figure} pixel.svg\nA caption\n```",
        "```{image} pixel.svg\n:alt: book/pixel.svg\n```",
    ],
)
def test_an_image_without_a_real_alternative_stops_the_build(tmp_path, image):
    with pytest.raises(BuildError, match=r"bad.md.*pixel.svg has no text alternative"):
        written(tmp_path, bad=f"# Bad\n\n{image}\n")


def test_entries_of_a_bibliography_are_items_of_a_list(tmp_path):
    source = extended_book(tmp_path / "source", books=BOOKS)
    (source / "books.bib").write_text(BIB)
    with (source / "_config.yml").open("a") as config:
        config.write("bibtex_bibfiles: [books.bib]\n")
    made = page(write_site(source, tmp_path / "memory", tmp_path / "site").site, "books")
    assert [tag["role"] for tag in made.select("[role=list] > .citation")] == ["listitem"]
    assert not made.select("[role=doc-biblioentry]")


def test_a_changed_page_has_the_bytes_of_a_clean_build(tmp_path):
    source = extended_book(tmp_path / "source", tables=TABLES, figures=FIGURES)
    write_site(source, tmp_path / "memory", tmp_path / "first")
    (source / "book/tables.md").write_text(TABLES.replace("May", "March"))
    again = write_site(source, tmp_path / "memory", tmp_path / "again")
    clean = write_site(source, tmp_path / "other", tmp_path / "clean")
    assert again.written == ("book/tables",)
    assert digests(again.site) == digests(clean.site)

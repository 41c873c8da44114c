"""Pages of a built site: order, titles, and what is left out."""

import pytest
from small_site import small_site

from helpers.errors import BuildError
from helpers.exporting.site_pages import read_pages, resolve


@pytest.fixture
def site(tmp_path):
    return small_site(tmp_path)


def test_pages_come_in_the_order_of_the_sidebar_with_the_landing_page_first(site):
    pages = read_pages(site)
    assert [page.path for page in pages] == [
        "book/index.html",
        "notebooks/one.html",
        "book/two.html",
    ]
    assert [page.title for page in pages] == ["A report", "1. One & all", "Two"]
    assert [page.part for page in pages] == ["", "", "Reference"]


def test_pages_of_the_theme_itself_are_left_out(site):
    assert not any("genindex" in page.path for page in read_pages(site))


def test_an_article_has_the_words_of_the_page_and_nothing_to_click(site):
    one = read_pages(site)[1].article
    words = one.get_text()
    assert "After Linking 57% trusted others." in words
    assert "#" not in words and "never" not in words and "report: documents" not in str(one)
    assert one.find("script") is None and one.find("svg") is None
    assert len(one.find_all("img")) == 1 and len(one.find_all("table")) == 1


def test_a_comment_for_the_edition_is_no_part_of_a_page(site):
    assert "<!--" not in str(read_pages(site)[0].article)


def test_a_site_whose_entry_is_its_landing_page(site):
    landing = (site / "book/index.html").read_text(encoding="utf-8").replace("../", "")
    (site / "index.html").write_text(landing, encoding="utf-8")
    paths = [page.path for page in read_pages(site)]
    assert paths == ["index.html", "book/index.html", "notebooks/one.html", "book/two.html"]


def test_a_folder_that_is_no_site_is_named(tmp_path):
    with pytest.raises(BuildError, match="has no page index.html; build the book first"):
        read_pages(tmp_path)


def test_a_page_that_the_sidebar_lists_but_is_missing_is_named(site):
    (site / "book/two.html").unlink()
    with pytest.raises(BuildError, match="book/two.html"):
        read_pages(site)


def test_a_page_without_an_article_is_named(site):
    (site / "book/two.html").write_text("<html><body><h1>Two</h1></body></html>")
    with pytest.raises(BuildError, match="book/two.html: has no article with a title"):
        read_pages(site)


def test_a_landing_page_without_a_sidebar_is_named(site):
    (site / "book/index.html").write_text("<article class='bd-article'><h1>x</h1></article>")
    with pytest.raises(BuildError, match="has no sidebar"):
        read_pages(site)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("two.html", ("book/two.html", "")),
        ("../notebooks/one.html#a", ("notebooks/one.html", "a")),
        ("#b%20c", ("book/index.html", "b c")),
        ("", ("book/index.html", "")),
        ("https://example.org/#x", ("", "")),
        ("mailto:a@example.org", ("", "")),
    ],
)
def test_a_link_leads_to_a_path_of_the_site_or_out_of_it(href, target):
    assert resolve("book/index.html", href) == target

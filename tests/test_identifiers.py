"""Identifiers in notebooks, on pages, in quotations and beside survey files."""

import pytest
from spoiled import ROOT, chapter, report_of

from helpers.checking import identifiers
from helpers.checking.context import Context


def found(text="", source=None, page="book/page.md", site=None, root=ROOT):
    context = report_of(**({"one": chapter(("markdown", source))} if source else {}))
    object.__setattr__(context, "root", root)
    context.__dict__["pages"] = {page: text}
    context.__dict__["site"] = site or root / "nothing"
    typed = (identifiers._of_notebooks, identifiers._of_pages, identifiers._of_site)
    published = identifiers.Published(root)
    return [(f.page, f.line, f.found) for of in typed for f in of(context, published)]


@pytest.fixture(autouse=True)
def no_site(monkeypatch):
    monkeypatch.setattr(Context, "site", None)


def test_a_name_on_a_page_is_told_with_its_line():
    said = found("# Page\n\nMrs Khan took part.")
    assert said == [("book/page.md", "3", 'a person\'s name: "Mrs Khan"')]


def test_a_name_in_a_notebook_is_told_with_its_cell():
    (said,) = found(source="Text.\nRing 07700 900123.")
    assert said[:2] == ("notebooks/one.ipynb", "cell cell-0, line 2")


@pytest.mark.parametrize(
    "text",
    [
        "# Page\n\n## Acknowledgements\n\nThanks to Susan Bloggs of Oakfield Academy.",
        "They read *The Lighthouse* by Oliver Bloggs.",
        "As Susan Bloggs (2009) says, it was so.",
        "Susan Raw wrote both evaluations.",
        "The Linking Network and Bradford Council.",
    ],
)
def test_names_of_those_who_wrote_or_helped_may_stand(text):
    assert found(text) == []


def test_addresses_may_stand_nowhere():
    text = "## Acknowledgements\n\nWrite to jo@agency.co.uk.\n\n# More\n\nSusan Bloggs said so."
    assert [line for _, line, _ in found(text)] == ["3", "7"]


def test_a_page_of_references_names_whom_it_likes():
    assert found("Susan Bloggs, Leeds.", page="book/references.md") == []


def test_what_is_only_on_a_built_page_is_found(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "_config.yml").write_text("author: Jo\n", encoding="utf-8")
    page = tmp_path / "notebooks/one.html"
    page.write_text("<p>Mrs&nbsp;Khan, <b>Mrs Khan</b></p><script>a@b.uk</script>", "utf-8")
    said = found(site=tmp_path, root=tmp_path)
    assert said == [("notebooks/one.html", "on the page", 'a person\'s name: "Mrs Khan"')]


def test_authors_of_a_notebook_are_found():
    context = report_of(one=chapter(("markdown", "Text")))
    context.notebooks["notebooks/one.ipynb"].content["metadata"] = {"authors": [{"name": "Jo"}]}
    (said,) = identifiers._of_notebooks(context, identifiers.Published(ROOT))
    assert said.line == "metadata" and "names its authors" in said.found


def test_texts_beside_the_survey_files_are_read(project):
    (project.folder / "interviews.txt").write_text("One.\nAisha was shy.\n", encoding="utf-8")
    (said,) = identifiers._of_folders(Context(project.root, "first"))
    assert (said.page, said.line) == ("data/waves/first/interviews.txt", 2)
    assert "Aisha" not in said.found


def test_a_quotation_is_read_with_its_attribution(project):
    (project.root / "data/quotes.yml").write_text(
        "quotes:\n  one: {text: Gareth was shy., attribution: 'Head, Oakfield Academy', "
        "illustrative: true}\n",
        encoding="utf-8",
    )
    told = [f.found for f in identifiers._of_quotations(Context(project.root, "first"))]
    assert told == [
        "a person's name in the text of the quotation one",
        "a school's name in the attribution of the quotation one",
    ]

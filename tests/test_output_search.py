"""What is published, searched for what belongs to a single respondent."""

import json

import pytest
from spoiled import ROOT

from helpers.checking import output_search
from helpers.checking.context import Context

SITE = "book/_build/html"


@pytest.fixture
def found(project):
    """A function: what is found in files that are written first, by their place."""
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    (project.root / "_config.yml").write_text(config, encoding="utf-8")
    (project.root / "data/quotes.yml").write_text("quotes: {}\n", encoding="utf-8")
    path = project.file("baseline")
    path.write_text(path.read_text().replace("\nB", "\nRESP0"), encoding="utf-8")

    def run(**files):
        for name, content in files.items():
            place = project.root / SITE / name.replace("__", "/").replace("_", ".")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        findings = output_search.findings(Context(project.root, "first"))
        return [(f.page.removeprefix(f"{SITE}/"), f.line, f.found) for f in findings]

    return run


def test_a_clean_page_has_no_finding(found):
    assert found(a_html="<p>Of 6 teachers 64% saw more.</p>") == []


def test_a_finding_says_in_which_file_and_where(found):
    assert found(a_html='<p id="RESP01">Text</p>', x__b_csv="a,RESP02\n") == [
        ("a.html", "attributes and comments", "1 identifier of a respondent"),
        ("x/b.csv", "the file", "1 identifier of a respondent"),
    ]


def test_a_survey_file_is_known_by_its_digest(found, project):
    said = found(table_txt=project.file("comparison").read_bytes())
    assert said[0] == (
        "table.txt",
        "the file",
        "it is the survey file data/waves/first/comparison.csv",
    )


def test_an_author_who_is_not_the_publications_is_found(found):
    page = '<meta name="author" content="{}">'
    assert found(a_html=page.format("The Schools Linking report authors")) == []
    assert found(a_html=page.format("Jo")) == [("a.html", "the file", '"Jo" is named as author')]


def test_what_was_found_is_kept_until_the_data_changes(found, project, monkeypatch):
    first = found(a_html="<p>RESP01</p>")
    looked = []
    look = output_search.Search._look
    monkeypatch.setattr(
        output_search.Search, "_look", lambda s, n, d: looked.append(n) or look(s, n, d)
    )
    assert found() == first and looked == []
    assert len(found(b_html="<p>RESP02</p>")) == 2 and looked == ["b.html"]
    project.edit(project.file("comparison"), "C1,3,1,1,1,3", "C1,3,1,1,1,4")
    assert len(found()) == 2 and looked == ["b.html", "a.html", "b.html"]


def test_a_damaged_memory_is_made_again(found, project):
    first = found(a_html="<p>RESP01</p>")
    for content in ("{", "[]", json.dumps({"key": 1})):
        (project.root / output_search.KEPT).write_text(content, encoding="utf-8")
        assert found() == first


def test_editions_of_areas_are_searched_and_what_is_being_made_is_not(found, project):
    for folder in ("leeds", "staging-1"):
        path = project.root / f"book/_build/areas/{folder}/a.html"
        path.parent.mkdir(parents=True)
        path.write_text("RESP01", encoding="utf-8")
    assert [page for page, *_ in found()] == ["book/_build/areas/leeds/a.html"]


def test_an_open_answer_may_stand_when_it_is_quoted_with_consent(found, project):
    said = "They thought that we all live on farms"
    assert found(a_html=f"<p>{said}</p>") == [("a.html", "the file", "an open answer of a survey")]
    (project.folder / "quotes.yml").write_text(
        f"quotes:\n  farms: {{text: {said}, attribution: A teacher, consent: true, "
        "reviewed_by: The editor, reviewed_on: 2001-06-01}\n",
        encoding="utf-8",
    )
    assert found() == []

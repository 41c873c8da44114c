"""Source folder: what Sphinx reads, with the wave's own words in it."""

from datetime import date

import pytest
import yaml
from book import small_project

from helpers.building.source_folder import DATA_AS_DELIVERED, NO_UPDATES, prepare, substitutions
from helpers.errors import BuildError
from helpers.publication import Publication, read_publication

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    return small_project(tmp_path / "project")


def settings(folder, tmp_path) -> dict:
    prepare(folder, WAVE, tmp_path / "source")
    return yaml.safe_load((tmp_path / "source/_config.yml").read_text())


def imprint(**other) -> Publication:
    given = {"title": "T", "author": "A", "language": "en", "academic_year": "2000/01"}
    given |= {"wave": "w", "version": "1.0", "published": "2000-03-04", "notice": ""}
    return Publication(**(given | {"updates": ()} | other))


def test_pages_contents_and_settings_are_there_and_nothing_that_was_built(folder, tmp_path):
    (folder / "book/_build").mkdir()
    settings(folder, tmp_path)
    made = {p.relative_to(tmp_path / "source").as_posix() for p in tmp_path.rglob("source/*")}
    assert made == {"_config.yml", "_toc.yml", "book", "notebooks"}
    assert (tmp_path / "source/book/index.md").is_file()
    assert not (tmp_path / "source/book/_build").exists()


def test_reconstructed_data_is_announced_on_every_page_as_text(folder, tmp_path):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    path.write_text(path.read_text().replace("of this wave are not", "of <b> & are not"))
    announced = settings(folder, tmp_path)["html"]["announcement"]
    assert "Reconstructed data" in announced and "&lt;b&gt; &amp; are not" in announced


def test_an_example_is_announced_as_one(folder, tmp_path):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    path.write_text(path.read_text().replace("reconstructed: true", "example: true"))
    config = settings(folder, tmp_path)
    box = config["sphinx"]["config"]["myst_substitutions"]["notice"]
    assert config["html"]["announcement"].startswith("<strong>Example data.</strong> The answers")
    assert box.startswith("```{admonition} Example data\n")


def test_delivered_answers_are_not_announced(folder, tmp_path):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    path.write_text(path.read_text().replace("reconstructed: true", "reconstructed: false"))
    (folder / f"data/waves/{WAVE}/about.md").unlink()
    config = settings(folder, tmp_path)
    assert "announcement" not in config["html"]
    assert config["sphinx"]["config"]["myst_substitutions"]["notice"] == ""
    assert (tmp_path / "source/book/about-the-data.md").read_text() == DATA_AS_DELIVERED


def test_pages_can_say_what_the_edition_is(folder):
    said = substitutions(read_publication(folder, WAVE))
    assert set(said) == {"academic_year", "version", "published", "updates", "notice"}
    assert said["academic_year"] == "2020/21" and said["notice"].startswith("```{admonition}")


def test_days_and_updates_read_as_words():
    updates = (("2000-03-04", "Figure 6.1 was revised."), ("2000-03-01", "First published."))
    said = substitutions(imprint(updates=updates))
    assert said["published"] == "4 March 2000"
    assert said["updates"] == (
        "- **4 March 2000:** Figure 6.1 was revised.\n- **1 March 2000:** First published."
    )


def test_a_draft_says_that_it_is_not_published():
    said = substitutions(imprint(published="", version="draft"))
    assert (said["published"], said["updates"]) == ("not yet", NO_UPDATES)
    assert date.today().isoformat() not in str(said)


def test_a_chapter_that_is_left_out_is_neither_in_the_contents_nor_linked(folder, tmp_path):
    page = folder / "book/index.md"
    page.write_text("# A book\n\nSee [that](../notebooks/chapter.ipynb) and [this](index.md).\n")
    prepare(folder, WAVE, tmp_path / "source", {"notebooks/chapter"})
    contents = yaml.safe_load((tmp_path / "source/_toc.yml").read_text())
    assert contents == {"format": "jb-book", "root": "book/index", "chapters": []}
    assert "See that and [this](index.md)." in (tmp_path / "source/book/index.md").read_text()


def test_contents_with_every_chapter_are_as_they_were_written(folder, tmp_path):
    prepare(folder, WAVE, tmp_path / "source")
    assert (tmp_path / "source/_toc.yml").read_text() == (folder / "_toc.yml").read_text()


def test_a_page_has_the_passages_that_are_of_the_wave(folder, tmp_path):
    marks = "<!-- {0} -->\n{1}.\n<!-- end of {0} -->\n"
    text = "# A book\n\n" + marks.format("needs-comparison", "Two groups")
    (folder / "book/index.md").write_text(text + marks.format("lacks-comparison", "One group"))
    prepare(folder, WAVE, tmp_path / "source")
    assert (tmp_path / "source/book/index.md").read_text() == "# A book\n\nTwo groups.\n"


def test_a_passage_that_names_nothing_is_refused(folder, tmp_path):
    text = "<!-- needs-comparsion -->\nOne.\n<!-- end of needs-comparsion -->\n"
    (folder / "book/index.md").write_text(text)
    with pytest.raises(BuildError, match=r"book/index\.md: has the tag 'needs-comparsion'"):
        prepare(folder, WAVE, tmp_path / "source")

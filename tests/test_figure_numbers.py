"""Figure numbers: those of the labels, in captions and in references, whatever is left out."""

import pytest
from extended_book import extended_book, page

from helpers.building.figure_numbers import labelled
from helpers.building.memory import digests
from helpers.building.pages import write_site


def figure(label: str, title: str) -> str:
    return f"```{{figure}} pixel.svg\n:name: {label}\n:alt: A dot\n\n{title}\n```\n"


FIRST = f"# First\n\n{figure('fig-1-2', 'Two')}\n{figure('fig-1-4', 'Four')}\n"
SECOND = f"# Second\n\nSee {{numref}}`fig-1-4`.\n\n{figure('map', 'A map')}\n"


@pytest.fixture
def source(tmp_path):
    folder = extended_book(tmp_path / "source", first=FIRST, second=SECOND)
    toc = folder / "_toc.yml"
    listed = toc.read_text().replace("chapters:", "parts:\n- numbered: true\n  chapters:")
    toc.write_text(listed.replace("  - file", "    - file"))
    return folder


def captions(site, name: str) -> list[str]:
    return [tag.get_text() for tag in page(site, name).select("figcaption .caption-number")]


def test_a_label_tells_the_number_and_other_figures_are_counted(source, tmp_path):
    site = write_site(source, tmp_path / "memory", tmp_path / "site").site
    assert captions(site, "first") == ["Figure 1.2 ", "Figure 1.4 "]
    assert captions(site, "second") == ["Figure 2.1 "]
    assert (
        page(site, "second").select_one("a[href='first.html#fig-1-4']").get_text() == "Figure 1.4"
    )


def test_a_sentence_is_still_written_alone(source, tmp_path):
    memory = tmp_path / "memory"
    write_site(source, memory, tmp_path / "one")
    path = source / "book/second.md"
    path.write_text(path.read_text().replace("See", "Look at"))
    again = write_site(source, memory, tmp_path / "two")
    assert again.written == ("book/second",)
    clean = write_site(source, tmp_path / "other", tmp_path / "three")
    assert digests(again.site) == digests(clean.site)


def test_only_figures_are_numbered_by_labels():
    counted = {"a": {"figure": {"fig-2-5": (1, 1), "map": (1, 2)}, "table": {"fig-3-1": (1, 1)}}}
    assert labelled(counted) == {
        "a": {"figure": {"fig-2-5": (2, 5), "map": (1, 2)}, "table": {"fig-3-1": (1, 1)}}
    }

"""Publication: an edition's imprint from its files, or every reason why not."""

import pytest
from book import small_project

from helpers.errors import InputError
from helpers.publication import read_publication

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    return small_project(tmp_path)


def edition(folder, text: str) -> None:
    (folder / f"data/waves/{WAVE}/edition.yml").write_text(text)


def test_the_imprint_is_of_the_book_the_wave_and_the_edition(folder):
    edition(
        folder,
        'version: "1.2"\npublished: 2000-03-04\nupdates:\n'
        "  - {date: 2000-03-01, what: First.}\n  - {date: 2000-03-04, what: Second.}\n",
    )
    made = read_publication(folder, WAVE)
    assert (made.title, made.academic_year) == ("Schools Linking evaluation", "2020/21")
    assert (made.version, made.published, made.language) == ("1.2", "2000-03-04", "en")
    assert made.updates == (("2000-03-04", "Second."), ("2000-03-01", "First."))
    assert "reconstructed" in made.notice and "\n" not in made.notice


def test_a_wave_without_an_edition_is_a_draft(folder):
    (folder / f"data/waves/{WAVE}/edition.yml").unlink(missing_ok=True)
    made = read_publication(folder, WAVE)
    assert (made.version, made.published, made.updates) == ("draft", "", ())


def test_answers_as_delivered_need_no_notice(folder):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    path.write_text(path.read_text().replace("reconstructed: true", "reconstructed: false"))
    made = read_publication(folder, WAVE)
    assert (made.notice, made.warning) == ("", "")


def test_an_example_says_so_and_needs_no_other_word(folder):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    reconstructed = read_publication(folder, WAVE)
    path.write_text(path.read_text().replace("reconstructed: true", "example: true"))
    example = read_publication(folder, WAVE)
    assert (reconstructed.is_example, reconstructed.heading) == (False, "Reconstructed data")
    assert (example.is_example, example.heading) == (True, "Example data")
    assert example.notice == reconstructed.notice != ""
    assert example.warning.startswith(
        "Example data: the numbers come from answers that were made up"
    )
    assert reconstructed.warning.endswith("nothing here is a finding about Schools Linking.")
    assert "answers that were reconstructed from published figures." in reconstructed.warning


def test_every_fault_is_told_at_once(folder):
    edition(folder, "version: 1.0\npublished: soon\nupdates:\n  - {date: 2000-03-01}\nname: x\n")
    with pytest.raises(InputError) as error:
        read_publication(folder, WAVE)
    said = "\n".join(map(str, error.value.problems))
    assert len(error.value.problems) == 4
    for words in ("unknown key 'name'", "no text", "'soon'", "the update"):
        assert words in said


@pytest.mark.parametrize("missing", ["version", "published", "updates"])
def test_what_is_missing_is_named(folder, missing):
    entries = {"version": '"1.0"', "published": "2000-03-04", "updates": "[]"}
    edition(folder, "".join(f"{k}: {v}\n" for k, v in entries.items() if k != missing))
    with pytest.raises(InputError, match=f"no '{missing}'"):
        read_publication(folder, WAVE)

"""The project's parts: found without reading data, and in agreement with the contents."""

import pytest
from book import notebook, small_project

from helpers import project
from helpers.errors import InputError


def test_the_contents_and_the_folder_must_agree(tmp_path):
    folder = small_project(tmp_path)
    notebook(folder / "notebooks/forgotten.ipynb")
    notebook(folder / "notebooks/.~saved-just-now.ipynb")
    (folder / "notebooks/chapter.ipynb").unlink()
    with pytest.raises(InputError) as caught:
        project.chapter_notebooks(folder)
    assert "names notebooks/chapter.ipynb, which is not there" in str(caught.value)
    assert "notebooks/forgotten.ipynb: is in no table of contents" in str(caught.value)
    assert "just-now" not in str(caught.value)


def test_contents_are_read_to_any_depth():
    toc = {
        "root": "a",
        "parts": [
            {"chapters": [{"file": "b", "sections": [{"file": "c"}]}]},
            {"numbered": 2, "chapters": [{"file": "d"}]},
        ],
    }
    assert list(project._toc_files(toc)) == ["a", "b", "c", "d"]


def test_the_root_is_found_upwards(tmp_path):
    folder = small_project(tmp_path)
    assert project.find_root(folder / "book/_static") == folder.resolve()
    with pytest.raises(InputError, match="is not inside a report project"):
        project.find_root(tmp_path.parent)


def test_the_newest_wave_is_taken_and_a_misspelt_one_refused(tmp_path):
    for name in ("2001-02", "2002-03"):
        (tmp_path / "data/waves" / name).mkdir(parents=True)
        (tmp_path / "data/waves" / name / "wave.yml").write_text("wave: x")
    (tmp_path / "data/waves/notes").mkdir()
    assert project.known_wave(tmp_path) == "2002-03"
    assert project.known_wave(tmp_path, "2001-02") == "2001-02"
    for name in ("2003-04", "../2001-02", "notes"):
        with pytest.raises(InputError, match="waves are: 2001-02, 2002-03"):
            project.known_wave(tmp_path, name)


def test_a_project_without_a_wave_says_so(tmp_path):
    with pytest.raises(InputError, match="data/waves: holds no wave"):
        project.known_wave(tmp_path)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("bradford", "bradford"),
        ("area_07", "area-07"),
        ("Figure 6.1", "figure-6-1"),
        ("a/../b", "a-b"),
        ("../Über / Schools & co.", "ber-schools-co"),
    ],
)
def test_words_as_a_files_name_can_leave_no_folder(words, name):
    assert project.slug(words) == name


def test_data_files_are_what_waves_share_and_what_a_wave_has(tmp_path):
    for name in ("questionnaire.yml", "waves/a/wave.yml", "waves/a/in/x.sav", "waves/b/wave.yml"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [p.relative_to(tmp_path / "data").as_posix() for p in project.data_files(tmp_path, "a")]
    assert found == ["questionnaire.yml", "waves/a/in/x.sav", "waves/a/wave.yml"]

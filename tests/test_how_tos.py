"""How-tos: a message about a file leads to the page that explains it."""

from pathlib import Path

import pytest

from helpers.commands.how_tos import PAGES, how_tos
from helpers.project import find_root

ROOT = find_root(Path(__file__).parent)


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("data/questionnaire.yml, line 3: item 'a' has no scale", ["docs/questionnaire.md"]),
        ("data/waves/a/wave.yml: has no 'notice'", ["docs/new-wave.md"]),
        ("data/waves/a/end.csv, row 3, column q1: holds '9'", ["docs/survey-files.md"]),
        ("data/waves/a/edition.yml: has no 'title'", ["docs/publish.md"]),
        ("notebooks/change.ipynb, cell 'x': took over 120 seconds", ["docs/writing.md"]),
        ("notebooks/areas/delivery.ipynb, cell 'x': KeyError", ["docs/areas.md"]),
        ("data/questionnaire.yml: no area; say which (docs/questionnaire.md)", []),
        ("data/waves/a/end.csv: 1\ndata/waves/a/end.csv: 2", ["docs/survey-files.md"]),
        ("the disk is full", []),
    ],
)
def test_a_message_leads_to_the_page_of_the_file_that_it_names(said, pages):
    assert how_tos(said) == pages


def test_every_page_is_there():
    assert [page for _, page in PAGES if not (ROOT / page).is_file()] == []

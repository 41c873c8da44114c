"""Documents: file names that people can read."""

import pytest
from made_publication import publication

from helpers.exporting.documents import file_name


@pytest.mark.parametrize("title", ["Schools Linking evaluation", "Schools Linking: Report"])
def test_a_file_name_has_the_programme_the_wave_and_what_it_is(title):
    imprint = publication(title=title, wave="2020-21")
    assert file_name(imprint, "report", "pdf") == "schools-linking-2020-21-report.pdf"


def test_a_title_that_is_only_its_kind_stays():
    assert file_name(publication(title="Report", wave="w"), "brief", "pdf") == "report-w-brief.pdf"

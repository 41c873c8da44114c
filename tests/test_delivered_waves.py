"""Survey files of a wave as they came."""

import pytest

from helpers.delivered_waves import delivered_surveys
from helpers.errors import InputError


def test_every_column_comes_those_that_are_ignored_too(project):
    path = project.file("baseline")
    lines = path.read_text(encoding="utf-8").splitlines()
    made = [lines[0], lines[1] + ",email", *(f"{line},x@y.uk" for line in lines[2:] if line)]
    path.write_text("\n".join(made) + "\n", encoding="utf-8")
    project.edit(project.facts, "file: baseline.csv", "file: baseline.csv\n    ignore: [email]")
    found = delivered_surveys(project.root, "first")
    assert list(found) == ["baseline", "end_of_linking", "comparison"]
    assert found["baseline"].names[-1] == "email"
    assert set(found["baseline"].column("email").cells) == {"x@y.uk"}
    assert found["baseline"].shown == "data/waves/first/baseline.csv"


def test_a_file_that_is_not_there_is_told(project):
    project.file("comparison").unlink()
    with pytest.raises(InputError, match=r"comparison\.csv: there is no such file"):
        delivered_surveys(project.root, "first")


def test_how_a_file_is_read_must_be_understood(project):
    project.edit(project.facts, "file: baseline.csv", "file: baseline.csv\n    decimal: x")
    with pytest.raises(InputError, match="has the decimal 'x'"):
        delivered_surveys(project.root, "first")

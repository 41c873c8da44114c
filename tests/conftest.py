"""Shared fixtures: a small project to read and spoil, items and samples, and R's results.

The small project lies in tests/small: eight items, one wave called "first", three survey
files of six to eight respondents. Its thresholds are small too: bases under 5 are flagged
and those under 3 suppressed.
"""

import json
import signal
from pathlib import Path
from shutil import copytree

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from helpers.declared import declared
from helpers.questionnaire import Item, Response, Scale, load_questionnaire
from helpers.samples import Sample

SMALL = Path(__file__).parent / "small"
REFERENCE = Path(__file__).parents[2] / "shared/reference/r"
OWN_REFERENCE = Path(__file__).parent / "reference"

# A test gives the same verdict on a slow or busy machine, and each time that it runs.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("steady")

# A shell has what it starts in the background ignore Ctrl-C, and builds that tests start inherit
# that; tests of Ctrl-C need a build that hears of it, whoever started the tests.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Project:
    """A copy of the small project that a test may spoil; `wave` is the name of its wave."""

    wave = "first"

    def __init__(self, root: Path):
        self.root = root
        self.questionnaire = root / "data/questionnaire.yml"
        self.folder = root / "data/waves" / self.wave
        self.facts = self.folder / "wave.yml"

    def file(self, survey: str) -> Path:
        """Path of a survey's file."""
        return self.folder / f"{survey}.csv"

    def edit(self, path: Path, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which must stand in the file exactly once."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def answer(self, survey: str, respondent: str, column: str, cell: str) -> None:
        """Put one cell into a survey's file."""
        path = self.file(survey)
        comment = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        frame = pd.read_csv(path, comment="#", dtype=str, keep_default_na=False)
        assert respondent in set(frame["respondent"])
        frame.loc[frame["respondent"] == respondent, column] = cell
        path.write_text(comment + frame.to_csv(index=False), encoding="utf-8")


@pytest.fixture
def project(tmp_path) -> Project:
    """A copy of the small project in a folder of its own."""
    return Project(copytree(SMALL, tmp_path / "project"))


@pytest.fixture(scope="session")
def questionnaire():
    """The small project's questionnaire, for reading only."""
    return load_questionnaire(SMALL)


@pytest.fixture(scope="session")
def five_point() -> Item:
    """An ordinal item "y" with the responses "1" to "5"; 4 and 5 are its headline."""
    responses = {str(n): Response(str(n), n, str(n), score=float(n)) for n in range(5, 0, -1)}
    scale = Scale("five", "ordinal", responses)
    special = ("dont_know", "prefer_not_to_say")
    return Item("y", "How much?", "Y", scale, {"any": "y"}, "y", ("5", "4"), special)


@pytest.fixture(scope="session")
def make_sample():
    """A function: Sample from a list of answers to the item "y" (or a frame of answers).

    Whole numbers stand for responses (4 is "4") and None for someone not asked. Without
    `weights` all weigh 1; `strata`, `clusters` and `nested` are as `declared` takes them.
    """

    def make(answers, weights=None, survey="any", level=0.95, interval="logit", **sampled):
        if not isinstance(answers, pd.DataFrame):
            keys = [str(a) if isinstance(a, (int, np.integer)) else a for a in answers]
            answers = pd.DataFrame({"y": pd.Series(keys, dtype="object")})
        weights = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=float)
        weights = pd.Series(weights, index=answers.index)
        given = any(labels is not None for labels in sampled.values())
        design = declared(weights, **sampled) if given else None
        return Sample("first", survey, "all", answers, weights, level, design, interval)

    return make


class Reference:
    """One of R's data sets with R's own results; its README says what each field is."""

    def __init__(self, name: str):
        self.frame = pd.read_csv(REFERENCE / f"{name}.csv")
        self.results = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))

    def group(self, number: int) -> pd.DataFrame:
        """The respondents of group 0 or 1."""
        return self.frame[self.frame["group"] == number]


@pytest.fixture(scope="session", params=["d1_small60", "d2_report220", "d3_extremew900"])
def reference(request) -> Reference:
    """Each of R's data sets in turn; skipped where the reference folder is not at hand."""
    if not REFERENCE.is_dir():
        pytest.skip("R's reference results are not beside the project (shared/reference/r)")
    return Reference(request.param)


class Designs:
    """R's results for one design of strata and clusters, and samples that have that design."""

    def __init__(self, kind: str, make_sample):
        self.kind, self._make = kind, make_sample
        self.frame = pd.read_csv(OWN_REFERENCE / "designs.csv")
        results = json.loads((OWN_REFERENCE / "designs.json").read_text(encoding="utf-8"))
        self.results, self.midranks = results[kind], results["midrank_score"]

    def sample(self, rows=None, among=None, **options) -> Sample:
        """Some rows as a whole survey; those not `among` (a mask of all rows) not asked."""
        frame = self.frame if rows is None else self.frame[rows]
        asked = frame["y"].notna() if among is None else frame["y"].notna() & among
        answers = [int(y) if known else None for y, known in zip(frame["y"], asked, strict=True)]
        strata = frame["stratum"].tolist() if "strata" in self.kind else None
        clusters = frame["cluster"].tolist() if "clusters" in self.kind else None
        sampled = {"strata": strata, "clusters": clusters}
        return self._make(answers, frame["w"].to_numpy(), nested=True, **sampled, **options)

    def groups(self) -> tuple[Sample, Sample]:
        """Group 1 and group 0 as two surveys."""
        return self.sample(self.frame["group"] == 1), self.sample(self.frame["group"] == 0)


@pytest.fixture(params=["clusters_in_strata", "clusters", "strata", "weights"])
def designs(request, make_sample) -> Designs:
    """Each design of the tests' own reference results in turn."""
    return Designs(request.param, make_sample)

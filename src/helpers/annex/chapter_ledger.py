"""Chapter ledger: how many tests stand behind each chapter, and what their number takes away."""

from __future__ import annotations

import pandas as pd

from helpers.annex.chapter_tests import ChapterTests
from helpers.disclosure import Disclosed, disclose
from helpers.multiplicity import adjust, ledger

COUNTS = ["tests_run", "not_testable", "significant", "significant_holm", "significant_bh"]
LOST = ["lost_holm", "lost_bh"]


def adjusted(chapters: list[ChapterTests]) -> Disclosed:
    """Verdict tests of each chapter with Holm and Benjamini-Hochberg over its family.

    `family` is the chapter's number. Suppressed ones have no p and are not counted.
    """
    parts = [
        disclose(
            adjust(c.verdicts.frame, [c.number] * len(c.verdicts.frame), _level(c)), c.settings
        )
        for c in chapters
        if len(c.verdicts.frame)
    ]
    return Disclosed.together(parts) if parts else Disclosed(pd.DataFrame(columns=["family"]))


def counted(chapters: list[ChapterTests]) -> pd.DataFrame:
    """One row a chapter: all tests of the annex that were run, those reported, what remains.

    `run` counts every test with a result; `reported` those whose verdict the chapter tells
    (of the ratings and of the mean); the other columns are those of `multiplicity.ledger`
    over the verdicts on the ratings.
    """
    rows = []
    for chapter in chapters:
        made = chapter.tests.frame[chapter.tests.frame["p"].notna()]
        kinds = {item.name: chapter.difference(item) for item in chapter.items}
        told = {(name, test) for name, d in kinds.items() for test in (d.test, d.mean_test)}
        reported = sum(pair in told for pair in zip(made["item"], made["test"], strict=True))
        rows.append((chapter.number, len(made), reported))
    frame = pd.DataFrame(rows, columns=["family", "run", "reported"])
    verdicts = adjusted(chapters).frame
    if not len(verdicts):
        return frame.assign(**dict.fromkeys([*COUNTS, *LOST], 0))
    both = frame.merge(ledger(verdicts), on="family", how="left")
    return both.fillna(0).astype(dict.fromkeys([*COUNTS, *LOST], int))


def _level(chapter: ChapterTests) -> float:
    return chapter.settings.significance_level

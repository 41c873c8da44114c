"""Times and weighs all estimates and tests of the report on many respondents: `make bench`.

The respondents are those of the shipped wave drawn again, with a part of the answers
exchanged. Beside it stands one plain weighted pandas crosstab of each item. Each
measurement is a process of its own; its memory is what it takes beyond the answers.
"""

from __future__ import annotations

import os
import resource
import statistics
import time
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pandas as pd
from book import ROOT

from helpers.analysis import Analysis
from helpers.annex.chapter_tests import CHANGE, CONTRAST, ChapterTests
from helpers.waves import BASELINE, COMPARISON, Wave, load_wave, wave_names

REPEATS = int(os.environ.get("REPEATS", "5"))
SIZES = (100_000, 1_000_000)
SEED, EXCHANGED = 1, 0.1
PHASE = "primary"
ANNEX = ("tests", "sizes", "detectable", "balance", "losses")
# What takes more seconds is measured once.
SLOW = 60
ROW = (
    "{:<34} {:>7.2f} s ({:.2f} to {:.2f}) ratio {:>5.1f} |"
    " {:>5.0f} MB ({:.0f} to {:.0f}) ratio {:>4.1f} | {} times"
)


def enlarged(wave: Wave, respondents: int) -> Wave:
    """The wave with so many respondents in all, in the proportions of its surveys."""
    random = np.random.default_rng(SEED)
    total = sum(map(len, wave.surveys.values()))
    surveys = {}
    for name, frame in wave.surveys.items():
        rows = random.integers(len(frame), size=respondents * len(frame) // total)
        drawn = pd.DataFrame(frame).take(rows)
        drawn.index = pd.Index([f"{name}-{n}" for n in range(len(drawn))], name=frame.index.name)
        surveys[name] = exchanged(random, wave, drawn)
    return replace(wave, surveys=surveys)


def exchanged(random: np.random.Generator, wave: Wave, frame: pd.DataFrame) -> pd.DataFrame:
    """The same answers, some of each rated item dealt anew among those who were asked it."""
    rated = [name for name, item in wave.questionnaire.items.items() if item.kind == "ordinal"]
    for name in frame.columns.intersection(rated):
        values = frame[name].to_numpy(copy=True)
        asked = np.flatnonzero(frame[name].notna())
        some = asked[random.random(len(asked)) < EXCHANGED]
        values[some] = values[random.permutation(some)]
        frame[name] = values
    return frame


def analysis(wave: Wave, phase: str | None = None) -> Analysis:
    """The package's analysis of respondents that are in memory."""
    made = Analysis(wave.name, phase, root=ROOT)
    made.wave = wave
    return made


def crosstabs(wave: Wave) -> None:
    """One weighted share of each response, item by item and survey by survey."""
    for name, weights in analysis(wave).weights.items():
        for column in asked(wave, name):
            pd.crosstab(
                wave.surveys[name][column], name, weights, aggfunc="sum", normalize="columns"
            )


def asked(wave: Wave, survey: str) -> list[str]:
    """Columns of a survey's items, but open answers."""
    items = [item for item in wave.questionnaire.items.values() if item.kind != "text"]
    return [column for item in items for column in item.file_columns(survey)]


def verdicts(wave: Wave) -> None:
    """Estimates of all items, and the tests of all changes and contrasts."""
    everyone, primary = analysis(wave), analysis(wave, PHASE)
    for one in (everyone, primary):
        for item in wave.questionnaire.items.values():
            for survey in item.columns if item.kind != "text" else ():
                one.estimates(item, survey)
    families = [(primary, primary.changes, BASELINE), (primary, primary.contrasts, COMPARISON)]
    for one, family, against in (*families, (everyone, everyone.contrasts, COMPARISON)):
        for measure in family.measures:
            one.tests(measure.item, against)


def annex(wave: Wave) -> None:
    """All that the statistical annex adds: alternatives, effect sizes, variances, matching."""
    primary = analysis(wave, PHASE)
    for number, kind in (("6", CHANGE), ("5", CONTRAST)):
        chapter = ChapterTests(primary, number, kind)
        for name in (*ANNEX, *(("sensitivity",) if kind == CHANGE else ())):
            getattr(chapter, name)


WORK = {
    "plain weighted crosstabs": crosstabs,
    "estimates and tests of the report": verdicts,
    "tests of the annex": annex,
}


def measured(work, wave: Wave) -> tuple[float, float]:
    """Seconds, and megabytes at its peak beyond what was there, in a process of its own."""
    here, there = get_context("fork").Pipe(duplex=False)

    def run() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        work(wave)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Linux counts in kilobytes.
        there.send((seconds, (after - before) / 1024))

    process = get_context("fork").Process(target=run)
    process.start()
    there.close()
    found = here.recv()
    process.join()
    return found


def main() -> None:
    """Print medians, ranges and ratios for each number of respondents."""
    shipped = load_wave(ROOT, wave_names(ROOT)[0])
    for size in SIZES:
        wave = enlarged(shipped, size)
        print(f"\n{size:,} respondents: median (range), ratio to the crosstabs")
        found: dict[str, list] = {name: [] for name in WORK}
        # In turns, so that what else the machine does falls on all.
        for _ in range(REPEATS):
            for name, work in WORK.items():
                if not found[name] or found[name][0][0] < SLOW:
                    found[name].append(measured(work, wave))
        base = None
        for name, pairs in found.items():
            both = list(zip(*pairs, strict=True))
            middle = [statistics.median(values) for values in both]
            base = base or middle
            cells = [(m, min(v), max(v), m / b) for m, v, b in zip(middle, both, base, strict=True)]
            print(ROW.format(name, *cells[0], *cells[1], len(pairs)))


if __name__ == "__main__":
    main()

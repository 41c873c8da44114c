"""Make the survey files of an example wave: `python scripts/make_example_wave.py FOLDER`.

FOLDER/made.yml says who answered, what they answered and how an agency codes it; every answer is
made up. The same file gives the same bytes.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import yaml
from example_answers import NO_ANSWER, Survey, identifiers_of, profiles, teachers

from helpers.reconstruction.dealing import uniform

# The writer puts the present moment into bytes 92 to 109 of a file: day, then time.
DAY, MOMENT = slice(92, 109), b"01 Jan 0000:00:00"


class Delivery:
    """One survey's file as the made-up agency delivers it."""

    def __init__(self, survey: Survey, identifiers: dict[str, str]):
        self.survey, self.plan = survey, survey.plan
        self.special = self.plan["special"][survey.style]
        self.order = sorted(survey.teachers, key=identifiers.get)
        self.cells: dict[str, list] = {"RESPID": [identifiers[key] for key in self.order]}
        self.wordings, self.labels = {"RESPID": "Identifier of the respondent"}, {}
        self.missing: dict[str, list] = {}
        self._put("DURATION", "Minutes taken", [self._minutes(key) for key in self.order])
        for item, entry in survey.items.items():
            self._add(item, entry, survey.facts["prefix"] + entry["column"])

    def _minutes(self, key: str) -> float:
        return float(6 + int(14 * uniform("minutes", self.survey.name, key)))

    def _put(self, name: str, wording: str, cells: list) -> None:
        self.cells[name], self.wordings[name] = cells, wording

    def _add(self, item: str, entry: dict[str, Any], name: str) -> None:
        given, scale = self.survey.answers[item], self.survey.scale
        if entry["scale"] == "text":
            self._put(name, entry["wording"], [given.get(key, "") for key in self.order])
        elif entry["scale"] in ("years", "exchanges"):
            self._number(name, entry["wording"], [given.get(key) for key in self.order])
        elif entry["scale"] == "resources_used":
            for response, (number, label) in scale(entry)["columns"].items():
                cells = [self._mentioned(given.get(key), response) for key in self.order]
                self._coded(f"{name}_{number}", f"{entry['wording']} {label}", scale(entry), cells)
        else:
            cells = [given.get(key) for key in self.order]
            self._coded(name, entry["wording"], scale(entry), cells)

    @staticmethod
    def _mentioned(given: Any, response: str) -> str | None:
        if given is None or given == NO_ANSWER:
            return given
        return "yes" if response in given else "no"

    def _coded(self, name: str, wording: str, scale: dict[str, Any], cells: list) -> None:
        own = scale[self.survey.style]
        codes = dict(zip(scale["keys"], own, strict=False)) | self.special
        labels = dict(zip(own, scale["labels"], strict=True))
        self._put(name, wording, [math.nan if c is None else float(codes[c]) for c in cells])
        self._mark(name, {code: label for code, label in labels.items() if label})

    def _number(self, name: str, wording: str, cells: list) -> None:
        values = [math.nan if c is None else float(self.special.get(c, c)) for c in cells]
        self._put(name, wording, values)
        self._mark(name, {})

    def _mark(self, name: str, labels: dict[int, str]) -> None:
        said = self.plan["special_labels"]
        self.labels[name] = labels | {code: said[key] for key, code in self.special.items()}
        self.missing[name] = [{"lo": min(self.special.values()), "hi": max(self.special.values())}]

    def write(self, folder: Path) -> None:
        """Write the file, with the same bytes whenever it is written."""
        facts = self.survey.facts
        path = folder / facts["file"]
        pyreadstat.write_sav(
            pd.DataFrame(self.cells),
            path,
            file_label=facts["title"],
            column_labels=self.wordings,
            variable_value_labels=self.labels,
            missing_ranges=self.missing,
            row_compress=True,
        )
        content = bytearray(path.read_bytes())
        content[DAY] = MOMENT
        path.write_bytes(content)


def make(plan_file: Path, folder: Path) -> None:
    """Write the survey files that a plan (made.yml) describes into a folder."""
    plan = yaml.safe_load(plan_file.read_text(encoding="utf-8"))
    everyone = teachers(plan)
    shared, identifiers = profiles(plan, everyone), identifiers_of(everyone)
    for name in plan["surveys"]:
        Delivery(Survey(plan, name, everyone, shared), identifiers).write(folder)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "made.yml").is_file():
        sys.exit("usage: python scripts/make_example_wave.py FOLDER, which holds made.yml")
    make(Path(sys.argv[1]) / "made.yml", Path(sys.argv[1]))

"""Answers of an example wave: who answered which survey, and what, all of it made up.

The plan is made.yml of the example. No library's random stream is used, so the same plan gives
the same answers everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from helpers.reconstruction.dealing import blend, deal, normal, spread, uniform

BEFORE = {"linking": "baseline", "comparison": "comparison_baseline"}
AFTER = {"linking": "end_of_linking", "comparison": "comparison"}
LETTERS = {"linking": "L", "comparison": "K"}
NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Teacher:
    """One made-up teacher: key, group, phase, area ("" for none yet) and surveys answered."""

    key: str
    group: str
    phase: str
    area: str
    surveys: tuple[str, ...]


Answers = dict[str, dict[str, Any]]  # answer by teacher, by item


def shared_out(shares: dict[str, float], size: int) -> dict[str, int]:
    """Whole counts of `size` in proportion to the shares, by largest remainder."""
    exact = {key: share * size / sum(shares.values()) for key, share in shares.items()}
    counts = {key: math.floor(value) for key, value in exact.items()}
    largest = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in largest[: size - sum(counts.values())]:
        counts[key] += 1
    return counts


def teachers(plan: dict[str, Any]) -> list[Teacher]:
    """All teachers of the plan, each with the surveys that he or she answered."""
    made = []

    def add(group: str, phase: str, area: str, count: int, *surveys: str) -> None:
        for _ in range(count):
            made.append(Teacher(f"{group}-{len(made)}", group, phase, area, surveys))

    both = BEFORE["linking"], AFTER["linking"]
    for area, (primary, secondary, linked, left) in plan["linking"].items():
        add("linking", "primary", area, linked, *both)
        add("linking", "primary", area, primary - linked, both[1])
        add("linking", "secondary", area, secondary, both[1])
        add("linking", "primary", area, left, both[0])
    before, after = BEFORE["comparison"], AFTER["comparison"]
    parts = {"both": (before, after), "before": (before,), "after": (after,)}
    for part, surveys in parts.items():
        for phase, count in zip(("primary", "secondary"), plan["comparison"][part], strict=True):
            add("comparison", phase, "", count, *surveys)
    return made


def profiles(plan: dict[str, Any], everyone: list[Teacher]) -> Answers:
    """What a teacher says alike in all surveys: phase, year group, area, questionnaire."""
    of = {group: [t.key for t in everyone if t.group == group] for group in LETTERS}
    phases = {t.key: t.phase for t in everyone}
    made: Answers = {"phase": phases, "year_group": {}}
    made["linking_area"] = {t.key: t.area for t in everyone if t.group == "linking"}
    for phase, shares in plan["profile"]["year_group"].items():
        for group in of.values():
            some = [key for key in group if phases[key] == phase]
            made["year_group"] |= dealt(some, shares, "year_group")
    made["source"] = dealt(of["linking"], plan["profile"]["source"], "source")
    areas = plan["profile"]["comparison_area"]
    return made | {"comparison_area": dealt(of["comparison"], areas, "comparison_area")}


def dealt(keys: list[str], shares: dict[str, float], *words: str) -> dict[str, str]:
    """Answers in these shares, to whom the words send them."""
    return deal(keys, shared_out(shares, len(keys)), lambda key: uniform(*words, key))


class Survey:
    """The answers of one survey, made item by item."""

    def __init__(self, plan: dict[str, Any], name: str, everyone: list[Teacher], shared: Answers):
        self.plan, self.name = plan, name
        self.facts = plan["surveys"][name]
        self.style = self.facts["style"]
        self.teachers = {t.key: t for t in everyone if name in t.surveys}
        self.shared, self.answers = shared, {}
        self.items = {n: i for n, i in plan["items"].items() if name in self._surveys(i)}
        for item, entry in self.items.items():
            self.answers[item] = self._answers(item, entry)

    @staticmethod
    def _surveys(entry: dict[str, Any]) -> list[str]:
        return [*entry.get("answers", {}), *entry.get("surveys", ())]

    def asked(self, entry: dict[str, Any]) -> list[str]:
        """Teachers who are asked a question."""
        conditions = entry.get("asked", {}).items()
        return [
            key
            for key in self.teachers
            if all(self.shared[item][key] in allowed for item, allowed in conditions)
        ]

    def scale(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Scale of a question in this survey's file."""
        is_turned = entry.get("turned") and self.style == "linking"
        return self.plan["scales"]["turned" if is_turned else entry["scale"]]

    def _answers(self, item: str, entry: dict[str, Any]) -> dict[str, Any]:
        asked, special = self.asked(entry), {"years": self._years, "text": self._texts}
        if item in self.shared:
            return {key: self.shared[item][key] for key in asked}
        if entry["scale"] == "exchanges":
            return dealt(asked, self.plan["exchanges"], item)
        if entry["scale"] == "resources_used":
            return self._resources(item, asked)
        if entry["scale"] in special:
            return special[entry["scale"]](item, asked)
        shares = dict(zip(self.scale(entry)["keys"], entry["answers"][self.name], strict=True))
        return self._ratings(item, asked, shares, -1 if entry.get("against") else 1)

    def _ratings(self, item: str, asked: list[str], shares: dict, sign: int) -> dict[str, str]:
        """Answers in exact shares: the better a teacher's outlook, the nearer to the first."""
        counts = shared_out(shares, len(asked))
        codes = self.plan["special"]["linking"]
        queue = sorted(asked, key=lambda key: uniform("special", item, self.name, key))
        made = {}
        for response in [key for key in counts if key in codes]:
            count = counts.pop(response)
            made |= dict.fromkeys(queue[:count], response)
            queue = queue[count:]
        return made | deal(queue, counts, lambda key: sign * self._score(item, key))

    def _score(self, item: str, key: str) -> float:
        """Part outlook, part place, part lasting and part of the day."""
        lasting = blend(normal("outlook", key), 0.7, normal("lasting", item, key))
        today = blend(lasting, 0.75, normal("today", item, self.name, key))
        return blend(normal("area", item, self.teachers[key].area), 0.25, today)

    def _resources(self, item: str, asked: list[str]) -> dict[str, Any]:
        """Responses of each teacher, or "no_answer"; who used none says so."""
        used: dict[str, Any] = {key: set() for key in asked}
        for name, share in self.plan["resources"].items():
            found = dealt(asked, {"yes": share, "no": 100 - share}, item, name)
            for key in [key for key, answer in found.items() if answer == "yes"]:
                used[key].add(name)
        used = {key: names or {"none_of_these"} for key, names in used.items()}
        silent = sorted(asked, key=lambda key: uniform("silent", item, key))[: len(asked) // 100]
        return used | dict.fromkeys(silent, NO_ANSWER)

    def _years(self, item: str, asked: list[str]) -> dict[str, Any]:
        """Years of teaching, and at this school a part of them; some gave none."""
        rule = self.plan["years"]
        counts = spread(len(asked), rule["mean"], rule["longest"])
        queue = sorted(asked, key=lambda key: uniform("years", key))
        years = {key: 0.5 if n == 1 else n for key, n in zip(queue, counts, strict=True)}
        if item == "years_school":
            part = {key: 0.3 + 0.7 * uniform("stayed", key) for key in asked}
            years = {key: max(0.5, round(n * part[key])) for key, n in years.items()}
        silent = sorted(asked, key=lambda key: uniform("silent", item, key))
        silent = silent[: round(rule["no_answer"] * len(asked) / 100)]
        return years | dict.fromkeys(silent, NO_ANSWER)

    def _texts(self, item: str, asked: list[str]) -> dict[str, str]:
        queue = sorted(asked, key=lambda key: uniform(item, key))
        return dict.fromkeys(asked, "") | dict(zip(queue, self.plan["texts"], strict=False))


def identifiers_of(everyone: list[Teacher]) -> dict[str, str]:
    """Identifier of each teacher, the same in all surveys; it says nothing but the group."""
    made = {}
    for group, letter in LETTERS.items():
        keys = sorted((t.key for t in everyone if t.group == group), key=lambda k: uniform("id", k))
        made |= {key: f"{letter}{number:04}" for number, key in enumerate(keys, start=1)}
    return made

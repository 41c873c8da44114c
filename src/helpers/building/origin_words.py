"""Origin words: the notes that a number rests on, as lines that a reader understands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Note = dict[str, Any]
QUESTIONS = "data/questionnaire.yml"
ALONE = ("estimate", "shares", "test", "respondents")  # notes that name what they count
TESTS = {
    "ordinal": "ordinal test on mid-ranks",
    "t": "t-test of the mean score",
    "share": "test of the share",
    "chi_squared": "chi-squared test",
    "chi_squared_with_dont_know": "chi-squared test with don't know",
    "signed_rank": "signed-rank test",
    "paired_t": "paired t-test of the mean score",
    "paired_share": "paired test of the share",
    "mcnemar": "McNemar test",
    "stuart_maxwell": "Stuart-Maxwell test",
}
WAYS = {
    "adjusted_": "{}, with known differences in profile held equal",
    "double_": "{} of the difference between two changes",
}
MANY = 3  # items that a line says all of; beyond it says how many


@dataclass(frozen=True)
class Names:
    """How notes name items, surveys and waves; `origins` is that of a chapter's results."""

    origins: dict[str, Any] = field(default_factory=dict)

    def notes(self, numbers: Iterable[int]) -> list[Note]:
        """The notes of these numbers."""
        return [self.origins["notes"][number] for number in numbers]

    def item(self, name: str) -> str:
        """Label of an item with its name: "Interest in other cultures (interest)"."""
        label = self._of("items", name).get("label", "")
        return f"{label} ({name})" if label else name

    def wording(self, name: str) -> str:
        """Question of an item; "" where it is not known."""
        return self._of("items", name).get("wording", "")

    def responses(self, note: Note) -> str:
        """What was answered: "5 Very much or 4", "the mean"."""
        known, given = self._of("items", note["item"]), note["response"]
        if isinstance(given, list):
            return "each response"
        if given == "mean":
            return "the mean"
        keys = known.get("boxes", {}).get(given) or given.split("+")
        return " or ".join(known.get("responses", {}).get(key, key) for key in keys)

    def whom(self, note: Note) -> str:
        """Survey, group and year: "End of Linking survey, primary teachers, 2020/21"."""
        wave = self._of("waves", note.get("wave", ""))
        label = wave.get("surveys", {}).get(note.get("survey"), note.get("survey") or "")
        group = note.get("group") or "all"
        if group != "all":
            group = f"{group} teachers" if group in wave.get("phases", ()) else group
        else:
            group = "all respondents"
        linked = ", those who answered both surveys" if note.get("linked") else ""
        return f"{label} survey, {group}{linked}, {wave.get('year', note.get('wave'))}"

    def weighting(self, note: Note) -> str:
        """ "unweighted", or which profile the answers are weighted to."""
        if not note.get("weighted"):
            return "unweighted"
        profile = self._of("waves", note["wave"]).get("weighting")
        return f"weighted to the {profile}" if profile else "weighted"

    def is_phase(self, note: Note) -> bool:
        """Whether a note is of all respondents or of a phase, and not of an area."""
        phases = self._of("waves", note.get("wave", "")).get("phases", ())
        return note.get("group", "all") in ("all", *phases)

    def surveys(self, notes: Iterable[Note]) -> list[tuple[str, str]]:
        """Wave and survey of all answers that notes rest on."""
        found = [
            (note["wave"], survey)
            for note in notes
            for survey in (note.get("survey"), note.get("against"))
            if survey and note.get("wave") and note["kind"] != "fact"
        ]
        return list(dict.fromkeys(found))

    def files(self, notes: Iterable[Note]) -> list[str]:
        """What notes rest on beside answers, as paths in the project."""
        found: dict[str, None] = {}
        for note in notes:
            if note["kind"] == "fact":
                found[f"data/waves/{note['wave']}/wave.yml"] = None
            elif note["kind"] == "file":
                found[note["what"]] = None
            elif note["kind"] == "setting" or note.get("item") or note.get("items"):
                found[QUESTIONS] = None
        return list(found)

    def survey(self, wave: str, survey: str) -> str:
        """A survey with its year: "End of Linking, 2020/21"."""
        known = self._of("waves", wave)
        label = known.get("surveys", {}).get(survey, survey)
        return f"{label}, {known.get('year', wave)}"

    def _of(self, kind: str, name: str) -> dict[str, Any]:
        return self.origins.get(kind, {}).get(name, {})


def lines(names: Names, notes: list[Note]) -> list[str]:
    """What notes say, a line each; those that differ only in their item share a line."""
    if any(note["kind"] in ALONE for note in notes):
        notes = [note for note in notes if note["kind"] != "measures"]
    groups: dict[tuple, list[Note]] = {}
    for note in notes:
        groups.setdefault(_alike(names, note), []).append(note)
    return [_SAID[group[0]["kind"]](names, group) for group in groups.values()]


def _alike(names: Names, note: Note) -> tuple:
    same = ("kind", "wave", "survey", "group", "linked", "against", "test", "weighted", "status")
    more = tuple(note.get(name) for name in same)
    if note["kind"] == "estimate":
        return *more, note["response"]
    return more if note["kind"] in ("shares", "test") else (*more, str(note))


def _estimates(names: Names, group: list[Note]) -> str:
    first = group[0]
    what = names.responses(first) if _one(group) else _box(names, first)
    noun = "Shares" if first["kind"] == "shares" else "Share"
    said = "Mean" if first["response"] == "mean" else f"{noun} of {what}"
    return f"{said}: {_items(names, group)}. {names.whom(first)}. {_base(names, group)}."


def _box(names: Names, note: Note) -> str:
    boxes = {
        "headline": "the headline responses",
        "top2": "the two highest scores",
        "bottom2": "the two lowest scores",
    }
    given = note["response"]
    return boxes.get(given, names.responses(note)) if isinstance(given, str) else "each response"


def _one(group: list[Note]) -> bool:
    return len({note["item"] for note in group}) == 1


def _items(names: Names, group: list[Note]) -> str:
    found = list(dict.fromkeys(note["item"] for note in group))
    if len(found) <= MANY:
        return "; ".join(map(names.item, found))
    return f"{len(found)} items ({', '.join(found)})"


def _base(names: Names, group: list[Note]) -> str:
    if group[0].get("status") == "suppressed":
        return "Not shown, because the base is too small"
    if not (bases := _bases(names, group, "base")):
        return names.weighting(group[0]).capitalize()
    low = ", a low base" if group[0].get("status") == "low" else ""
    return f"Base {_range(bases)}{low}, {names.weighting(group[0])}"


def _bases(names: Names, group: list[Note], name: str) -> list[int]:
    """Bases that are known; none of an area, whose pages say which of them may be shown."""
    return [note[name] for note in group if name in note and names.is_phase(note)]


def _range(bases: list[int]) -> str:
    low, high = min(bases), max(bases)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _tests(names: Names, group: list[Note]) -> str:
    first = group[0]
    label = names.whom({"wave": first["wave"], "survey": first["against"]}).split(" survey")[0]
    start = f"Test: {name_of_test(first['test'])}, {names.whom(first)}, against {label}."
    if first.get("status") == "suppressed":
        return f"{start} {_items(names, group)}: not shown, because a base is too small."
    both = [_bases(names, group, name) for name in ("base", "base_against")]
    bases = f"Bases {' and '.join(map(_range, both))}. " if all(both) else ""
    found = "; ".join(_result(names, note, len(group) > MANY) for note in group)
    return f"{start} {bases}{found}."


def _result(names: Names, note: Note, short: bool) -> str:
    item = note["item"] if short else names.item(note["item"])
    verdict = "significant" if note["significant"] else "not significant"
    if "p" not in note:
        return f"{item}: not testable, because {note.get('reason', 'it has no result')}"
    if not names.is_phase(note):  # what an area's pages do not show
        return f"{item}: {verdict}"
    p = "p below 0.001" if note["p"] < 0.001 else f"p = {note['p']:.3f}"
    df = f" on {note['df']:g} degrees of freedom" if "df" in note and not short else ""
    return f"{item}: statistic {note['statistic']:.2f}{df}, {p}, {verdict}"


def name_of_test(key: str) -> str:
    """Name of a test in words: "ordinal test on mid-ranks"."""
    for start, way in WAYS.items():
        if key.startswith(start):
            return way.format(name_of_test(key.removeprefix(start)))
    return TESTS.get(key, key.replace("_", " "))


def _respondents(names: Names, group: list[Note]) -> str:
    (note,) = group
    if note.get("areas"):
        return f"Number of areas that respondents teach in: {names.whom(note)}."
    if note.get("wrote"):
        return f"Number who wrote something: {names.item(note['items'][0])}. {names.whom(note)}."
    gave = "; ".join(
        f"{names.item(item)} is {names.responses({'item': item, 'response': response})}"
        for item, response in note.get("where", {}).items()
    )
    return f"Number of respondents{f' for whom {gave}' if gave else ''}: {names.whom(note)}."


def _fact(names: Names, group: list[Note]) -> str:
    (note,) = group
    survey = f" of {names.whom(note).split(', ')[0]}" if note.get("survey") else ""
    what = note["what"].replace("_", " ")
    return f"Said in data/waves/{note['wave']}/wave.yml: {what}{survey}."


def _setting(names: Names, group: list[Note]) -> str:
    return f"Setting of {QUESTIONS}: {group[0]['what'].replace('_', ' ')}."


def _file(names: Names, group: list[Note]) -> str:
    return f"Counted from {group[0]['what']}."


def _constant(names: Names, group: list[Note]) -> str:
    return f"A constant of the programs, the same in every report: {group[0]['what']}."


def _weights(names: Names, group: list[Note]) -> str:
    (note,) = group
    return f"Weights of all respondents of the {names.whom(note).split(', ')[0]}."


def _measures(names: Names, group: list[Note]) -> str:
    (note,) = group
    found = note["items"]
    survey = f" in the survey {note['survey']}" if note.get("survey") else ""
    return f"{len(found)} items of the questionnaire{survey}: {', '.join(found)}."


def _all_tests(names: Names, group: list[Note]) -> str:
    (note,) = group
    against = names.whom({"wave": note["wave"], "survey": note["against"]}).split(" survey")[0]
    named = f"{len(note['items'])} items ({', '.join(note['items'])})"
    return f"All tests of {named}: {names.whom(note)}, against {against}."


def _label(names: Names, group: list[Note]) -> str:
    (note,) = group
    return f"Label of the response with the {note['what']}: {names.item(note['items'][0])}."


_SAID = {
    "estimate": _estimates,
    "shares": _estimates,
    "test": _tests,
    "respondents": _respondents,
    "fact": _fact,
    "setting": _setting,
    "file": _file,
    "constant": _constant,
    "weights": _weights,
    "measures": _measures,
    "tests": _all_tests,
    "label": _label,
}

"""Item list: every item of a wave with its wording, surveys and bases, and what shows it."""

from __future__ import annotations

import difflib
import inspect
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.edition import Edition
from helpers.errors import InputError, Problem
from helpers.items import Item
from helpers.project import known_wave
from helpers.questionnaire import FILE
from helpers.survey_names import BASELINE, COMPARISON, END
from helpers.workshop.expressions import EVERYONE, Expression, expressions_of, phase_of
from helpers.workshop.notebook_file import read_notebook, text_of

# Figures by the kinds of item that they show, and the surveys that must have asked it.
SHOWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "figure_change": (("ordinal",), (BASELINE, END)),
    "figure_contrast": (("ordinal",), (END, COMPARISON)),
    "figure_items": (("ordinal", "category"), ()),
    "figure_profile": (("category",), ()),
    "figure_bars": (("multiple", "number"), ()),
}


@dataclass(frozen=True)
class Listed:
    """An item with the unweighted base of each survey of the wave that asks it."""

    item: Item
    bases: dict[str, str]


class ItemList:
    """Items of a wave; editions of its phases are made once each."""

    def __init__(self, root: Path, wave: str | None = None):
        self.root, self.wave = root, known_wave(root, wave)
        self._editions: dict[str | None, Edition] = {}
        self.everyone = self.edition(None)

    def edition(self, phase: str | None) -> Edition:
        """Edition of a phase, of all respondents where it is None."""
        if phase not in self._editions:
            self._editions[phase] = Edition(self.wave, phase, self.root)
        return self._editions[phase]

    def all(self) -> list[Listed]:
        """Every item that a survey of the wave asks, in the questionnaire's order."""
        listed = [Listed(i, self._bases(i)) for i in self.everyone.questionnaire.items.values()]
        return [one for one in listed if one.bases]

    def _bases(self, item: Item) -> dict[str, str]:
        return {s: self._base(item, s) for s in self.everyone.samples if s in item.columns}

    def _base(self, item: Item, survey: str) -> str:
        if item.kind == "text":
            return self.everyone.given(survey, item.name)
        return self.everyone[item.name].answers(survey).base

    def item(self, name: str) -> Item:
        """The item of that name; raises InputError that lists the nearest ones."""
        items = self.everyone.questionnaire.items
        if name in items:
            return items[name]
        near = difflib.get_close_matches(name.lower(), list(items), 5, 0.5)
        near += [n for n in items if name.lower() in n and n not in near]
        todo = f"near it are: {', '.join(near)}" if near else "`report items` lists them all"
        raise InputError(Problem(FILE, f"there is no item {name!r}", todo))

    def edition_of(self, item: Item, phase: str | None = None) -> Edition:
        """Edition in whose words an item is told: of a phase, of all (`everyone`), or the usual."""
        usual = phase or self._used(item) or phase_of(self.everyone, item)
        return self.edition(None if usual == EVERYONE else usual)

    def _used(self, item: Item) -> str:
        """What the chapters call the edition in whose words they tell an item; "" for none."""
        phases = self.everyone.questionnaire.item("phase").scale.responses
        names = "|".join(map(re.escape, (EVERYONE, *phases)))
        use = re.compile(rf'\b({names})(?:\[|\.\w+\()[^\n]*?"{re.escape(item.name)}"')
        found = Counter(use.findall(self._chapters))
        return found.most_common(1)[0][0] if found else ""

    @cached_property
    def _chapters(self) -> str:
        """All that the chapters' cells hold."""
        paths = sorted((self.root / "notebooks").glob("*.ipynb"))
        read = [read_notebook(path, f"notebooks/{path.name}") for path in paths]
        return "\n".join(text_of(cell) for notebook in read for cell in notebook["cells"])

    def expressions(self, item: Item, phase: str | None = None) -> list[Expression]:
        """What can be written of an item."""
        return expressions_of(self.edition_of(item, phase), item.name)

    def figures(self, item: Item, phase: str | None = None) -> list[Expression]:
        """Calls that show an item in a cell; their text is empty, since they draw."""
        edition = self.edition_of(item, phase)
        asked = [survey for survey in edition.samples if survey in item.columns]
        return [
            Expression(call_of(edition, name, item, asked), _help(name), "")
            for name, (kinds, needed) in SHOWS.items()
            if item.kind in kinds and asked and set(needed) <= set(asked) and _has_parts(item)
        ]


def call_of(edition: Edition, name: str, item: Item, asked: list[str], number: str = "") -> str:
    """Call of a figure of an item, of the end of Linking survey where that has asked it."""
    survey = END if END in asked else asked[0]
    number = number or next(iter(item.figures), "1.1")
    given = {"number": number, "item": item.name, "items": [item.name]}
    given |= {"survey": survey, "title": item.label}
    _, *parameters = inspect.signature(getattr(Edition, name)).parameters
    written = ", ".join(json.dumps(given[key], ensure_ascii=False) for key in parameters)
    return f"{edition.phase or EVERYONE}.{name}({written})"


def _has_parts(item: Item) -> bool:
    return item.kind != "number" or bool(item.scale.bands)


def _help(name: str) -> str:
    return inspect.getdoc(getattr(Edition, name)).splitlines()[0]

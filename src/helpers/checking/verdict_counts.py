"""Verdict counts: on how many measures the tests say so, in words, and lists that are whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from helpers.checking.context import Context
from helpers.checking.facts import Facts, facts_of
from helpers.checking.findings import Finding
from helpers.checking.marks import Key, Verdict, verdicts_of
from helpers.checking.quantities import Quantity

NAME = "verdict counts"
TODO = "Let the count come from the family of the same measures; build again with --force"
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
OTHERS = {"neither": 0, "both": 2, "no": 0}
SOME = re.compile(r"(?P<some>[\w,]+)(?: of the (?P<all>[\w,]+))?(?P<every> [\w,]+)? \w+s?$")
BETTER = re.compile(r"\bon (?P<where>[^.;]*?measures?)\b")
OF_THEM = re.compile(r"statistically significant on (\w+) of them")
ALONE = re.compile(r"where the difference is (not )?statistically significant")
WORSE = re.compile(r"on (\w+)(?: of them)? they were statistically significantly worse")
LISTS = {"significant": True, "bullets": True, "not_significant": False}


def findings(context: Context) -> list[Finding]:
    """Counts of measures that the tests do not give, and lists that leave out a measure."""
    facts = facts_of(context)
    known = verdicts_of(facts)
    return [*of_counts(facts, known), *of_lists(facts, known)]


def members(quantity: Quantity, known: dict[Key, Verdict]) -> dict[str, bool] | None:
    """Verdicts of a family's measures; None where the charts do not show every one."""
    found = {
        item: verdict.significant
        for (edition, item, kind), verdict in known.items()
        if (edition, kind) == (quantity.edition, quantity.survey)
    }
    if not quantity.items:
        return found
    here = {item: found[item] for item in quantity.items if item in found}
    return here if len(here) == len(quantity.items) else None


def number(word: str, of: int | None = None) -> int | None:
    """A number in words or figures; "all" is `of`."""
    if word == "all":
        return of
    if word in OTHERS:
        return OTHERS[word]
    plain = word.replace(",", "")
    return int(plain) if plain.isdigit() else WORDS.index(word) if word in WORDS else None


def count_of(text: str) -> tuple[int | None, int | None]:
    """Some of several: (8, 11) of "eight of the 11 measures", (2, 2) of "both measures"."""
    found = SOME.match(text)
    if not found:
        return None, None
    if found["some"] == "all":
        every = number((found["every"] or "").strip())
        return every, every
    if found["some"] == "the":  # the one measure
        return 1, 1
    some = number(found["some"])
    return some, number(found["all"]) if found["all"] else 2 if some == 2 else None


def of_counts(facts: Facts, known: dict[Key, Verdict]) -> Iterator[Finding]:
    """Expressions that print how many measures there are or differ."""
    for saying, quantity in facts.sayings:
        if not quantity or quantity.of != "family":
            continue
        verdicts = members(quantity, known)
        told = _told(quantity.form, saying.text)
        if verdicts is None or not told:
            continue
        several, significant = len(verdicts), sum(verdicts.values())
        # A whole family may have measures that no chart shows.
        if not quantity.items and told.get("measures", several) != several:
            continue
        real = {"measures": several, "significant": significant}
        for what, said in told.items():
            if said != real[what]:
                means = "measures" if what == "measures" else "significant differences"
                found = f"{saying.text!r} says {said} {means}; the tests have {real[what]}"
                yield Finding(NAME, saying.page, saying.line, found, TODO)


def _told(form: str, text: str) -> dict[str, int]:
    """Numbers of measures and of significant differences that an expression prints."""
    told: dict[str, int | None] = {}
    if form == "n":
        told["measures"] = number(text)
    elif form == "n_significant":
        told["significant"] = number(text)
    elif form == "on_how_many":
        told["significant"], told["measures"] = count_of(text)
    elif form == "summary":
        told = _summary(text)
    return {what: said for what, said in told.items() if said is not None}


def _summary(text: str) -> dict[str, int | None]:
    where = BETTER.search(text)
    better, several = count_of(where["where"]) if where else (None, None)
    of_them, alone, worse = OF_THEM.search(text), ALONE.search(text), WORSE.search(text)
    told = {"measures": several}
    if " that can be shown" in text or "could not be tested" in text or better is None:
        return told
    significant = 0 if better == 0 else None
    if of_them:
        significant = number(of_them[1], better)
    elif alone:
        significant = 0 if alone[1] else 1
    lower = number(worse[1], several) if worse else 0
    if None not in (significant, lower):
        told["significant"] = significant + lower
    return told


def of_lists(facts: Facts, known: dict[Key, Verdict]) -> Iterator[Finding]:
    """Lists of the measures that differ, or do not, without one that belongs there."""
    listed = defaultdict(set)
    for one in facts.listed:
        listed[one.page, one.line, one.family].add(one.item)
    for (page, line, family), items in listed.items():
        verdicts = members(family, known) or {}
        wanted = LISTS.get(family.form)
        missing = sorted(item for item in verdicts.keys() - items if verdicts[item] == wanted)
        if wanted is not None and missing:
            which = "significantly" if wanted else "not significantly"
            found = f"the list leaves out {', '.join(missing)}, which {which} differs"
            yield Finding(NAME, page, line, found, TODO)

"""Rankings: shares in a list by rank, and the lowest and highest of several shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.checking import rounded
from helpers.checking.facts import Facts, folded
from helpers.checking.findings import Finding
from helpers.checking.quantities import Quantity
from helpers.checking.sayings import Saying

RANKED = re.compile(r"(?:^|, | and )(?P<phrase>[^,]+?(?:, [^,()]+?)*?) \((?P<share>\d+)%\)")
RANGE = re.compile(r"between (\d+)% and (\d+)%")
TODO = "Let the list and the chart come from the same items, survey and edition"


def of_rankings(facts: Facts, check: str) -> Iterator[Finding]:
    """Findings of every ranking of the sentences, told as those of a check."""
    for saying, quantity in facts.sayings:
        if quantity and quantity.of == "ranking":
            wrong = _ranked if quantity.form == "ranked" else _range
            for found in wrong(facts, saying, quantity):
                yield Finding(check, saying.page, saying.line, found, TODO)


def _share(quantity: Quantity, item: str) -> Quantity:
    return Quantity("share", quantity.edition, (item,), quantity.survey)


def _ranked(facts: Facts, saying: Saying, quantity: Quantity) -> Iterator[str]:
    shares = []
    for found in RANKED.finditer(saying.text):
        shares.append(int(found["share"]))
        item = facts.by_phrase.get(folded(found["phrase"]))
        exact = facts.exact_of(_share(quantity, item)) if item else None
        if exact and not rounded.is_printed(shares[-1], exact):
            may = rounded.printed(exact)
            yield f"{item} is {shares[-1]}% here, and its chart leaves {may[0]}% to {may[-1]}%"
    if shares != sorted(shares, reverse=True):
        yield f"{saying.text!r} is no order of rank"


def _range(facts: Facts, saying: Saying, quantity: Quantity) -> Iterator[str]:
    ends = RANGE.fullmatch(saying.text)
    exact = [facts.exact_of(_share(quantity, item)) for item in quantity.items]
    if quantity.form != "range" or not ends or None in exact:
        return
    for word, percent, pick in (("lowest", ends[1], min), ("highest", ends[2], max)):
        may = {pick(rounded.printed(e)[place] for e in exact) for place in (0, -1)}
        if not min(may) <= int(percent) <= max(may):
            yield f"the {word} share is {percent}% here, and the charts leave {min(may)}%"

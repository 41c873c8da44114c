"""Made-up estimates and tests of one item, disclosed, for the words that follow them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.answers import Answers
from helpers.differences import Change, Contrast
from helpers.disclosure import LOW, SHOWN, SUPPRESSED, Disclosed
from helpers.measures import Measure

NAN = float("nan")
TESTS = ("ordinal", "t", "chi_squared_with_dont_know", "adjusted_ordinal", "adjusted_t")
UP, DOWN = 0.08, -0.08  # shifts across the responses, as shares of the ranks
CONSTANT = "every answer is the same"


def answers(item, headline=0.64, mean=3.8, status=SHOWN, **shares) -> Answers:
    """Answers with that headline share and mean; a suppressed one has no numbers."""
    given = {"headline": headline, "top2": headline, "bottom2": 0.1, "mean": mean}
    given |= {key: shares.get(f"r{key}", 0.2) for key in item.scale.responses}
    hidden = status == SUPPRESSED
    rows = pd.DataFrame({"response": list(given), "estimate": list(given.values())})
    rows["low"], rows["high"] = rows["estimate"] - 0.05, rows["estimate"] + 0.05
    rows["count"] = (rows["estimate"] * 100).round()
    numbers = ["estimate", "low", "high", "count"]
    if hidden:
        rows[numbers] = NAN
    rows = rows.assign(base=7 if hidden else 40 if status == LOW else 100, status=status)

    def together(keys):
        total = rows.set_index("response").loc[list(keys), numbers].sum(skipna=False)
        return Disclosed(pd.DataFrame([{**total, "base": rows["base"][0], "status": status}]))

    return Answers(item, Disclosed(rows), together)


def results(significant=False, shift=UP, reason="", status=SHOWN, **unlike) -> Disclosed:
    """One row a test; `unlike` gives other verdicts, such as t=True."""
    testable = not reason and status != SUPPRESSED
    rows = []
    for name in TESTS:
        verdict = unlike.get(name, significant) and testable
        p = (0.01 if verdict else 0.4) if testable else NAN
        estimate = shift if testable else NAN
        rows.append((name, estimate, p, verdict, reason, status))
    columns = ["test", "estimate", "p", "significant", "reason", "status"]
    return Disclosed(pd.DataFrame(rows, columns=columns))


def difference(kind, item, here=0.75, there=0.64, means=(4.2, 3.8), status=SHOWN, **said):
    """Change or Contrast between two headline shares; `status` is that of `there`."""
    made = results(status=status if status == SUPPRESSED else SHOWN, **said)
    ends = answers(item, here, means[0]), answers(item, there, means[1], status)
    return {"change": Change, "contrast": Contrast}[kind](*ends, made)


def measure(item, name, **made) -> Measure:
    """Measure whose change and contrast are made as `difference` makes them."""
    item = replace(item, name=name, phrase=name.replace("_", " "))
    found = Measure(item, lambda survey: answers(item), lambda against: results())
    for kind in ("change", "contrast"):
        found.__dict__[kind] = difference(kind, item, **made)
    return found

"""Faults of consent: quotations that nobody consented to, or that are not as they were reviewed."""

from __future__ import annotations

from functools import partial

from planting import EDITION, SITE, Planted, found_with, found_without, planted

from helpers.checking import consent
from helpers.checking.check import names
from helpers.checking.findings import Finding, read_exceptions, sort_out

NAME = consent.NAME
WHOLE_BOOK = True
QUOTES = "data/waves/2020-21/quotes.yml"
PAGE, NOTEBOOK = "book/introduction.md", "notebooks/delivery.ipynb"
SAID = "The children asked me every morning whether the parcel had come."
KEPT = "They had just stopped being shy when it was time to log off, and there was no next time."
LABEL = "(illustrative: written for this report, not said by a teacher)"
ENTRY = f"quotes:\n  parcel:\n    text: {SAID}\n    attribution: Year 3 teacher\n"
MARKED = "    consent: true\n    reviewed_by: The editor\n    reviewed_on: 2001-06-01\n"


def entry(marks: str, report: Planted) -> None:
    report.write(QUOTES, ENTRY + marks)


def shown(text: str, report: Planted) -> None:
    report.cell(NOTEBOOK, text)


def on_page(text: str, report: Planted) -> None:
    report.add(PAGE, f"\n{text}\n")


def built(folder: str, report: Planted) -> None:
    page = f"{SITE}/notebooks/change.html"
    text = (report.root / page).read_text(encoding="utf-8")
    quoted = f"<blockquote><div><p>{SAID}</p></div></blockquote></article>"
    report.write(f"{folder}/notebooks/change.html", text.replace("</article>", quoted, 1))


def other_attribution(report: Planted) -> None:
    entry(MARKED, report)
    shown(f"> {SAID}\n>\n> Headteacher of a school in Leeds", report)


PLANTS = {
    "a block in a notebook": partial(shown, f"> {SAID}"),
    "a block of two lines": partial(shown, "> The children asked me\n> every morning."),
    "a block on a page": partial(on_page, f"> {SAID}"),
    "an epigraph": partial(on_page, f"```{{epigraph}}\n{SAID}\n```"),
    "a block as markup": partial(on_page, f"<blockquote>{SAID}</blockquote>"),
    "a kept one with another word": partial(shown, f"> {KEPT.replace('shy', 'so shy')} {LABEL}"),
    "half of a kept one": partial(shown, f"> {KEPT[:51]} {LABEL}"),
    "an illustrative one without its label": partial(shown, f"> {KEPT}"),
    "an illustrative one as a teacher's": partial(shown, f"> {KEPT}\n> Primary teacher, Rochdale"),
    "words between straight marks": partial(shown, f'One of them told us: "{SAID}"'),
    "words between curved marks": partial(on_page, f"A teacher said, “{SAID}”"),
    "words between single marks": partial(on_page, f"A teacher said, ‘{SAID}’"),
    "an entry without anything": partial(entry, ""),
    "an entry without consent": partial(entry, MARKED.replace("    consent: true\n", "")),
    "an entry whose consent was refused": partial(entry, MARKED.replace("true", "false")),
    "an entry without a reviewer": partial(
        entry, MARKED.replace("    reviewed_by: The editor\n", "")
    ),
    "an entry without a day": partial(
        entry, MARKED.replace("    reviewed_on: 2001-06-01\n", "")
    ),
    "an entry that is both": partial(entry, MARKED + "    illustrative: true\n"),
    "a name twice": partial(entry, MARKED + ENTRY[8:].replace("parcel:", "journey:") + MARKED),
    "a cell with an unknown name": lambda r: r.cell(NOTEBOOK, 'everyone.quote("parcel")', "code"),
    "another attribution": other_attribution,
    "a block that only the book has": partial(built, SITE),
    "a block that only the edition has": partial(built, EDITION),
}  # fmt: skip
FAULTS = {name: partial(found_with, plant, consent.findings) for name, plant in PLANTS.items()}


def untouched() -> list[Finding]:
    """Findings in the report as it stands, and with a quotation as it should be."""
    found = list(found_without(consent.findings))
    found += found_with(good, consent.findings)
    sorted_out = sort_out(found, read_exceptions(planted().root), names())
    return [finding for finding in sorted_out.stopping if finding.check == NAME]


def good(report: Planted) -> None:
    """A quotation with consent and reviewer, shown and typed word for word."""
    entry(MARKED, report)
    shown(f"> {SAID}\n>\n> Year 3 teacher", report)
    report.add(PAGE, f"\nA teacher said: “{SAID}”\n")
    report.cell(NOTEBOOK, 'everyone.quote("parcel")', "code")

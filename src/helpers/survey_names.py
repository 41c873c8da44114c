"""Survey names: what the surveys of a wave are called, and how before and after belong together."""

from __future__ import annotations

BASELINE, END, COMPARISON = "baseline", "end_of_linking", "comparison"
COMPARISON_BASELINE, PUPILS = "comparison_baseline", "pupils"
SURVEYS = (BASELINE, END, COMPARISON, COMPARISON_BASELINE, PUPILS)
# How the respondents before and after belong together.
INDEPENDENT, LINKED = "independent", "linked"
DESIGNS = (INDEPENDENT, LINKED)

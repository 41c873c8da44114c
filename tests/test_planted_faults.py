"""Every check finds the faults that are planted for it, and nothing in the report as it stands.

A module planted_<check>.py has NAME, the name of its check; FAULTS, by name a function that
plants the fault and gives what is found of it; and untouched(), what is found without one.
Those with WHOLE_BOOK plant in a built book, and are slow.
"""

import importlib
from functools import cache
from pathlib import Path

import pytest

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("planted_*.py"))
# Test modules run side by side cannot print: `make test-slow` shows this when all are done.
TABLE = Path(__file__).parents[1] / ".pytest_cache/planted-faults.txt"
LEAST = 60  # planted faults over all checks


def is_quick(name: str) -> bool:
    """Whether a module plants its faults without a built book."""
    return not getattr(importlib.import_module(name), "WHOLE_BOOK", False)


@cache
def results_of(name: str) -> tuple[str, int, list[str], list]:
    """Name of a check, how many faults were planted, those that were missed, and false alarms."""
    module = importlib.import_module(name)
    missed = [fault for fault, plant in module.FAULTS.items() if not plant()]
    return module.NAME, len(module.FAULTS), missed, module.untouched()


@pytest.fixture(scope="module")
def quick():
    """Results of the checks that need no built book."""
    return [results_of(name) for name in MODULES if is_quick(name)]


def test_no_planted_fault_is_missed(quick):
    assert {name: missed for name, _, missed, _ in quick if missed} == {}


def test_the_report_as_it_stands_has_no_finding(quick):
    assert {name: alarms for name, *_, alarms in quick if alarms} == {}


@pytest.mark.slow
def test_found_missed_and_false_alarms_are_told():
    lines = [f"{'check':<24}{'planted':>9}{'found':>7}{'missed':>8}{'false alarms':>14}"]
    results = [results_of(name) for name in MODULES]
    for name, planted, missed, alarms in results:
        found = planted - len(missed)
        lines.append(f"{name:<24}{planted:>9}{found:>7}{len(missed):>8}{len(alarms):>14}")
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert {name: missed for name, _, missed, _ in results if missed} == {}
    assert {name: alarms for name, *_, alarms in results if alarms} == {}
    assert sum(planted for _, planted, *_ in results) >= LEAST

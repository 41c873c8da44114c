"""Every check finds the faults that are planted for it, and nothing in the report as it stands.

A module planted_<check>.py has NAME, the name of its check; FAULTS, by name a function that
plants the fault and gives what is found of it; and untouched(), what is found without one.
"""

import importlib
from pathlib import Path

import pytest

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("planted_*.py"))
LEAST = 25  # planted faults over all checks


@pytest.fixture(scope="module")
def results():
    """By check: how many faults were planted, those that were missed, and false alarms."""
    found = {}
    for name in MODULES:
        module = importlib.import_module(name)
        missed = [fault for fault, plant in module.FAULTS.items() if not plant()]
        found[module.NAME] = (len(module.FAULTS), missed, module.untouched())
    return found


@pytest.mark.slow
def test_found_missed_and_false_alarms_are_told(results, capsys):
    lines = [f"{'check':<24}{'planted':>9}{'found':>7}{'missed':>8}{'false alarms':>14}"]
    for name, (planted, missed, alarms) in results.items():
        found = planted - len(missed)
        lines.append(f"{name:<24}{planted:>9}{found:>7}{len(missed):>8}{len(alarms):>14}")
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert sum(planted for planted, *_ in results.values()) >= LEAST


def test_no_planted_fault_is_missed(results):
    assert {name: missed for name, (_, missed, _) in results.items() if missed} == {}


def test_the_report_as_it_stands_has_no_finding(results):
    assert {name: alarms for name, (*_, alarms) in results.items() if alarms} == {}

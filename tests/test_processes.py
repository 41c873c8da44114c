"""Processes: started once when they are needed, started again once closed, ended together."""

import pytest

from helpers.building import kernels, press
from helpers.building.processes import Processes


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """Processes that load next to nothing."""
    monkeypatch.setenv("REPORT_KERNELS", "normal")
    monkeypatch.setattr(press, "USED_BY_A_BOOK", ())
    assert kernels.Kernels().forked is False


def test_nothing_is_started_before_it_is_needed():
    with Processes() as processes:
        assert (processes.kernels, processes.press) == (None, None)


def test_each_is_started_once_and_all_end_with_the_block():
    with Processes() as processes:
        processes.start_kernels()
        processes.start_press()
        first = processes.kernels, processes.press
        processes.start_kernels()
        processes.start_press()
        assert (processes.kernels, processes.press) == first
        running = processes.press._process
        assert running.poll() is None
    assert first[0].closed and running.poll() is not None


def test_kernels_that_a_fault_closed_are_replaced():
    with Processes() as processes:
        processes.start_kernels()
        before = processes.kernels
        before.close()
        processes.start_kernels()
        assert processes.kernels is not before and not processes.kernels.closed

"""Waiting: futures come as they end, and a signal that another thread got is acted upon."""

import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from helpers.building.waiting import as_they_end

# A signal for one thread alone: the one that works, while the main thread waits for it.
TO_THE_OTHER = """
import signal, threading, time
from concurrent.futures import ThreadPoolExecutor
from helpers.building.waiting import as_they_end

signal.signal(signal.SIGINT, signal.default_int_handler)

def work():
    time.sleep(0.2)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    stop.wait(60)

stop = threading.Event()
with ThreadPoolExecutor(1) as pool:
    try:
        list(as_they_end([pool.submit(work)]))
    except KeyboardInterrupt:
        stop.set()
        print("heard")
"""


def test_futures_come_in_the_order_in_which_they_end():
    turns = [threading.Event() for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(turn.wait, 30) for turn in turns]
        ended = as_they_end(futures)
        for number in (1, 2, 0):
            turns[number].set()
            assert next(ended) is futures[number]
        assert list(ended) == []


def test_those_that_end_together_come_as_they_are_given():
    futures = [Future() for _ in range(20)]
    for future in futures:
        future.set_result(None)
    assert list(as_they_end(futures)) == futures


@pytest.mark.skipif(sys.platform == "win32", reason="no thread can be signalled there")
def test_a_signal_that_another_thread_got_is_heard():
    ran = subprocess.run(
        [sys.executable, "-c", TO_THE_OTHER], capture_output=True, text=True, timeout=20
    )
    assert ran.stdout == "heard\n", ran.stderr

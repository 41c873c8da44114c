"""Kernel client: ready as soon as its kernel is, and not at all where it is dead."""

import asyncio
import os
import signal

import pytest

from helpers.building.kernel_client import Client
from helpers.building.kernels import Kernels


async def started(kernels: Kernels):
    manager = kernels.manager()
    await manager.start_kernel()
    client = manager.client()
    assert isinstance(client, Client)
    client.start_channels()
    return manager, client


async def ended(manager, client) -> None:
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


async def outputs_of(kernels: Kernels, source: str) -> list[str]:
    """Kinds of messages that a first request is answered with, in order."""
    manager, client = await started(kernels)
    try:
        await client.wait_for_ready(timeout=30)
        asked, kinds = client.execute(source), []
        while kinds[-1:] != ["idle"]:
            message = await client.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") == asked:
                kinds.append(message["content"].get("execution_state", message["msg_type"]))
        return kinds
    finally:
        await ended(manager, client)


async def of_a_dead_one(kernels: Kernels) -> None:
    manager, client = await started(kernels)
    try:
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        await client.wait_for_ready(timeout=30)
    finally:
        await ended(manager, client)


@pytest.mark.parametrize("forked", [True, False])
def test_nothing_of_the_first_request_is_lost(forked):
    with Kernels(forked=forked, libraries=("ipykernel.kernelapp",)) as kernels:
        found = asyncio.run(outputs_of(kernels, "print('out')"))
    assert found == ["busy", "execute_input", "stream", "idle"]


def test_a_dead_kernel_is_not_waited_for():
    with (
        Kernels(libraries=("ipykernel.kernelapp",)) as kernels,
        pytest.raises(RuntimeError, match="it died before it answered"),
    ):
        asyncio.run(of_a_dead_one(kernels))

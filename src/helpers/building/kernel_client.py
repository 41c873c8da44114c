"""Kernel client: the end of a kernel's channels that a build holds."""

from __future__ import annotations

import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient

WAIT_SECONDS = 60


class Client(AsyncKernelClient):
    """Knows at once when its kernel is ready; the usual client listens a while longer."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        end = time.monotonic() + (timeout or WAIT_SECONDS)
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("it died before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"it did not answer in {timeout or WAIT_SECONDS} seconds")

    async def _answers(self) -> bool:
        """Whether an answer came, and on the channel of outputs the word that all of it is done.

        What is sent there before this end is connected is lost, and so it is asked again.
        """
        asked = self.kernel_info()
        with suppress(Empty):
            while not _answers(await self._async_get_shell_msg(timeout=1), asked):
                continue
            while True:
                said = await self._async_get_iopub_msg(timeout=0.2)
                if _answers(said, asked) and said["content"].get("execution_state") == "idle":
                    return True
        return False

    wait_for_ready = _async_wait_for_ready


def _answers(message: dict, asked: str) -> bool:
    return message["parent_header"].get("msg_id") == asked

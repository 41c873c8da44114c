"""Processes that a build works with, each started as soon as it is known to be needed.

Importing what chapters and pages need takes longer than a small build itself. So it is done in
processes of their own, beside what the build does meanwhile, and a preview keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.building.press import Press

if TYPE_CHECKING:
    from helpers.building.kernels import Kernels


class Processes:
    """Kernels and a press, or None for what was not started; to be used with `with`."""

    def __init__(self):
        self.kernels: Kernels | None = None
        self.press: Press | None = None

    def start_kernels(self) -> None:
        """Have kernels at hand; they begin to load libraries. A fault of a cell closes them."""
        if self.kernels is None or self.kernels.closed:
            # Imported here: a build that executes nothing need not wait for jupyter_client.
            from helpers.building.kernels import Kernels

            self.kernels = Kernels().__enter__()

    def start_press(self) -> None:
        """Have a press at hand; it begins to import Sphinx."""
        if self.press is None:
            self.press = Press()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_) -> None:
        if self.kernels is not None:
            self.kernels.close()
        if self.press is not None:
            self.press.close()

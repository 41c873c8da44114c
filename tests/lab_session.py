"""JupyterLab as `make lab` starts it, in a copy of the project, with a browser at its page."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from book import ROOT
from playwright.sync_api import Locator, Page

LAB = ROOT / ".venv-lab/bin/jupyter"
SLOW = 60_000  # milliseconds: machines that run tests are shared
# Texts in the place of expressions, by the number of their cell; only cells near the screen.
EXPRESSIONS = """() => {
  const found = {};
  const cells = ".jp-Notebook .jp-MarkdownCell[data-windowed-list-index]";
  for (const cell of document.querySelectorAll(cells))
    found[cell.dataset.windowedListIndex] = [...cell.querySelectorAll(".myst span")]
      .filter(span => !span.attributes.length && !span.children.length && !span.closest("a, svg"))
      .map(span => span.textContent);
  return found;
}"""
PANEL = ".jp-Notebook .jp-WindowedPanel-outer"
STEP = 500  # pixels: less than what is on the screen


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    """This process's environment, with a Jupyter that keeps everything in a folder."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUPYTER"))}
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        own[f"JUPYTER_{name}"] = str(folder / name.lower())
    return own | {"IPYTHONDIR": str(folder / "ipython")}


@contextmanager
def running(command: list, folder: Path, log: Path, **own) -> Iterator[subprocess.Popen]:
    """A program for as long as it is needed; what it says is in `log`."""
    with open(log, "wb") as said:
        started = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdout=said, stderr=said, **own
        )
        try:
            yield started
        finally:
            started.terminate()
            started.wait(30)


@contextmanager
def jupyterlab(project: Path, scratch: Path) -> Iterator[str]:
    """Address of JupyterLab in a project, without a question for a password."""
    port = free_port()
    command = [
        LAB, "lab", "--config=scripts/lab/jupyter_server_config.py", "--no-browser",
        f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        "--ServerApp.allow_root=True",
    ]  # fmt: skip
    with running(command, project, scratch / "lab.log", env=environment(scratch)):
        yield f"http://127.0.0.1:{port}"


def open_when_there(page: Page, address: str, seconds: float = 60) -> None:
    """Open a page of a server that is still starting."""
    end = time.monotonic() + seconds
    while True:
        try:
            page.goto(address)
            return
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


class Notebook:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page: Page, address: str, path: str):
        self.page = page
        page.set_default_timeout(SLOW)
        open_when_there(page, f"{address}/lab/tree/{path}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        self.idle()

    def idle(self) -> None:
        """Wait until a kernel is there and has nothing to do."""
        self.page.locator(".jp-StatusBar-TextItem", has_text="Python 3 | Idle").wait_for()

    def menu(self, *names: str) -> None:
        """Choose from the menu bar."""
        self.page.get_by_role("menuitem", name=names[0], exact=True).first.click()
        for name in names[1:-1]:
            self.page.locator(".lm-Menu").get_by_text(name, exact=True).hover()
        self.page.locator(".lm-Menu").get_by_text(names[-1], exact=True).click()

    def run_all(self) -> None:
        """Run all cells."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_timeout(1000)
        self.idle()

    def expressions(self) -> dict[int, list[str]]:
        """What stands in the sentences in the place of expressions, by the number of the cell."""
        found: dict[int, list[str]] = {}
        for _ in self._places():
            found |= {int(k): v for k, v in self.page.evaluate(EXPRESSIONS).items()}
        return found

    def _places(self) -> Iterator[int]:
        """Scroll from the top to the end, a screen at a time."""
        outer = self.page.locator(PANEL).first
        place = 0
        while place <= outer.evaluate("panel => panel.scrollHeight"):
            outer.evaluate(f"panel => panel.scrollTop = {place}")
            self.page.wait_for_timeout(80)
            yield place
            place += STEP

    def cell(self, text: str) -> Locator:
        """The first cell with a text."""
        return self.page.locator(".jp-Notebook .jp-Cell", has_text=text).first

    def show(self, text: str) -> Locator:
        """Scroll to the first cell with a text, which is on the screen only near it."""
        for _ in self._places():
            if self.cell(text).is_visible():
                break
        self.cell(text).scroll_into_view_if_needed()
        return self.cell(text)

    def save(self) -> None:
        """Save, and wait until JupyterLab says that it has."""
        self.page.keyboard.press("Control+s")
        self.page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").first.wait_for()

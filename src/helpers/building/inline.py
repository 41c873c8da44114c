"""Inline expressions: a papermill engine that writes `{eval}` results into the sentences."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from helpers.building.chapters import place
from helpers.building.inline_text import expressions, written
from helpers.errors import BuildError

NAME = "inline"
INJECTED = "injected-parameters"  # papermill's own cell
TEMPORARY = re.compile(r"\S*ipykernel_\d+\S*?:(?=\d+:)")
LAST_SECONDS = 10  # for the outputs of what was answered
NOTED = "__import__('helpers.reads', fromlist=['noted']).noted()"
TAKEN = "__import__('helpers.origins', fromlist=['taken']).taken()"
TOLD = "__import__('helpers.origins', fromlist=['told']).told()"


class InlineClient(PapermillNotebookClient):
    """Executes cells in order; a Markdown cell's expressions run where the cell stands."""

    def papermill_execute_cells(self) -> None:
        """Execute every cell and stop at the first that fails.

        Leaves in the notebook's metadata, under "report", the text of each expression by
        its place, what the numbers were read from, and their origins. Raises BuildError that
        names the cell and the expression or the exception.
        """
        # What a cell took comes with the answer that it is done.
        self.kc.execute = partial(self.kc.execute, user_expressions={"taken": TAKEN})
        self.on_cell_executed = self._hear
        self.texts, self.origins, before = {}, {"texts": {}, "cells": {}}, 0
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type == "markdown":
                cell.source = written(cell.source, self.evaluated(cell, before))
            elif cell.cell_type == "code":
                self._executed(cell, index)
                if INJECTED not in cell.metadata.get("tags", []):
                    self.origins["cells"][str(before)] = self._heard
                    before += 1
        reads, told = self._end()
        self.nb.metadata["report"] = {
            "texts": self.texts, "reads": reads, "origins": told | self.origins,
        }  # fmt: skip

    def _hear(self, cell, cell_index: int, execute_reply: dict) -> None:
        answers = execute_reply["content"].get("user_expressions") or {}
        self._heard = _numbers(answers["taken"]) if "taken" in answers else []

    def _executed(self, cell, index: int) -> None:
        self._heard = []
        self.nb_man.cell_start(cell, index)
        try:
            with self._named(cell):
                self.execute_cell(cell, index)
            said = [o.text for o in cell.outputs if o.get("name") == "stderr"]
            _refuse_warnings(cell, "".join(said))
        except CellExecutionError as error:
            raise BuildError(f"cell {cell.id!r}: {error.ename}: {error.evalue}") from None
        self.nb_man.cell_complete(cell, cell_index=index)

    @contextmanager
    def _named(self, cell) -> Iterator[None]:
        """What ends a kernel or takes too long, told with the cell where it did."""
        try:
            yield
        except CellTimeoutError:
            raise BuildError(f"cell {cell.id!r}: took over {self.timeout} seconds") from None
        except DeadKernelError:
            raise BuildError(f"cell {cell.id!r}: its kernel died") from None

    def evaluated(self, cell, before: int) -> dict[str, str]:
        """Text of each expression of a Markdown cell, with `before` code cells before it."""
        found, texts = expressions(cell.source), {}
        # Python gives an answer for each in turn, and so what was taken since the one before.
        asked = [part for expression in found for part in (expression, TAKEN)]
        replies = self._asked(asked, cell) if found else []
        for expression, reply, taken in zip(found, replies[::2], replies[1::2], strict=True):
            texts[expression] = _text(cell, expression, reply)
            self.texts[place(before, expression)] = texts[expression]
            self.origins["texts"][place(before, expression)] = _numbers(taken)
        return texts

    def _end(self) -> tuple[list[str], dict]:
        """What the notebook's numbers came from, and their origins, as the kernel noted them."""
        replies = self._asked([NOTED, TOLD], self.nb.cells[-1])
        for reply in replies:
            if reply["status"] != "ok":
                raise BuildError(f"its reads are not known: {reply['ename']}: {reply['evalue']}")
        reads, told = (ast.literal_eval(reply["data"]["text/plain"]) for reply in replies)
        return reads, json.loads(told)

    def _asked(self, found: list[str], cell) -> list[dict]:
        numbered = {str(number): expression for number, expression in enumerate(found)}
        message = self.kc.execute("", silent=True, store_history=False, user_expressions=numbered)
        with self._named(cell):
            answers = self.wait_for_reply(message, cell)["content"]["user_expressions"]
            _refuse_warnings(cell, self._warnings(message))
        return [answers[number] for number in numbered]

    def _warnings(self, asked: str) -> str:
        """What was written to standard error while a request was carried out."""
        said, content = "", {}
        # Where none comes the kernel has just died, which the next request tells.
        with suppress(Empty):
            while content.get("execution_state") != "idle":
                message = run_sync(self.kc.get_iopub_msg)(timeout=LAST_SECONDS)
                if message["parent_header"].get("msg_id") == asked:
                    content = message["content"]
                    said += content["text"] if content.get("name") == "stderr" else ""
        return said


def _refuse_warnings(cell, said: str) -> None:
    """Raise BuildError where a cell wrote to standard error: it does not tell readers."""
    if said.strip():
        # Python names a cell by a temporary file that is another one each time.
        words = " ".join(TEMPORARY.sub("line ", said).split())
        raise BuildError(f"cell {cell.id!r} wrote to standard error: {words}")


def _numbers(reply: dict) -> list[int]:
    """Numbers of the notes that the kernel says were taken."""
    if reply["status"] != "ok":
        raise BuildError(f"its origins are not known: {reply['ename']}: {reply['evalue']}")
    return [int(number) for number in ast.literal_eval(reply["data"]["text/plain"]).split()]


def _text(cell, expression: str, result: dict) -> str:
    where = f"cell {cell.id!r}, expression {expression!r}"
    if result["status"] != "ok":
        raise BuildError(f"{where}: {result['ename']}: {result['evalue']}")
    plain = result["data"]["text/plain"]
    text = ast.literal_eval(plain) if plain[:1] in "'\"" else plain
    if not str(text).strip() or text in ("None", "nan"):
        raise BuildError(f"{where}: gives {plain}, which is no text for a sentence")
    return str(text)


class InlineEngine(NBClientEngine):
    """Papermill's own engine with InlineClient in the place of its client."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, log_output=False, **options):
        """Execute in `folder` on a kernel of `kernels`; other options are papermill's own."""
        client = InlineClient(
            nb_man,
            kernel_name=kernel_name,
            resources={"metadata": {"path": options["folder"]}},
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            shutdown_kernel="immediate",
            shell_timeout_interval=1,
            log_output=log_output,
        )
        client.km = options["kernels"].manager(kernel_name)
        try:
            return client.execute()
        except RuntimeError as error:
            raise BuildError(f"its kernel did not start: {error}") from None


papermill_engines.register(NAME, InlineEngine)

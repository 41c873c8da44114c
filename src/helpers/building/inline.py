"""Inline expressions: a papermill engine that writes `{eval}` results into the sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


class InlineClient(PapermillNotebookClient):
    """Executes cells in order; a Markdown cell's expressions run where the cell stands."""

    def papermill_execute_cells(self) -> None:
        """Execute every cell and stop at the first that fails.

        Leaves in the notebook's metadata, under "report", the text of each expression by
        its place and what the numbers were read from. Raises BuildError that names the
        cell and the expression or the exception.
        """
        texts, before = {}, 0
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type == "markdown":
                found = self.evaluated(cell)
                texts |= {place(before, expression): text for expression, text in found.items()}
                cell.source = written(cell.source, found)
            elif cell.cell_type == "code":
                self._executed(cell, index)
                before += INJECTED not in cell.metadata.get("tags", [])
        self.nb.metadata["report"] = {"texts": texts, "reads": self.reads()}

    def _executed(self, cell, index: int) -> None:
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

    def evaluated(self, cell) -> dict[str, str]:
        """Text of each expression of a Markdown cell."""
        found = expressions(cell.source)
        replies = self._asked(found, cell) if found else {}
        return {e: _text(cell, e, reply) for e, reply in replies.items()}

    def reads(self) -> list[str]:
        """What the notebook's numbers came from, as the kernel noted it."""
        reply = self._asked([NOTED], self.nb.cells[-1])[NOTED]
        if reply["status"] != "ok":
            raise BuildError(f"its reads are not known: {reply['ename']}: {reply['evalue']}")
        return ast.literal_eval(reply["data"]["text/plain"])

    def _asked(self, found: list[str], cell) -> dict[str, dict]:
        numbered = {str(number): expression for number, expression in enumerate(found)}
        message = self.kc.execute("", silent=True, store_history=False, user_expressions=numbered)
        with self._named(cell):
            answers = self.wait_for_reply(message, cell)["content"]["user_expressions"]
            _refuse_warnings(cell, self._warnings(message))
        return {expression: answers[number] for number, expression in numbered.items()}

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

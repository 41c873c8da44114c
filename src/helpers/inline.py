"""Inline expressions: a papermill engine that writes `{eval}` results into the sentences."""

from __future__ import annotations

import ast
import re
import tempfile

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from helpers.errors import BuildError

EXPRESSION = re.compile(r"(?<!`)\{eval\}`([^`]+)`")
NAME = "inline"


def expressions(source: str) -> list[str]:
    """Expressions of a Markdown cell, in order."""
    return EXPRESSION.findall(source)


class InlineClient(PapermillNotebookClient):
    """Executes cells in order; a Markdown cell's expressions run where the cell stands."""

    def papermill_execute_cells(self) -> None:
        """Execute every cell and stop at the first that fails.

        Raises BuildError that names the cell and the expression or the exception.
        """
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type == "markdown":
                cell.source = self.evaluated(cell)
                continue
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                raise BuildError(f"cell {cell.id!r}: {error.ename}: {error.evalue}") from None
            except CellTimeoutError:
                raise BuildError(f"cell {cell.id!r}: took over {self.timeout} seconds") from None
            except DeadKernelError:
                raise BuildError(f"cell {cell.id!r}: its kernel died") from None
            self.nb_man.cell_complete(cell, cell_index=index)

    def evaluated(self, cell) -> str:
        """Source of a Markdown cell with each expression replaced by its text."""
        found = list(dict.fromkeys(expressions(cell.source)))
        if not found:
            return cell.source
        asked = {str(number): expression for number, expression in enumerate(found)}
        message = self.kc.execute("", silent=True, store_history=False, user_expressions=asked)
        reply = self.wait_for_reply(message)["content"]
        texts = {
            expression: _text(cell, expression, reply["user_expressions"][number])
            for number, expression in asked.items()
        }
        return EXPRESSION.sub(lambda match: texts[match.group(1)], cell.source)


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
        """Execute the notebook in `folder`; other options are those of papermill's own engine."""
        client = InlineClient(
            nb_man,
            kernel_name=kernel_name,
            resources={"metadata": {"path": options["folder"]}},
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            shutdown_kernel="immediate",
            log_output=log_output,
        )
        # Sockets in files: two notebooks at once cannot race for a TCP port. Their folder is
        # the system's temporary one because a socket's path may have no more than 100 letters.
        with tempfile.TemporaryDirectory(prefix="report-") as sockets:
            manager = client.create_kernel_manager()
            manager.transport, manager.ip = "ipc", f"{sockets}/socket"
            manager.connection_file = f"{sockets}/kernel.json"
            return client.execute()


papermill_engines.register(NAME, InlineEngine)

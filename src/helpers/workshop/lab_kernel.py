"""Kernel of `make lab`: Python as in the build, with help on measures while a cell is written."""

from __future__ import annotations

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell, ZMQShellDisplayHook

from helpers.answers import Text
from helpers.workshop.typed import looked_at, offers
from helpers.workshop.words import words_list, words_table

OFFERED = "_jupyter_types_experimental"  # where JupyterLab looks for what stands beside a word
LONGEST = 28  # characters of a present text beside a word; the help has all of it


class WordsDisplayHook(ZMQShellDisplayHook):
    """Shows the words of a measure beneath a cell that ends with it.

    Expressions in sentences do not come by here: they stay the measure's text alone.
    """

    def compute_format_data(self, result):
        """Data of a cell's result, of a measure with the table of its words."""
        data, metadata = super().compute_format_data(result)
        if isinstance(result, Text):
            data["text/html"] = words_table(result, type(result).__name__)
        return data, metadata


class WordsShell(ZMQInteractiveShell):
    """IPython's shell with that display."""

    displayhook_class = WordsDisplayHook


class LabKernel(IPythonKernel):
    """IPython's kernel; answers about measures itself and leaves the rest to IPython."""

    shell_class = WordsShell

    def do_complete(self, code, cursor_pos):
        """Words of a measure with their present text, or what IPython offers."""
        cursor = len(code) if cursor_pos is None else cursor_pos
        found = offers(code, cursor, self.shell.user_ns)
        if not found or not found[1]:
            return super().do_complete(code, cursor_pos)
        start, offered = found
        listed = [
            {"start": start, "end": cursor, "text": o.insert, "type": _short(o.beside),
             "signature": ""}
            for o in offered
        ]  # fmt: skip
        return {
            "matches": [o.insert for o in offered],
            "cursor_start": start,
            "cursor_end": cursor,
            "metadata": {OFFERED: listed},
            "status": "ok",
        }

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        """Help and present text of the word at the cursor, or what IPython knows of it."""
        found = looked_at(code, cursor_pos, self.shell.user_ns)
        if not found:
            return super().do_inspect(code, cursor_pos, detail_level, omit_sections)
        written, thing, word = found
        if word:
            text = "\n\n".join(filter(None, [word.shown, f".{word.written}: {word.help}"]))
            data = {"text/plain": text}
        else:
            data = {
                "text/plain": words_list(thing, written),
                "text/html": words_table(thing, written),
            }
        return {"status": "ok", "found": True, "data": data, "metadata": {}}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=LabKernel)

"""Server of `make lab`: what it stores, what it trusts and how pages look there."""

from __future__ import annotations

from pathlib import Path

from jupyterlab_myst.notary import MySTNotebookNotary

from helpers.workshop.saving import keep_sources_only

STYLES = "scripts/lab/custom"


class SourcesNotary(MySTNotebookNotary):
    """Trusts a notebook in which nothing is stored but what an author wrote.

    JupyterLab shows numbers in the sentences of trusted notebooks only, and mistrusts each
    that somebody else changed. What it guards against are outputs, and here none are stored.
    """

    def check_signature(self, nb) -> bool:
        """Whether the notebook holds no output and no evaluated expression, or was signed."""
        return self.check_cells(nb) or super().check_signature(nb)


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "helpers.workshop.lab_server"}]


def _load_jupyter_server_extension(server) -> None:
    contents = server.contents_manager
    contents.register_pre_save_hook(keep_sources_only)
    contents.notary = SourcesNotary(parent=contents)
    folder = str(Path(server.root_dir, STYLES))
    server.web_app.settings["static_custom_path"].insert(0, folder)

"""The server of JupyterLab: what it trusts, and what it is told at its start.

JupyterLab's extension is not where these tests run; nbformat's notary, which it builds on, stands
in for its own. `make check-lab` drives the real one.
"""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import nbformat
import pytest
from nbformat.sign import MemorySignatureStore, NotebookNotary

from helpers.workshop.saving import keep_sources_only

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def lab_server(monkeypatch):
    extension, notary = ModuleType("jupyterlab_myst"), ModuleType("jupyterlab_myst.notary")
    notary.MySTNotebookNotary = NotebookNotary
    monkeypatch.setitem(sys.modules, "jupyterlab_myst", extension)
    monkeypatch.setitem(sys.modules, "jupyterlab_myst.notary", notary)
    monkeypatch.delitem(sys.modules, "helpers.workshop.lab_server", raising=False)
    from helpers.workshop import lab_server

    yield lab_server
    sys.modules.pop("helpers.workshop.lab_server", None)


@pytest.fixture
def notary(lab_server):
    made = lab_server.SourcesNotary(secret=b"1", store_factory=MemorySignatureStore)
    assert isinstance(made.store, MemorySignatureStore)
    return made


def ran():
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    shown = nbformat.v4.new_output("display_data", {"text/html": "<script></script>"})
    made.cells[0].outputs = [shown]
    return made


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_the_shipped_notebooks_are_trusted_on_every_machine(notary, path):
    assert notary.check_signature(nbformat.read(path, as_version=4))


def test_stored_outputs_are_not_trusted_until_they_are_signed(notary):
    notebook = ran()
    assert not notary.check_signature(notebook)
    notary.sign(notebook)
    assert notary.check_signature(notebook)


def test_the_server_is_told(lab_server):
    hooks, styles = [], ["/elsewhere"]
    contents = SimpleNamespace(register_pre_save_hook=hooks.append, notary=None)
    lab_server.SourcesNotary = lambda parent: ("notary of", parent)
    server = SimpleNamespace(
        contents_manager=contents,
        root_dir=str(ROOT),
        web_app=SimpleNamespace(settings={"static_custom_path": styles}),
    )
    lab_server._load_jupyter_server_extension(server)
    assert hooks == [keep_sources_only]
    assert contents.notary == ("notary of", contents)
    assert styles[1:] == ["/elsewhere"] and (Path(styles[0]) / "custom.css").is_file()
    assert lab_server._jupyter_server_extension_points() == [{"module": lab_server.__name__}]

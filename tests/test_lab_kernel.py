"""The kernel of JupyterLab: it answers about measures, and gives expressions as the build does."""

import ast
import json
import os
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from helpers.building.inline_text import expressions
from helpers.edition import Edition

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "scripts/lab/kernels/python3/kernel.json"
SETUP = (
    'from helpers.edition import Edition\nprimary = Edition("2020-21", phase="primary")\n'
    'interest = primary["interest"]'
)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ipython")
    given = json.loads(SPEC.read_text(encoding="utf-8"))
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=[sys.executable, *given["argv"][1:]])
    own = os.environ | {"PYTHONPATH": str(ROOT / "src"), "IPYTHONDIR": str(folder)}
    manager.start_kernel(cwd=str(ROOT / "notebooks"), env=own)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    run(client, SETUP)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client, code, **expressions):
    """Displayed data of a cell, and the results of expressions."""
    shown = []
    reply = client.execute_interactive(
        code,
        user_expressions=expressions,
        timeout=120,
        output_hook=lambda message: shown.append(message["content"].get("data")),
    )["content"]
    assert reply["status"] == "ok", reply
    return [data for data in shown if data], reply["user_expressions"]


def completed(client, code):
    content = client.complete(code, reply=True, timeout=60)["content"]
    listed = content["metadata"].get("_jupyter_types_experimental", [])
    return content["matches"], {one["text"]: one["type"] for one in listed}


def test_words_are_completed_with_their_present_text(kernel):
    interest = Edition("2020-21", phase="primary")["interest"]
    matches, beside = completed(kernel, "primary['interest'].")
    assert matches[:3] == ["baseline", "followup", "comparison"]
    assert beside["baseline"] == str(interest.baseline)
    assert str(interest.change).startswith(beside["change"][:-1]) and beside["change"][-1] == "…"


def test_items_are_completed_with_their_labels(kernel):
    matches, beside = completed(kernel, 'primary["inter')
    assert "interest" in matches
    assert beside["interest"] == "Interest in other cultures"


def test_the_rest_of_python_is_completed_as_ever(kernel):
    assert "zip" in completed(kernel, "zi")[0]
    assert "figure_change" in completed(kernel, "primary.figure_ch")[0]


def test_help_says_the_present_text(kernel):
    change = Edition("2020-21", phase="primary")["interest"].change
    said = kernel.inspect("interest.change", 15, reply=True, timeout=60)["content"]
    assert said["found"]
    assert said["data"]["text/plain"].splitlines()[0] == str(change)
    assert ".change: From baseline to the end of Linking" in said["data"]["text/plain"]


def test_help_on_the_rest_is_pythons_own(kernel):
    said = kernel.inspect("primary.figure_change", 21, reply=True, timeout=60)["content"]
    assert "Baseline and end of Linking bars" in said["data"]["text/plain"]
    assert not kernel.inspect("nobody", 6, reply=True, timeout=60)["content"]["found"]


def test_a_measure_under_a_cell_is_a_table_and_in_a_sentence_its_text(kernel):
    shown, results = run(kernel, "interest", a="interest", b="interest.followup.words")
    assert '<th scope="row">.baseline</th>' in shown[0]["text/html"]
    assert shown[0]["text/plain"] == "interest in other cultures"
    assert results["a"]["data"] == {"text/plain": "interest in other cultures"}
    assert ast.literal_eval(results["b"]["data"]["text/plain"]).startswith("three-quarters")


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_every_expression_of_a_chapter_is_plain_text_on_the_screen(kernel, path):
    """JupyterLab shows the richest form of a result, so there must be no other than its text."""
    other = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not shows_a_figure(source):
            kernel.execute_interactive(source, timeout=120, output_hook=lambda message: None)
        found = expressions(source) if cell["cell_type"] == "markdown" else []
        _, results = run(kernel, "", **{f"e{n}": e for n, e in enumerate(found)})
        for expression, result in zip(found, results.values(), strict=True):
            if result["status"] == "ok" and set(result["data"]) != {"text/plain"}:
                other.append(expression)
    assert other == []


def shows_a_figure(source: str) -> bool:
    """Whether a cell would draw, which has nothing to do with the sentences."""
    return ".figure_" in source

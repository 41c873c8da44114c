"""Kernels: forked or started as usual they give the same outputs, and none outlives its build."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers.building.kernels import SETTING, Kernels, can_fork
from helpers.errors import InputError

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork")
FEW = ("numpy", "ipykernel.kernelapp", "ipykernel.debugger")
OWN, PARENT = "import os; print(os.getpid())", "import os; print(os.getppid())"
# Holds the interpreter's lock: no thread of the kernel can notice anything.
STUCK = "import ctypes; ctypes.PyDLL(None).sleep(600)"
SEED = "7"
BACKGROUND = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"


def run(kernels: Kernels, folder: Path, *sources: str, **options):
    """Cells of a notebook that was executed in a folder."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    book = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(folder)}}
    options = {"timeout": 60, "shutdown_kernel": "immediate", "record_timing": False} | options
    client = NotebookClient(book, resources=resources, kernel_name="python3", **options)
    client.km = kernels.manager()
    return client.execute().cells


def printed(kernels: Kernels, folder: Path, source: str) -> str:
    return run(kernels, folder, source)[0].outputs[0].text.strip()


def started(
    kernels: Kernels, folder: Path, *sources: str, kernel: str = "python3", timeout: int = 60
) -> tuple[NotebookClient, list[int]]:
    """A client whose kernel still runs, and the numbers that its cells printed."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    book = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(folder)}}
    options = {"timeout": timeout, "shutdown_kernel": "immediate"}
    client = NotebookClient(book, resources=resources, **options)
    client.km = kernels.manager(kernel)
    client.start_new_kernel()
    client.start_new_kernel_client()
    for number, cell in enumerate(cells):
        client.execute_cell(cell, number)
    return client, [int(cell.outputs[0].text) for cell in cells]


def running(pid: int) -> bool:
    """Whether a process runs; one that has ended but was not yet reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def still_there(folder: Path, pids: list[int], seconds: float = 5) -> list:
    """What is left of a folder and processes after at most that time."""
    end = time.monotonic() + seconds
    while True:
        left = [pid for pid in pids if running(pid)] + [folder] * folder.exists()
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.05)


@pytest.fixture(scope="module")
def forked():
    """Forked kernels that have preloaded all that chapters import, with a seed for hashes."""
    if not hasattr(os, "fork"):
        pytest.skip("this platform cannot fork")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONHASHSEED", SEED)
        with Kernels(forked=True) as kernels:
            yield kernels


@pytest.fixture(
    params=[pytest.param(True, marks=needs_fork, id="forked"), pytest.param(False, id="normal")]
)
def either(request) -> Kernels:
    return Kernels(forked=request.param, libraries=FEW)


NOTEBOOK = [
    # A figure of a package that nobody imported: the kernel's own way to show it.
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);",
    "import matplotlib; matplotlib.get_backend(), sorted(matplotlib.rcParams.items())",
    "import seaborn as sns; sns.histplot(x=[1, 2, 2, 3]); plt.title('Seaborn');",
    "from helpers.edition import Edition\nprimary = Edition('first', phase='primary')",
    "primary.figure_change('1.1', 'interest', 'Interest')",
    "primary['interest'].change, matplotlib.get_backend()",
    "list({f'word {n}' for n in range(20)}), hash('text')",
    "import random, numpy as np, pandas as pd\nrandom.seed(1); np.random.seed(1)",
    "random.random(), np.random.random(), pd.DataFrame({'x': np.arange(3) / 3, 'y': list('abc')})",
    "np.linalg.svd(np.random.default_rng(0).random((200, 200)))[1].tolist()",
    "import os, sys\nprint('out'); print('err', file=sys.stderr); os.system('echo below Python')",
    "import signal\n[signal.getsignal(n) for n in (2, 13, 15, 17)], signal.set_wakeup_fd(-1)",
    "OWN = {(n, os.environ[n]) for n in ('JPY_PARENT_PID', 'PYTEST_CURRENT_TEST')}",
    "os.getcwd(), sys.path, len(sys.argv), sys.argv[0], sys.argv[-1], __name__, sys.flags",
    "sorted(os.environ.items() - OWN), sys.stdin.read()",
    "os.getsid(0) == os.getpgid(0) == os.getpid()",
    "from pathlib import Path; files = list(Path('/proc/self/fd').glob('*'))\n"
    "sorted(os.readlink(f).split(':')[0] for f in files if int(f.name) > 2 and f.is_symlink())",
    "import threading, gc\nsorted(type(t).__name__ for t in threading.enumerate()), gc.isenabled()",
    "sorted(n for n in sys.modules if n.startswith('helpers')), sys.modules['__main__'].__name__",
    "import warnings; warnings.warn('take care')",
    "import inspect; inspect.getsource(Edition)[:200]",
    "pd.Series([1])['no such label']",
    "def wrong(): return 1 / 0\nwrong()",
    "import missing_module",
    "%matplotlib inline\nplt.plot([1, 2]);",
]


def executed(kernels: Kernels, folder: Path) -> tuple[list, dict[str, str]]:
    """Outputs of NOTEBOOK, a list for each cell, and the drawings that it wrote."""
    folder.mkdir()
    cells = run(kernels, folder, *NOTEBOOK, allow_errors=True)
    drawings = {path.name: path.read_text() for path in folder.rglob("*.svg")}
    shutil.rmtree(folder)
    # The file name that a warning gives for its cell holds the number of the process.
    texts = [re.sub(r"ipykernel_\d+", "ipykernel", json.dumps(cell.outputs)) for cell in cells]
    return [json.loads(text) for text in texts], drawings


@pytest.mark.slow
def test_outputs_are_the_same_either_way(forked, project, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", SEED)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    folder = project.root / "notebooks"
    with Kernels(forked=False) as usual:
        outputs, drawings = executed(usual, folder)
    outputs_of_fork, drawings_of_fork = executed(forked, folder)
    for source, one, other in zip(NOTEBOOK, outputs_of_fork, outputs, strict=True):
        assert one == other, source
    assert drawings_of_fork == drawings and list(drawings) == ["fig-1-1.svg"]
    # The comparison is of what it is meant to be of.
    shown = [kind for output in outputs for one in output for kind in one.get("data", ())]
    assert (shown.count("image/png"), shown.count("text/markdown")) == (3, 1)
    errors = [one["ename"] for output in outputs for one in output if "ename" in one]
    assert errors == ["KeyError", "ZeroDivisionError", "ModuleNotFoundError"]
    hashed = [sys.executable, "-c", "print(hash('text'))"]
    assert subprocess.check_output(hashed, text=True).strip() in str(outputs[6])
    assert "'OMP_NUM_THREADS', '1'" in str(outputs)


def test_kernels_share_neither_state_nor_chance(forked, tmp_path):
    source = (
        "import os, random, tempfile, numpy as np; x = 'x' in globals(); print(x, os.getpid(),"
        "random.random(), np.random.random(), np.random.default_rng().random(), sep='\\n')"
    )
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: printed(forked, tmp_path, source).split(), range(4)))
    seen, *rest = zip(*texts, strict=True)
    assert set(seen) == {"False"}
    assert [len(set(values)) for values in rest] == [4, 4, 4, 4]


def test_a_module_that_changed_is_not_stale(forked, tmp_path, monkeypatch):
    module = tmp_path / "chapter_words.py"
    monkeypatch.chdir(tmp_path)
    for text in ("before", "afterwards"):
        module.write_text(f"WORD = {text!r}")
        assert printed(forked, tmp_path, "import chapter_words as c; print(c.WORD)") == text
    assert printed(forked, tmp_path, "import sys; print('helpers' in sys.modules)") == "False"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_but_the_line_to_the_build_is_open_before_a_fork(forked, tmp_path):
    code = (
        "import os; from pathlib import Path; here = Path(f'/proc/{os.getppid()}')\n"
        "print(len(list(here.glob('task/*'))), *sorted(os.readlink(f).split(':')[0]"
        " for f in here.glob('fd/*') if int(f.name) > 2))"
    )
    # A thread; sockets to the build and for this kernel; a pipe for signals.
    assert printed(forked, tmp_path, code) == "1 pipe pipe socket socket"


@pytest.mark.parametrize(
    ("death", "code"),
    [
        ("import os; os._exit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    ],
)
def test_a_kernel_that_dies_is_noticed_at_once(forked, tmp_path, death, code):
    client, [pid] = started(forked, tmp_path, OWN)
    process, begun = client.km.provisioner.process, time.monotonic()
    with pytest.raises(DeadKernelError):
        client.execute_cell(nbformat.v4.new_code_cell(death), 0)
    assert time.monotonic() - begun < 10
    assert process.poll() == code
    assert not Path(f"/proc/{pid}").exists(), "a zombie is left"
    client._cleanup_kernel()


def test_a_cell_that_hangs_is_interrupted_or_ended(forked, tmp_path):
    hang = "import time; time.sleep(600)"
    with pytest.raises(CellExecutionError, match="KeyboardInterrupt"):
        run(forked, tmp_path, hang, timeout=1, interrupt_on_timeout=True)
    client, [pid] = started(forked, tmp_path, OWN, timeout=1)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass"
    with pytest.raises(CellTimeoutError):
        client.execute_cell(nbformat.v4.new_code_cell(deaf), 0)
    client._cleanup_kernel()
    assert not running(pid)


def test_a_kernel_that_was_shut_down_leaves_no_file(forked, tmp_path):
    client, _ = started(forked, tmp_path, OWN)
    folder = Path(client.km.connection_file).parent
    assert folder.exists()
    client._cleanup_kernel()
    assert not folder.exists() and folder.parent.exists()


def test_a_kernel_of_another_environment_is_started_as_usual(forked, tmp_path, monkeypatch):
    spec, python = tmp_path / "kernels/other/kernel.json", tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o700)
    spec.parent.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Other", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    client, [parent] = started(forked, tmp_path, PARENT, kernel="other")
    client._cleanup_kernel()
    assert parent == os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="others notice after a second, or never")
def test_kernels_die_with_the_preloaded_process_and_others_start_as_usual(tmp_path):
    with Kernels(forked=True, libraries=FEW) as kernels:
        client, [preloaded] = started(kernels, tmp_path, PARENT)
        os.kill(preloaded, signal.SIGKILL)
        with pytest.raises(DeadKernelError):
            client.execute_cell(nbformat.v4.new_code_cell(STUCK), 0)
        assert printed(kernels, tmp_path, PARENT) == str(os.getpid())
    assert still_there(Path(kernels._folder), [client.km.provisioner.pid]) == []


@pytest.mark.skipif(os.name == "nt", reason="sleep is a program of Unix")
def test_leaving_ends_every_kernel_and_removes_its_files(either, tmp_path):
    with either as kernels:
        clients, pids = zip(*[started(kernels, tmp_path, OWN) for _ in "ab"], strict=True)
        folder = Path(clients[0].km.connection_file).parents[1]
        assert len(list(folder.glob("*/*"))) == 12, "two kernels: five sockets and a file each"
        assert [running(pid) for [pid] in pids] == [True, True]
    assert still_there(folder, [pid for [pid] in pids], seconds=0) == []


@needs_fork
def test_leaving_ends_what_a_cell_has_started(tmp_path):
    with Kernels(forked=True, libraries=FEW) as kernels:
        _, pids = started(kernels, tmp_path, OWN, BACKGROUND)
    assert still_there(Path(kernels._folder), pids) == []


@needs_fork
def test_leaving_does_not_wait_for_preloading(tmp_path, monkeypatch):
    (tmp_path / "slow_to_import.py").write_text("import time; time.sleep(600)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Kernels(forked=True, libraries=["slow_to_import"]) as kernels:
        time.sleep(0.5)
        begun = time.monotonic()
    assert time.monotonic() - begun < 10
    assert still_there(Path(kernels._folder), [kernels._preloaded.pid], seconds=0) == []


def test_a_kernel_computes_in_as_many_threads_as_it_was_told(forked, tmp_path, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert printed(forked, tmp_path, "import os; print(os.environ['OMP_NUM_THREADS'])") == "2"


@needs_fork
def test_a_preloaded_process_that_cannot_start_leaves_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(FileNotFoundError), Kernels(forked=True):
        pass
    assert list(tmp_path.iterdir()) == []


BUILD = """
import sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_kernels import BACKGROUND, FEW, OWN, PARENT, Kernels, started
with Kernels(forked=True, libraries=FEW) as kernels:
    client, pids = started(kernels, Path({folder!r}), OWN, PARENT, BACKGROUND)
    print(Path(client.km.connection_file).parents[1], *pids, flush=True)
    time.sleep(600)
"""


@needs_fork
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_killed_leaves_nothing(tmp_path, number):
    code = BUILD.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as build:
        folder, *pids = build.stdout.readline().split()
        os.killpg(build.pid, number)
        faults = build.stderr.read()
    assert len(pids) == 3 and "Debugger" not in faults
    assert still_there(Path(folder), list(map(int, pids))) == []


@needs_fork
def test_the_setting_says_how_kernels_start(monkeypatch):
    monkeypatch.setenv(SETTING, "normal")
    assert not can_fork() and not Kernels().forked
    monkeypatch.setenv(SETTING, "forked")
    assert can_fork() and Kernels().forked
    monkeypatch.setenv(SETTING, "fast")
    with pytest.raises(InputError, match="REPORT_KERNELS: is 'fast'; say forked or normal"):
        can_fork()
    monkeypatch.delenv(SETTING)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not can_fork()

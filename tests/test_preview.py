"""The preview: pages with their script, builds after a change, errors until they are mended."""

import json
import os
import threading
import time
from http.client import HTTPConnection

import pytest
from book import small_project

from helpers.building import preview as module
from helpers.building.preview import SCRIPT_PATH, STATE_PATH, State, serve, snapshot, watch
from helpers.building.rebuilding import Rebuilt
from helpers.errors import BuildError
from helpers.project import BOOK


@pytest.fixture
def folder(tmp_path):
    folder = small_project(tmp_path)
    (folder / BOOK).mkdir(parents=True)
    (folder / BOOK / "index.html").write_text("<html><body>A page</body></html>")
    (folder / BOOK / "a.css").write_text("a {}")
    return folder


@pytest.fixture
def state():
    return State()


@pytest.fixture
def get(folder, state):
    server = serve(folder, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(path: str, host: str = "localhost"):
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        connection.request("GET", path, headers={"Host": f"{host}:{server.server_port}"})
        reply = connection.getresponse()
        return reply.status, reply.read().decode()

    yield ask
    server.shutdown()
    server.server_close()


def test_it_listens_on_this_machine_only(folder, state):
    server = serve(folder, state)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()


def test_pages_carry_the_script_and_other_files_come_as_they_are(get):
    status, page = get("/index.html")
    assert status == 200 and page.count(SCRIPT_PATH) == 1 and "A page" in page
    assert SCRIPT_PATH in get("/")[1]
    assert get("/a.css") == (200, "a {}")
    assert "location.reload" in get(SCRIPT_PATH)[1]


def test_other_hosts_names_and_other_folders_are_refused(get):
    assert get("/index.html", host="example.org")[0] == 403
    assert get("/../../data/questionnaire.yml")[0] == 404
    assert get("/missing.html")[0] == 404


def test_before_the_first_book_it_says_that_it_builds(get, folder):
    (folder / BOOK / "index.html").unlink()
    (folder / BOOK / "a.css").unlink()
    (folder / BOOK).rmdir()
    status, page = get("/")
    assert status == 200 and "Building" in page and SCRIPT_PATH in page


def test_the_state_answers_when_it_changes(get, state):
    threading.Timer(0.3, state.set, [Rebuilt("cell 'x': NameError", ())]).start()
    start = time.monotonic()
    told = json.loads(get(f"{STATE_PATH}?known=0")[1])
    assert told == {"version": 1, "error": "cell 'x': NameError", "changed": []}
    assert time.monotonic() - start < module.WAIT_SECONDS
    state.set(Rebuilt("", ("a.html", "b.html")))
    told = json.loads(get(f"{STATE_PATH}?known=1")[1])
    assert told == {"version": 2, "error": "", "changed": ["a.html", "b.html"]}


def test_the_state_names_what_changed_since_it_was_asked(get, state):
    for changed in (("a.html",), ("b.html",), ("a.html", "c.html")):
        state.set(Rebuilt("", changed))
    assert json.loads(get(f"{STATE_PATH}?known=1")[1])["changed"] == ["a.html", "b.html", "c.html"]
    assert json.loads(get(f"{STATE_PATH}?known=2")[1])["changed"] == ["a.html", "c.html"]
    state.set(Rebuilt("", None))
    assert json.loads(get(f"{STATE_PATH}?known=2")[1])["changed"] is None


def test_pages_beside_the_book_are_made_again_after_a_build(folder, state):
    made = []

    def items() -> str:
        made.append(state.version)
        if state.version == 1:
            raise BuildError("there is no item <b>")
        return f"<p>Items, {len(made)}</p>"

    server = serve(folder, state, beside={"/items": items})
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask() -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        connection.request("GET", "/items", headers={"Host": f"localhost:{server.server_port}"})
        reply = connection.getresponse()
        return reply.status, reply.read().decode()

    assert ask() == ask() == (200, "<p>Items, 1</p>")
    state.set(Rebuilt("", ()))
    assert "<pre>there is no item &lt;b&gt;</pre>" in ask()[1]
    state.set(Rebuilt("", ()))
    assert ask() == (200, "<p>Items, 3</p>") and made == [0, 1, 2]
    assert not (folder / BOOK / "items").exists(), "it is no page of the book"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("notebooks/chapter.ipynb", True),
        ("book/index.md", True),
        ("book/_static/report.css", True),
        ("data/waves/2020-21/baseline.csv", True),
        ("_toc.yml", True),
        ("book/_build/html/index.html", False),
        ("notebooks/.ipynb_checkpoints/x.ipynb", False),
        ("notebooks/figures/fig-1-1.svg", False),
    ],
)
def test_what_a_build_reads_is_watched_and_what_it_makes_is_not(folder, name, counts):
    before = snapshot(folder)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("other")
    os.utime(path, (1, 1))
    assert (snapshot(folder) != before) == counts


def test_a_save_builds_again_and_an_error_stays_until_mended(folder, state, monkeypatch):
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    stop, said, built = threading.Event(), iter(["", "a fault", ""]), []

    def build() -> Rebuilt:
        built.append(time.monotonic())
        return Rebuilt(next(said), ())

    watching = threading.Thread(target=watch, args=(folder, state, build, stop))
    watching.start()
    for number, error in enumerate(["", "a fault", ""], start=1):
        state._changed.acquire()
        assert state._changed.wait_for(lambda n=number: state.version == n, 10)
        state._changed.release()
        assert state.error == error
        (folder / "book/index.md").write_text(f"# Save {number}")
        if number == 3:
            stop.set()
    watching.join(10)
    assert not watching.is_alive() and len(built) >= 3

"""Preview: the book on this machine, built again and shown again when a file is saved."""

from __future__ import annotations

import html
import json
import threading
import time
from collections.abc import Callable, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from helpers.building.rebuilding import Rebuilding, Rebuilt
from helpers.errors import BuildError
from helpers.project import BOOK

WATCHED = ("notebooks", "book", "data", "src", "_config.yml", "_toc.yml", "requirements.lock")
LEFT_OUT = ("_build", "__pycache__", ".ipynb_checkpoints", "figures/fig-")
LOOK_SECONDS = 0.3
WAIT_SECONDS = 20
HERE = ("127.0.0.1", "localhost")
SCRIPT_PATH, STATE_PATH = "/_preview.js", "/_preview/state"
SCRIPT = """
(async () => {
  let known = null;
  const page = decodeURI(location.pathname).slice(1).replace(/^$|\\/$/, "$&index.html");
  const shows = changed => !changed || document.title === "Building" ||
    changed.some(name => name === page || /^_(images|static)\\//.test(name));
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:9999;margin:0;padding:1rem;" +
    "max-height:60vh;overflow:auto;background:#fff;color:#0b0c0c;border-top:6px solid #d4351c;" +
    "white-space:pre-wrap";
  for (;;) {
    try {
      const reply = await fetch("STATE?known=" + (known ?? ""));
      const state = await reply.json();
      if (known !== null && state.version !== known && !state.error && shows(state.changed))
        location.reload();
      known = state.version;
      box.textContent = state.error;
      if (state.error) document.body.append(box); else box.remove();
    } catch { await new Promise(again => setTimeout(again, 1000)); }
  }
})();
""".replace("STATE", STATE_PATH)


class State:
    """How many builds there were, what each changed, and what the last said where it failed."""

    def __init__(self):
        self.error = ""
        self._builds: list[tuple[str, ...] | None] = []
        self._changed = threading.Condition()

    @property
    def version(self) -> int:
        """How many builds there were."""
        return len(self._builds)

    def set(self, rebuilt: Rebuilt) -> None:
        """Count a build; its `error` is empty where it came out well."""
        with self._changed:
            self.error = rebuilt.error
            self._builds.append(rebuilt.changed)
            self._changed.notify_all()

    def wait(self, known: str) -> dict:
        """State as soon as it is another than `known`, or after a while.

        `changed` names the files that builds since then changed, null where any may have.
        """
        with self._changed:
            self._changed.wait_for(lambda: str(self.version) != known, WAIT_SECONDS)
            since = self._builds[int(known) if known.isdigit() else 0 :]
            changed = None if None in since else sorted({name for names in since for name in names})
            return {"version": self.version, "error": self.error, "changed": changed}


def snapshot(root: Path) -> dict[Path, tuple[int, int]]:
    """Time and size of every file that a build depends on."""
    found = {}
    for name in WATCHED:
        top = root / name
        for path in [top] if top.is_file() else top.rglob("*"):
            shown = path.relative_to(root).as_posix()
            if any(part in shown for part in LEFT_OUT):
                continue
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


def watch(root: Path, state: State, build: Callable[[], Rebuilt], stop: threading.Event) -> None:
    """Build at once, and again after each change, until told to stop."""
    seen: dict | None = None
    while not stop.is_set():
        now = snapshot(root)
        if now != seen:
            seen = now
            state.set(build())
        stop.wait(LOOK_SECONDS)


class Beside:
    """Pages beside the book, such as "/items": made when asked for, and again after a build."""

    def __init__(self, makers: Mapping[str, Callable[[], str]], state: State):
        self._makers, self._state, self._made = makers, state, {}
        self._one_at_a_time = threading.Lock()

    def __contains__(self, path: str) -> bool:
        return path in self._makers

    def page(self, path: str) -> str:
        """The page as HTML; where it cannot be made, one that says why."""
        with self._one_at_a_time:
            version, page = self._made.get(path, (None, ""))
            if version != self._state.version:
                version = self._state.version
                try:
                    page = self._makers[path]()
                except BuildError as error:
                    said = html.escape(str(error))
                    page = f"<!doctype html><title>Not made</title><body><pre>{said}</pre></body>"
                self._made[path] = version, page
            return page


def serve(
    root: Path, state: State, port: int = 0, beside: Mapping[str, Callable[[], str]] | None = None
) -> ThreadingHTTPServer:
    """Server of the book on the loopback address; port 0 takes any that is free.

    `beside` makes pages that are no part of the book, by their address such as "/items".
    """
    others = Beside(beside or {}, state)

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, directory=str(root / BOOK), **options)

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").rpartition(":")[0]
            address = urlsplit(self.path)
            if host not in HERE:
                self.send_error(403, "this preview is for this machine only")
            elif address.path == STATE_PATH:
                self._send(json.dumps(state.wait(address.query.partition("=")[2])), "json")
            elif address.path == SCRIPT_PATH:
                self._send(SCRIPT, "javascript")
            elif address.path in others:
                self._send(others.page(address.path), "html")
            else:
                self._page(Path(self.translate_path(self.path)))

        def _page(self, path: Path) -> None:
            path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
            if path.suffix == ".html" and path.is_file():
                page = path.read_text(encoding="utf-8")
                script = f'<script src="{SCRIPT_PATH}"></script></body>'
                self._send(page.replace("</body>", script), "html")
            elif not (root / BOOK).is_dir():
                waiting = f'<p>Building ...</p><script src="{SCRIPT_PATH}"></script>'
                self._send(f"<!doctype html><title>Building</title><body>{waiting}</body>", "html")
            else:
                super().do_GET()

        def _send(self, text: str, kind: str) -> None:
            family = "application" if kind == "json" else "text"
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{family}/{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer((HERE[0], port), Handler)
    server.daemon_threads = True
    return server


def preview(
    root: Path, wave: str, port: int = 0, beside: Mapping[str, Callable[[], str]] | None = None
) -> None:
    """Serve and rebuild until Ctrl-C; says where the book is and how each build went."""
    state, stop = State(), threading.Event()
    server = serve(root, state, port, beside)
    here = f"http://{HERE[0]}:{server.server_port}"
    print(f"Preview at {here}/ (Ctrl-C ends it)", flush=True)
    for path in beside or ():
        print(f"Beside it: {here}{path}", flush=True)

    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        with Rebuilding(root, wave) as rebuilding:

            def build() -> Rebuilt:
                start = time.monotonic()
                rebuilt = rebuilding.build()
                print(rebuilt.error or f"Built in {time.monotonic() - start:.1f} s", flush=True)
                return rebuilt

            watch(root, state, build, stop)
    except KeyboardInterrupt:
        print("Preview ended.")
    finally:
        stop.set()
        server.shutdown()
        server.server_close()

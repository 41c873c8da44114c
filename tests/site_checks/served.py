"""A site folder served on this machine's loopback for as long as it is checked."""

from __future__ import annotations

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REDIRECT = re.compile(r'http-equiv="refresh"[^>]*url=([^"]+)"', re.IGNORECASE)


class Served:
    """A folder at an address; a context manager that stops serving at its end."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        handler = partial(_Quiet, directory=str(self.folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Served:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments) -> None:
        pass


def pages_of(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Pages of a site by their paths in it, and where pages that only lead on lead to."""
    pages, leading = [], {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("_static/"):
            continue
        if found := REDIRECT.search(path.read_text(encoding="utf-8")[:2000]):
            leading[name] = found.group(1)
        else:
            pages.append(name)
    return pages, leading

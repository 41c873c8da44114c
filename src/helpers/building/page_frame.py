"""Page frame: what the theme puts around and beside a page, without what the book does not use.

A Sphinx extension. The templates of the book (book/_templates) pass the theme's HTML through
`tidy`; scripts that no page needs are not loaded, and files that no page loads not published.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

# The theme's HTML by pattern, and what stands in its place.
MENDED = (
    # Icons were drawn by a script of 1.5 MB; templates and styles of the book have their own.
    (re.compile(r'<script[^>]*fontawesome\.js[^>]*></script>\n?'), ""),
    (re.compile(r'<(i|span) class="fa-[^"]*"[^>]*></\1>\s*'), ""),
    # What opens on a narrow screen is announced by its name.
    (re.compile(r'(<dialog id="pst-search-dialog")'), r'\1 aria-label="Search"'),
    (re.compile(r'(<dialog id="pst-primary-sidebar-modal")'), r'\1 aria-label="Contents"'),
    (re.compile(r'(<dialog id="pst-secondary-sidebar-modal")'), r'\1 aria-label="On this page"'),
    (re.compile(r'(<aside class="bd-header-announcement" aria-label=)"Announcement"'),
     r'\1"Notice"'),
    # A page's title stands once; this second one was meant for paper.
    (re.compile(r'<div id="jb-print-docs-body".*?</div>\s*</div>\s*</div>', re.DOTALL), ""),
)  # fmt: skip
UNUSED_SCRIPTS = re.compile(r"copybutton|clipboard|toggle|design-tabs|thebe")
UNUSED_FILES = (
    "locales/**/*", "scripts/*.map", "styles/*.map", "scripts/fontawesome.js*", "vendor/**/*.ttf",
    "*copybutton*", "clipboard*", "copy-button.svg", "check-solid.svg", "togglebutton.*",
    "design-tabs.js", "*webpack-macros.html", "*.png", "images/logo_*",
)  # fmt: skip


def setup(app: Sphinx) -> dict:
    """Connect the parts; what comes back tells Sphinx that pages may be made side by side."""
    # After the extensions that add their scripts to the page.
    app.connect("html-page-context", use_less, priority=900)
    app.connect("build-finished", publish_less)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def tidy(html: str) -> str:
    """The theme's HTML of a page with what is wrong in it mended."""
    for pattern, mended in MENDED:
        html = pattern.sub(mended, html)
    return html


def use_less(app: Sphinx, page: str, template: str, context: dict, doctree) -> None:
    """Give templates `tidy`, and leave out scripts and styles of what the book does not use."""
    context["tidy"] = tidy
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if not _is_unused(asset)]


def publish_less(app: Sphinx, error: Exception | None) -> None:
    """Remove files and folders of the theme that no page loads."""
    folder = Path(app.outdir, "_static")
    found = {path for pattern in UNUSED_FILES for path in folder.glob(pattern)}
    for path in sorted(found, key=lambda path: -len(path.parts)):
        path.rmdir() if path.is_dir() else path.unlink()
    if (folder / "locales").is_dir():
        (folder / "locales").rmdir()


def _is_unused(asset) -> bool:
    said = getattr(asset, "attributes", {}).get("body") or ""
    return bool(UNUSED_SCRIPTS.search(f"{getattr(asset, 'filename', asset)} {said}"))

"""Make the pictures of the documentation again: `make pictures` runs this.

An author's way through JupyterLab (tests/lab_journey.py) is gone in a copy of the project, with a
picture at each stage, and a chapter of the built book is shown; all pictures have one size. They
are stored with few colours, which keeps them small. `--book` takes that of the book only.
"""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/pictures"
LARGEST = 150_000  # bytes
sys.path.insert(0, str(ROOT / "tests"))

from lab_journey import SIZE, travel  # noqa: E402
from site_checks.browser import chromium  # noqa: E402
from site_checks.served import Served  # noqa: E402

BOOK = ROOT / "book/_build/html"
PAGE, AT = (
    "notebooks/change.html",
    "#pupils-interest-and-confidence-in-mixing-with-people-from-other-backgrounds",
)


def main() -> None:
    """Take the pictures, and store each with no more colours than it needs."""
    PICTURES.mkdir(exist_ok=True)
    book_picture(PICTURES / "book.png")
    only_book = sys.argv[1:] == ["--book"]
    if not only_book:
        travel(PICTURES)
    for path in sorted(PICTURES.glob("book.png" if only_book else "*.png")):
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST:,} bytes: show less on it")


def book_picture(path: Path) -> None:
    """A chapter of the built book: a passage and the figure below it."""
    if not (BOOK / PAGE).is_file():
        sys.exit("There is no built book: run `make report` first.")
    with Served(BOOK) as served, chromium() as browser:
        page = browser.new_context(viewport=SIZE, device_scale_factor=1).new_page()
        page.goto(served.address + PAGE + AT, wait_until="load")
        page.screenshot(path=str(path), animations="disabled")


if __name__ == "__main__":
    main()

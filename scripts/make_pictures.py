"""Make the pictures of the documentation again: `make pictures` runs this.

An author's way through JupyterLab (tests/lab_journey.py) is gone in a copy of the project, with a
picture at each stage, all of one size. They are stored with few colours, which keeps them small.
"""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/pictures"
LARGEST = 150_000  # bytes
sys.path.insert(0, str(ROOT / "tests"))

from lab_journey import travel  # noqa: E402


def main() -> None:
    """Take the pictures, and store each with no more colours than it needs."""
    PICTURES.mkdir(exist_ok=True)
    travel(PICTURES)
    for path in sorted(PICTURES.glob("*.png")):
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST:,} bytes: show less on it")


if __name__ == "__main__":
    main()

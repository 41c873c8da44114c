"""A project whose book is the small site by hand, and quick stand-ins for its documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from book import ROOT
from small_site import small_site

from helpers.building.build import Built
from helpers.exporting import export, making
from helpers.exporting.downloads import LIST, MENU
from helpers.exporting.making import Made, Material
from helpers.project import BOOK


class SmallEdition:
    """The project `root`; `builds` and `made` list what was asked for, `failing` what fails."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, real: bool = False):
        self.root, self.log = root, root / "made.txt"
        self.builds: list[str] = []
        self.failing: dict[str, Exception] = {}
        self.book = small_site(root / BOOK)
        for path in self.book.glob("*/*.html"):
            page = path.read_text(encoding="utf-8").replace("Header", MENU)
            path.write_text(page, encoding="utf-8")
        assert LIST in (self.book / "book/index.html").read_text(encoding="utf-8")
        _write_project(root)
        monkeypatch.setattr(export, "build", self._build)
        if not real:
            for name in making.MAKERS:
                monkeypatch.setitem(making.MAKERS, name, lambda m, name=name: self._make(name, m))

    def _build(self, root: Path, wave: str, progress) -> Built:
        self.builds.append(wave)
        return Built(self.book)

    def _make(self, name: str, material: Material) -> Made:
        with self.log.open("a") as file:  # steps have processes of their own
            file.write(f"{name}\n")
        if name in self.failing:
            raise self.failing[name]
        path = material.place(name, "txt")
        path.write_text(f"{name}: {len(material.pages)} pages")
        beside = material.place(name, "meta")
        beside.write_text("beside")
        document = material.document(path, name, f"The {name}", "text")
        return Made([document], [beside.relative_to(material.site).as_posix()])

    def made(self) -> list[str]:
        """Names of the groups that were begun since this was asked last."""
        names = self.log.read_text().split() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return sorted(names)

    def change(self, before: str, after: str) -> None:
        """Change a page of the built book."""
        path = self.book / "notebooks/one.html"
        page = path.read_text(encoding="utf-8")
        assert before in page
        path.write_text(page.replace(before, after), encoding="utf-8")


def _write_project(root: Path) -> None:
    wave = root / "data/waves/first"
    wave.mkdir(parents=True)
    (wave / "wave.yml").write_text("academic_year: 2001/02\nreconstructed: true\nnotice: Made.\n")
    (root / "data/questionnaire.yml").touch()
    (root / "_config.yml").write_bytes((ROOT / "_config.yml").read_bytes())
    (root / "notebooks").mkdir()
    (root / "notebooks/one.ipynb").touch()
    (root / "book/two.md").touch()

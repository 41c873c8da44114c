"""Record: what an edition was made from, so that nothing is made twice."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from helpers.building.memory import digests
from helpers.digests import digest, file_digest, tree_digest
from helpers.exporting.documents import Document
from helpers.exporting.making import Made
from helpers.publication import Publication

FORM = 1  # of a record; another one is not read
PACKAGE = Path(__file__).parents[1]
LOCK = "requirements.lock"
CODE = (".py", ".css", ".j2", ".xml", ".json")


@dataclass
class Record:
    """The last export: by what it was made, the documents of each group, digests of all files."""

    key: str = ""
    groups: dict[str, Made] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def kept(self, key: str, present: dict[str, str]) -> dict[str, Made]:
        """Groups that were made by the same key and whose files are as they were made."""
        if key != self.key:
            return {}
        return {
            name: made
            for name, made in self.groups.items()
            if all(present.get(file, "") == self.files.get(file) for file in made.files)
        }


def key_of(root: Path, site: dict[str, str], publication: Publication) -> str:
    """SHA-256 of all that documents come from: site, imprint, programs, packages, Python.

    `site` has the digest of each file of the built site. The system's own programs are not in
    it: a newer Chromium does not make the PDF of an unchanged site again.
    """
    code = tree_digest(PACKAGE / "exporting", *CODE)
    return digest(sorted(site.items()), publication, code, file_digest(root / LOCK), sys.version)


def read_record(path: Path) -> Record:
    """The record of the last export; an empty one where there is none that can be read."""
    try:
        raw = json.loads(path.read_bytes())
        if raw.pop("form") != FORM:
            return Record()
        groups = {
            name: Made([Document(**document) for document in made["documents"]], made["beside"])
            for name, made in raw.pop("groups").items()
        }
        return Record(groups=groups, **raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Record()


def write_record(path: Path, record: Record) -> None:
    """Keep the record; where that is not possible the next export makes everything again."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"form": FORM, **asdict(record)}), encoding="utf-8")
        draft.replace(path)


def present_files(edition: Path) -> dict[str, str]:
    """Digest of every file of an edition; of none where there is no edition."""
    return digests(edition) if edition.is_dir() else {}

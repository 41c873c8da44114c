"""Archives: the same parts make the same bytes."""

import io
import os
import time
import zipfile

from helpers.exporting.archives import read_archive, write_archive

PARTS = {"mimetype": b"text", "b/part.xml": b"<b/>" * 100, "a.xml": b""}


def test_parts_come_back_in_their_order(tmp_path):
    write_archive(tmp_path / "a.zip", PARTS, stored=("mimetype",))
    assert list(read_archive(tmp_path / "a.zip").items()) == list(PARTS.items())
    assert read_archive(io.BytesIO((tmp_path / "a.zip").read_bytes())) == PARTS
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        kinds = [entry.compress_type for entry in archive.infolist()]
    assert kinds == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED]


def test_neither_the_clock_nor_the_time_zone_shows(tmp_path, monkeypatch):
    written = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        write_archive(tmp_path / "a.zip", PARTS)
        written.append((tmp_path / "a.zip").read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert written[0] == written[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}

"""From a path to a document: what is refused, in which class of error, in both languages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from disclosure_audit.documents import FORMATS, read, reading
from disclosure_audit.errors import DisclosureAuditError, FilerError, InspectorError


def refused(path: Path, error: type[DisclosureAuditError]) -> str:
    """Return what the error says, after looking at what every error must have."""
    with pytest.raises(error) as caught:
        read(path)
    zh, en = caught.value.said("zh"), caught.value.said("en")
    assert path.name in zh
    assert path.name in en
    assert any("一" <= c <= "鿿" for c in zh.replace(path.name, ""))
    assert not any("一" <= c <= "鿿" for c in en.replace(path.name, "").replace("、", ""))
    assert "Traceback" not in zh + en
    return zh


def test_a_file_becomes_a_document_with_its_hash(tmp_path: Path) -> None:
    """Name, format and hash are those of the file."""
    path = tmp_path / "report.TXT"
    path.write_bytes("甲镇\r\n乙".encode())
    found = read(path)
    assert (found.name, found.format) == ("report.TXT", "txt")
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert len(found.blocks) == 2


def test_an_empty_file_is_the_filers_fault(tmp_path: Path) -> None:
    """A file of no bytes is refused."""
    path = tmp_path / "report.txt"
    path.touch()
    assert "0 字节" in refused(path, FilerError)


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size is looked at first: one byte above the limit is too many, the limit itself is not."""
    path = tmp_path / "report.txt"
    path.write_text("12345", encoding="utf-8")
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    assert read(path).blocks
    monkeypatch.setattr(reading, "MAX_BYTES", 4)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    assert "上限为 4" in refused(path, FilerError)


@pytest.mark.parametrize("name", ["report.xyz", "report", "report.exe", "report.txt.bak"])
def test_an_unknown_extension_is_refused_and_the_known_ones_are_named(
    tmp_path: Path, name: str
) -> None:
    """The message says what can be read."""
    path = tmp_path / name
    path.write_text("甲镇", encoding="utf-8")
    message = refused(path, FilerError)
    assert all(extension in message for extension in FORMATS)


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("report.html", b"\x89PNG\r\n\x1a\n", "png"),
        ("report.txt", b"%PDF-1.7", "PDF"),
        ("report.html", b"\xff\xd8\xff\xe0", "jpg"),
    ],
)
def test_a_file_is_read_as_what_its_content_is(
    tmp_path: Path, name: str, start: bytes, kind: str
) -> None:
    """A broken picture named html is refused as a picture, by its name."""
    path = tmp_path / name
    path.write_bytes(start + b"\0" * 50)
    assert kind in refused(path, FilerError)


@pytest.mark.parametrize("name", ["report.txt", "no/such/report.html"])
def test_a_missing_file_is_the_inspectors_to_mend(tmp_path: Path, name: str) -> None:
    """A path that leads nowhere is an error of the path."""
    refused(tmp_path / name, InspectorError)


def test_a_path_that_cannot_be_one_is_refused_in_words(tmp_path: Path) -> None:
    """What the system will not open is an error of the kit's own, with its reason."""
    refused(tmp_path / ("x" * 300 + ".txt"), DisclosureAuditError)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder named like a report is no report."""
    (tmp_path / "report.txt").mkdir()
    refused(tmp_path / "report.txt", InspectorError)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """Random bytes named txt are refused, not read as odd characters."""
    path = tmp_path / "report.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(FilerError):
        read(path)

"""Whatever a file links to, calculates or would run: nothing is fetched and nothing is run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from disclosure_audit.documents import libreoffice
from tests.hostile.command import ends_well
from tests.hostile.files import (
    OFFICE_RELATIONS,
    RELATIONS,
    docx,
    open_document,
    paragraph,
)
from tests.hostile.server import listening
from tests.hostile.test_office_files import _report, _with_macro
from tests.rendering import office_file


def page(place: str) -> bytes:
    """A page that asks for something in every way there is."""
    return (
        f'<!DOCTYPE html SYSTEM "{place}/dtd"><html><head><base href="{place}/">'
        f'<meta http-equiv="refresh" content="0;url={place}/refresh">'
        f'<link rel=stylesheet href="{place}/style"><link rel=prefetch href="{place}/prefetch">'
        f'<script src="{place}/script"></script><style>@import url({place}/import);</style></head>'
        f'<body background="{place}/back" onload="fetch(\'{place}/onload\')"><p>甲</p>'
        f'<img src="{place}/image"><iframe src="{place}/frame"></iframe>'
        f'<object data="{place}/object"></object><embed src="{place}/embed">'
        f'<video src="{place}/video"></video><svg><image href="{place}/svg"/></svg>'
        f'<table background="{place}/table"><tr><td style="background:url({place}/cell)">1'
        "</table></body></html>"
    ).encode()


def word(place: str) -> bytes:
    """A Word file with a template, a picture, a frame and an object elsewhere."""
    kinds = {
        "a": "attachedTemplate",
        "b": "image",
        "c": "frame",
        "d": "oleObject",
        "e": "subDocument",
    }
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE_RELATIONS}/{kind}" Target="{place}/{kind}" '
        'TargetMode="External"/>'
        for key, kind in kinds.items()
    )
    body = paragraph("甲") + (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        'main" r:link="b"/></w:drawing></w:r></w:p><w:subDoc r:id="e"/>'
        f"<w:p><w:r><w:instrText>INCLUDETEXT &quot;{place}/text&quot; DDEAUTO cmd</w:instrText>"
        "</w:r></w:p>"
    )
    xml = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    return docx(body, parts={
        "word/_rels/document.xml.rels": xml, "word/_rels/settings.xml.rels": xml,
        "word/settings.xml": f'<w:settings xmlns:w="x" xmlns:r="{OFFICE_RELATIONS}">'
        '<w:attachedTemplate r:id="a"/></w:settings>',
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})  # fmt: skip


def sheet(place: str) -> bytes:
    formulas = (
        f"of:=WEBSERVICE(&quot;{place}/web&quot;)",
        "of:=DDE(&quot;cmd&quot;;&quot;/c&quot;;&quot;x&quot;)",
        f"of:=HYPERLINK(&quot;{place}/link&quot;)",
        f"of:='{place}/a.ods'#$a.A1",
    )
    cells = "".join(f'<table:table-cell table:formula="{formula}"/>' for formula in formulas)
    source = f'<table:table-source xlink:href="{place}/source" table:table-name="a"/>'
    return open_document(
        f"<table:table table:name='a'>{source}<table:table-row>{cells}<table:table-cell><text:p>甲"
        "</text:p></table:table-cell></table:table-row></table:table>",
        kind="spreadsheet",
    )


def text(place: str) -> bytes:
    """An odt file, which LibreOffice converts."""
    return open_document(
        f"<text:section><text:section-source xlink:href='{place}/section'/></text:section>"
        f"<text:p>甲<draw:frame><draw:image xlink:href='{place}/image' xlink:type='simple' "
        f"xlink:actuate='onLoad'/></draw:frame><draw:frame><draw:object xlink:href='{place}/object'"
        f"/></draw:frame><draw:frame><draw:floating-frame xlink:href='{place}/frame'/></draw:frame>"
        "</text:p>"
    )


def separated(place: str) -> bytes:
    return (
        f'甲,"=WEBSERVICE(""{place}/a"")","=IMPORTDATA(""{place}/b"")",'
        f'"=HYPERLINK(""{place}/c"")",=cmd|\'/C calc\'!A0,@SUM(1),+1+cmd|\' /C calc\'!A0\n'
    ).encode()


FILES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "page": ("html", page),
    "page_in_doc": ("doc", page),
    "page_in_markdown": ("md", lambda place: b"![a](" + place.encode() + b"/i)\n\n" + page(place)),
    "word": ("docx", word),
    "sheet": ("ods", sheet),
    "separated": ("csv", separated),
    "text": ("doc", text),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_a_file_names_is_fetched(name: str, tmp_path: Path) -> None:
    """A real server on this machine is asked for nothing, by the kit or by what it starts."""
    extension, build = FILES[name]
    with listening() as (place, asked):
        file = tmp_path / f"report.{extension}"
        file.write_bytes(build(place))
        ends_well(file, commands=("extract",))
        assert asked == []


def opened(file: Path, profile: Path, mark: Path, seconds: float) -> float:
    """Open a file with LibreOffice; return after how long `mark` was there, or else `seconds`."""
    soffice = libreoffice.program()
    assert soffice
    begun = time.monotonic()
    process = subprocess.Popen(
        [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "--nologo", str(file)],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not mark.exists() and time.monotonic() < begun + seconds:
        time.sleep(0.1)
    took = time.monotonic() - begun
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return min(took, seconds)


@pytest.mark.slow
def test_a_macro_that_runs_where_it_is_let_does_not_run_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With macros on, opening the file writes one; with the kit's settings it does not.

    Converting runs none in any case: the settings are the second wall, and are tried by opening.
    """
    mark = tmp_path / "mark"
    file = tmp_path / "macro.odt"
    file.write_bytes(_with_macro(office_file.word(_report(), target="odt"), mark))
    libreoffice._write_profile(tmp_path / "kit")
    key = "Office.Common/Security/Scripting"
    on = {"MacroSecurityLevel": "0", "DisableMacrosExecution": "false"}
    with monkeypatch.context() as patch:
        patch.setitem(libreoffice._SETTINGS, key, on)
        libreoffice._write_profile(tmp_path / "on")

    took = opened(file, tmp_path / "on", mark, 50)
    assert mark.exists()
    mark.unlink()
    opened(file, tmp_path / "kit", mark, 2 * took + 2)
    assert not mark.exists()


def test_the_recognition_engine_writes_and_reports_nothing(tmp_path: Path) -> None:
    """Its library would leave an identifier of this machine in the home folder and report it."""
    code = "from disclosure_audit.documents.recognition import _engine; _engine()"
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={**os.environ, "HOME": str(tmp_path), "CI": ""},
    )
    assert list(tmp_path.rglob("*")) == []

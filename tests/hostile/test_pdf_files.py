"""PDF files that were made to harm: locked, cut off, endless, too large, or with orders to obey."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.seeds import seed
from tests.hostile.command import commands_for, ends_well, refused
from tests.hostile.files import CATALOG, TEXT, page_of, pdf, stream
from tests.hostile.server import listening

MANY = 100_000


def deep_forms(depth: int, *, each: int = 1) -> bytes:
    """Forms within forms; `each` draws the next one several times."""
    forms = [
        stream(
            b"/X Do " * each,
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X %d 0 R>>>>"
            % (n + 7),
        )
        for n in range(depth)
    ]
    last = stream(
        TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 5 0 R>>>>"
    )
    return page_of(
        b"/X Do", resources=b"/XObject<</X 6 0 R>>/Font<</F 5 0 R>>", more=[*forms, last]
    )


def picture(width: int, height: int) -> bytes:
    """A page that is one picture, packed to almost nothing."""
    packed = stream(
        b"\0" * 10_000_000,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
        % (width, height),
        packed=True,
    )
    return page_of(b"595 0 0 842 0 0 cm /X Do", resources=b"/XObject<</X 6 0 R>>", more=[packed])


def looped_pages() -> bytes:
    return pdf(
        [CATALOG, b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R]>>"]
    )


REFUSED: dict[str, Callable[[], bytes]] = {
    "many_objects": lambda: page_of(TEXT, more=[b"<</A 1>>"] * MANY),
    "many_drawings": lambda: page_of(b"1 1 m 2 2 l S " * 300_000, packed=True),
    "many_texts": lambda: page_of(b"BT /F 1 Tf (1) Tj ET " * 300_000, packed=True),
    "many_figures_in_rules": lambda: page_of(
        b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n, n, n, n) for n in range(0, 590, 2))
        + TEXT, packed=True),
    "many_areas_over_text": lambda: page_of(
        TEXT * 1_000 + b"0 0 5000 5000 re f " * 4_900, packed=True, box=b"0 0 5000 5000"),
    "many_outlines_over_text": lambda: page_of(
        TEXT * 1_000 + (b"0 0 m " + b"9 9 l 0 842 l 595 842 l " * 60 + b"f ") * 1_000, packed=True),
    "a_bomb_of_content": lambda: page_of(b" " * 200_000_000, packed=True),
    "deep_forms": lambda: deep_forms(1_000),
    "forms_many_times": lambda: deep_forms(30, each=10),
    "forms_in_themselves": lambda: page_of(
        b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=[stream(b"/X Do", (
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"))]),
    "looped_pages": looped_pages,
    "pages_of_themselves": lambda: pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    "many_pages": lambda: pdf(
        [CATALOG, b"<</Type/Pages/Kids[%s]/Count 9999>>" % (b"3 0 R " * 9_999),
         b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]),
    "deep_arrays": lambda: page_of(TEXT, more=[b"[" * MANY + b"]" * MANY]),
    "deep_dictionaries": lambda: page_of(TEXT, more=[b"<</A" * MANY + b">>" * MANY]),
    "deep_states": lambda: page_of(b"q " * 500_000 + TEXT),
    "a_huge_page": lambda: page_of(TEXT, box=b"0 0 1000000000 1000000000"),
    "an_impossible_page": lambda: page_of(TEXT, box=b"nan inf -1 0"),
    "truncated": lambda: seed("pdf")[: len(seed("pdf")) // 3],
    "only_a_head": lambda: b"%PDF-1.7\n",
    "a_table_of_places_that_lies": lambda: page_of(TEXT).replace(b"0000000", b"9999999"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_pdf_is_refused_soon_and_small(name: str, tmp_path: Path) -> None:
    """Within 10 seconds and 1 GB, in a sentence, with exit status 3."""
    file = tmp_path / "report.pdf"
    file.write_bytes(REFUSED[name]())
    refused(file, commands=commands_for(name, dict.fromkeys(REFUSED, ("pdf", None))))


@pytest.mark.parametrize("sides", [(50_000, 50_000), (2_000_000_000, 2_000_000_000), (30_000, 300)])
def test_a_huge_picture_on_a_page_is_no_more_than_a_page(
    sides: tuple[int, int], tmp_path: Path
) -> None:
    """What a picture claims to unpack to is not taken at its word."""
    file = tmp_path / "report.pdf"
    file.write_bytes(picture(*sides))
    refused(file, commands=("extract",))


ORDERS = {
    "javascript": b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('{}/a'\\);)>>",
    "uri": b"/OpenAction<</S/URI/URI({}/b)>>",
    "launch": b"/OpenAction<</S/Launch/F(/bin/touch)/Win<</F(cmd.exe)>>>>",
    "form_data": b"/OpenAction<</S/SubmitForm/F<</FS/URL/F({}/c)>>>>",
    "remote": b"/OpenAction<</S/GoToR/F<</FS/URL/F({}/d)>>/D[0/Fit]>>",
    "import": b"/AA<</WC<</S/ImportData/F({}/e)>>>>",
    "forms_in_xml": b"/AcroForm<</XFA 6 0 R/Fields[]>>",
}


@pytest.mark.parametrize("name", ORDERS)
def test_what_a_pdf_orders_is_not_done(name: str, tmp_path: Path) -> None:
    """Scripts, programs, addresses and data from elsewhere: none is asked for."""
    file = tmp_path / "report.pdf"
    with listening() as (place, asked):
        order = ORDERS[name].replace(b"{}", place.encode())
        form = stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><a href='%s/f'/></xdp:xdp>"
                      % place.encode())  # fmt: skip
        outside = stream(b"", b"/F<</FS/URL/F(%s/g)>>" % place.encode())
        attached = b"<</Type/Filespec/F(a.exe)/EF<</F 9 0 R>>>>"
        program = stream(b"MZ", b"/Type/EmbeddedFile")
        catalog = b"<</Type/Catalog/Pages 2 0 R%s/Names<</EmbeddedFiles<</Names[(a) 8 0 R]>>>>>>"
        file.write_bytes(
            page_of(TEXT, catalog=catalog % order, more=[form, outside, attached, program])
        )
        ends_well(file)
        assert asked == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ('"EncryptFile":{"type":"boolean","value":"true"},'
         '"DocumentOpenPassword":{"type":"string","value":"x"}', 3),
        ('"RestrictPermissions":{"type":"boolean","value":"true"},'
         '"PermissionPassword":{"type":"string","value":"x"}', 0),
    ],
    ids=["to_open", "to_change"],
)  # fmt: skip
def test_a_password_to_open_is_said_and_one_to_change_is_no_hindrance(
    options: str, status: int, tmp_path: Path
) -> None:
    """Who may read a file reads it here; who may not is told to ask for one without a password."""
    (tmp_path / "made").mkdir()
    source = tmp_path / "made" / "report.docx"
    source.write_bytes(seed("docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", f"pdf:writer_pdf_Export:{{{options}}}",
         "--outdir", str(tmp_path / "read"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    file = tmp_path / "read" / "report.pdf"
    assert b"/Encrypt" in file.read_bytes()
    done = ends_well(file)
    assert done.status == status
    assert ("密码" in done.err) == (status == 3)

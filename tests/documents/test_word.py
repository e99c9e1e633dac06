"""Word files: text, tables and numbers as Word prints them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from docx import Document as NewDocument
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Paragraph, Picture, Table
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.word import read_content
from disclosure_audit.errors import DisclosureAuditError, FilerError

NAMES = (
    nsdecls("w", "wp", "a", "pic", "r", "m")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def archive(body: str, **parts: str) -> bytes:
    """A Word file of raw markup: only what a test needs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        main = f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        package.writestr("word/document.xml", main)
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{text}</w:{name}>")
    return file.getvalue()


def content(body: str, **parts: str) -> Content:
    return read_content(archive(body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    return [b.text for b in content(body, **parts).blocks if isinstance(b, Paragraph)]


def saved(build: Callable[[WordDocument], object]) -> bytes:
    document = NewDocument()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def texts(found: object) -> list[list[str]]:
    assert isinstance(found, Table)
    return [[cell.text for cell in row] for row in found.rows]


# ---------------------------------------------------------------- paragraphs
def test_a_file_made_by_a_word_processor_reads_in_order() -> None:
    """Headings with their level, paragraphs and tables of a real file come in their order."""

    def build(document: WordDocument) -> None:
        document.add_heading("年度报告", 0)
        document.add_heading("一、总体情况", 2)
        document.add_paragraph("正文")
        grid = document.add_table(2, 3)
        grid.cell(0, 0).merge(grid.cell(1, 0)).text = "甲"
        grid.cell(0, 1).merge(grid.cell(0, 2)).text = "乙"
        grid.cell(1, 2).text = "12"
        document.add_paragraph("尾")
        document.sections[0].header.paragraphs[0].text = "页眉"

    blocks = read_content(saved(build)).blocks
    assert [(b.text, b.level, b.at.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("年度报告", 1, 1),
        ("一、总体情况", 2, 2),
        ("正文", None, 3),
        ("尾", None, 4),
    ]
    found = blocks[3]
    assert texts(found) == [["甲", "乙", "乙"], ["甲", "", "12"]]
    assert isinstance(found, Table)
    assert [[c.continues for c in row] for row in found.rows] == [
        [False, False, True],
        [True, False, False],
    ]
    assert found.rows[1][2].at.as_json() == {"table": 1, "row": 2, "column": 3}


def test_breaks_tabs_and_hyphens_read_as_printed() -> None:
    """A line break parts the lines, a tab stays, a hyphen that holds together is a hyphen."""
    body = para(f"{run('甲')}<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>"
                f"<w:noBreakHyphen/><w:softHyphen/><w:t>丁&#160;</w:t></w:r>")  # fmt: skip
    assert lines(body) == ["甲\t乙", "丙-丁"]


def test_text_in_wrappers_is_read() -> None:
    """Content controls, links, fields and smart tags hold text like any other."""
    inner = (
        f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt><w:hyperlink>{run('乙')}"
        f"</w:hyperlink><w:fldSimple>{run('丙')}</w:fldSimple><w:smartTag>{run('丁')}</w:smartTag>"
        f"<w:r><w:ruby><w:rt>{run('音')}</w:rt><w:rubyBase>{run('戊')}</w:rubyBase></w:ruby></w:r>"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    body = (
        f"<w:sdt><w:sdtContent>{para(inner)}</w:sdtContent></w:sdt>{table(cell('1') + cell('2'))}"
    )
    assert lines(body) == ["甲乙丙丁戊"]


def test_tables_of_contents_are_left_out() -> None:
    """A table of contents, as a control or by its style, is no second set of headings."""
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{para(run('一、甲 1'))}</w:sdtContent>"
        f"</w:sdt>{para(run('二、乙 2'), styled('T1'))}{para(run('一、甲'))}"
    )
    style = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    assert lines(body, styles=style) == ["一、甲"]


def test_tracked_changes_read_as_if_accepted_with_notes() -> None:
    """Inserted text is kept, deleted text dropped, moved text read once; each leaves a note."""
    body = (
        para(
            f"{run('共1')}<w:ins>{run('2')}</w:ins><w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
        )
        + para(f"<w:moveFrom>{run('移')}</w:moveFrom>")
        + para(f"<w:moveTo>{run('移')}</w:moveTo>")
        + table(cell("甲") + cell("1"), f"<w:trPr><w:del/></w:trPr>{cell('乙')}{cell('2')}")
    )
    result = content(body)
    assert [b.text for b in result.blocks if isinstance(b, Paragraph)] == ["共12", "移"]
    assert texts(result.blocks[-1]) == [["甲", "1"]]
    assert [note.code for note in result.notes] == ["inserted_text", "deleted_text"]


@pytest.mark.parametrize(
    ("looks", "code"),
    [("vanish", "hidden_text"), ("strike", "struck_text"), ("dstrike", "struck_text")],
)
def test_hidden_and_struck_text_is_left_out(looks: str, code: str) -> None:
    """Hidden and struck-out runs are dropped with a note; a switch that is off drops nothing."""
    off = run("3", f'<w:{looks} w:val="0"/>')
    result = content(para(run("1") + run("2", f"<w:{looks}/>") + off))
    assert [b.text for b in result.blocks if isinstance(b, Paragraph)] == ["13"]
    assert [note.code for note in result.notes] == [code]


def test_looks_come_from_styles_too() -> None:
    """Text is hidden where its style, or one that the style builds on, hides it."""
    styles = (
        '<w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert lines(para(run("1") + run("2", '<w:rStyle w:val="B"/>')), styles=styles) == ["1"]


def test_raised_text_and_footnotes_cannot_be_taken_for_digits() -> None:
    """Raised figures and footnote numbers stand in brackets behind the figure."""
    raised = run("3", '<w:vertAlign w:val="superscript"/>')
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert lines(para(run("12") + raised) + para(run("4") + note) + para(raised)) == [
        "12[3]",
        "4[1]",
        "3",
    ]


def test_text_boxes_are_read_once() -> None:
    """A text box, stored twice for newer and older programs, is read once, after its paragraph."""
    box = f"<w:txbxContent>{para(run('框'))}</w:txbxContent>"
    newer = f"<w:drawing><wp:inline><wps:txbx>{box}</wps:txbx></wp:inline></w:drawing>"
    older = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert lines(para(f"{run('文')}<w:r>{both}</w:r>")) == ["文", "框"]
    assert lines(para(f"<w:r>{older}</w:r>")) == ["框"]
    inside = newer.replace("框</w:t></w:r>", f"框</w:t></w:r><w:r>{older}</w:r>")
    assert lines(para(f"<w:r>{inside}</w:r>")) == ["框", "框"]


def test_pictures_stand_at_their_place() -> None:
    """A picture is a block after its paragraph, named as in the file; a tiny one is nothing."""

    def drawing(size: int) -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/>'
            '<wp:docPr id="1" name="图 1" descr="附表"/><pic:pic/></wp:inline></w:drawing></w:r>'
        )

    blocks = content(
        para(run("甲") + drawing(9_000_000)) + para(drawing(100)) + para(run("乙"))
    ).blocks
    assert [type(block) for block in blocks] == [Paragraph, Picture, Paragraph]
    assert blocks[1] == Picture("附表", blocks[0].at)


def test_a_picture_in_a_text_box_is_one_picture() -> None:
    """A picture inside a text box is read with the box, and not a second time beside it."""
    inner = para("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")
    box = f"<w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing>"
    assert [type(block) for block in content(para(f"<w:r>{box}</w:r>")).blocks] == [Picture]


def test_an_embedded_document_is_noted() -> None:
    """Another document embedded in the file is not read, and the note says so."""
    (note,) = content(f"{para(run('甲'))}<w:altChunk/>").notes
    assert note.code == "embedded_part"


# ---------------------------------------------------------------- automatic numbers
def level(n: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, n: int = 0, num: int = 1) -> str:
    return para(run(text), f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{num}"/></w:numPr>')


@pytest.mark.parametrize(
    ("style", "start", "printed"),
    [
        ("decimal", 9, "9 10"), ("chineseCounting", 9, "九 十"),
        ("chineseCountingThousand", 20, "二十 二十一"), ("japaneseCounting", 99, "九十九 一百"),
        ("ideographDigital", 10, "一〇 一一"), ("upperLetter", 26, "Z AA"),
        ("lowerLetter", 1, "a b"), ("upperRoman", 3, "III IV"), ("lowerRoman", 9, "ix x"),
        ("decimalEnclosedCircle", 1, "① ②"), ("chineseCounting", 110, "一百一十 一百一十一"),
        ("chineseCounting", 101, "一百零一 一百零二"), ("decimalZero", 9, "09 10"),
    ],
)  # fmt: skip
def test_numbers_are_spelled_out_in_every_style(style: str, start: int, printed: str) -> None:
    """The automatic number stands before the text as Word prints it, from its start on."""
    found = lines(
        item("甲") + item("乙"), numbering=numbering(level(0, style, "%1、", start=start))
    )
    assert found == [f"{n}、{t}" for n, t in zip(printed.split(), "甲乙", strict=True)]


def test_deeper_levels_count_anew_under_each_higher_one() -> None:
    """A level counts from its start again after a higher one, and can show the higher numbers."""
    levels = numbering(
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%1.%3", "<w:isLgl/>"),
        level(3, "bullet", "·"),
        level(4, "decimal", "第%5条", '<w:suff w:val="nothing"/>'),
    )
    order = [0, 1, 1, 2, 0, 1, 2, 3, 4]
    body = "".join(item("文", n) for n in order)
    assert lines(body, numbering=levels) == [
        "一、文", "（一）文", "（二）文", "1.1 文", "二、文", "（一）文", "2.1 文", "文", "第1条文",
    ]  # fmt: skip


def test_a_second_list_continues_or_starts_again() -> None:
    """Two lists of one pattern count on, unless the second says where to start."""
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        )
    )
    found = lines(
        item("甲", num=1)
        + item("乙", num=2)
        + item("丙", num=3)
        + item("丁", num=3)
        + item("戊", num=0),
        numbering=numbering(level(0, "decimal", "%1."), nums=nums),
    )
    assert found == ["1. 甲", "2. 乙", "5. 丙", "6. 丁", "戊"]


def test_numbers_come_from_styles_too() -> None:
    """A paragraph whose style is numbered gets its number and level by its style."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/></w:style>'
    )
    levels = numbering(level(0, "decimal", "%1."), level(1, "decimal", "（%2）", styled("K")))
    (block,) = content(para(run("甲"), styled("K")), styles=styles, numbering=levels).blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.level) == ("（1）甲", 2)


def test_a_list_style_leads_to_its_numbers() -> None:
    """A numbering that only points to a list style prints the numbers which that style defines."""
    link = '<w:numStyleLink w:val="L"/>'
    style = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{style}</w:style>'
    nums = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (0, 1)
    )
    target = f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1、")}</w:abstractNum>'
    assert lines(item("甲"), styles=styles, numbering=numbering(link, nums=target + nums)) == [
        "1、甲"
    ]


# ---------------------------------------------------------------- tables
def test_gaps_and_ragged_rows_stay_aligned() -> None:
    """Columns skipped before and after a row's cells are empty places of the grid."""
    span = '<w:gridSpan w:val="2"/>'
    body = table(
        cell("甲") + cell("乙") + cell("丙"),
        f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1", span)}',
        f'<w:trPr><w:gridAfter w:val="2"/></w:trPr>{cell("2")}',
    )
    assert texts(content(body).blocks[0]) == [["甲", "乙", "丙"], ["", "1", "1"], ["2", "", ""]]


def test_merged_cells_count_below_wide_cells() -> None:
    """A cell merged downwards is followed by its column in the grid, not by its number."""
    rest, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        cell("宽", wide) + cell("高", rest) + cell("1"),
        cell("a") + cell("b") + cell("", go_on) + cell("2"),
        cell("旧", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("c") + cell("3"),
    )
    assert texts(content(body).blocks[0]) == [
        ["宽", "宽", "高", "1"],
        ["a", "b", "高", "2"],
        ["旧", "旧", "c", "3"],
    ]


def test_wrapper_tables_are_taken_apart() -> None:
    """A table that only frames others, or is a single column, is read as what it holds."""
    inner = table(cell("甲") + cell("1"), cell("乙") + cell("2"))
    frame = f"<w:tc><w:tcPr/>{para(run('一、情况'))}{inner}{para('')}</w:tc>"
    blocks = content(table(frame)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert texts(blocks[1]) == [["甲", "1"], ["乙", "2"]]


def test_a_table_split_in_two_stays_two() -> None:
    """Two tables in a row are two tables, counted in their order."""
    one = table(cell("甲") + cell("1"))
    blocks = content(one + para("") + one).blocks
    assert [block.at.table for block in blocks] == [1, 2]


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "密码"),
        (b"<html><body>x</body></html>", "网页"),
        (b"PK\x03\x04 cut off", "完好"),
        (archive(para(run("甲")))[:-60], "完好"),
    ],
    ids=["old or locked", "web page", "no archive", "cut off"],
)
def test_what_is_no_docx_is_refused_as_what_it_is(data: bytes, said: str) -> None:
    """Old or locked files, web pages under another name and broken archives are named."""
    with pytest.raises(FilerError, match=said):
        read_content(data)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("xl/workbook.xml", b"<x/>")], "word/document.xml"),
        ([(f"{n}", b"") for n in range(5_001)], "上限"),
        ([("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>")], "上限"),
        ([("word/document.xml", b"<a><b></a>")], "完好"),
        ([("word/document.xml", b"<a>" * 400 + b"</a>" * 400)], "完好"),
        ([("word/document.xml", b"<a/>")], "没有文字"),
    ],
    ids=["sheet", "entries", "bomb", "broken", "deep", "empty"],
)
def test_archives_without_a_sound_text_are_refused(
    entries: list[tuple[str, bytes]], said: str
) -> None:
    """An archive of another kind, beyond the limits, broken or empty is refused with a sentence."""
    with pytest.raises(FilerError, match=said):
        read_content(zipped(*entries))


def test_a_table_of_boundless_width_is_refused() -> None:
    """Cells that claim thousands of columns are refused before they fill memory."""
    with pytest.raises(FilerError, match="超过"):
        content(table(cell("甲", '<w:gridSpan w:val="999999"/>') * 500))


def test_entities_are_not_followed() -> None:
    """A file that declares entities neither grows by them nor reads others."""
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "甲甲甲甲甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM '
        f'"file:///etc/hostname">]><w:document {NAMES}><w:body>{para(run("乙&b;&f;"))}</w:body>'
        "</w:document>"
    )
    (block,) = read_content(zipped(("word/document.xml", bomb.encode()))).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "乙"


def test_the_strict_variant_is_read() -> None:
    """Files saved as strict Open XML, in another namespace, read the same."""
    main = f'<w:document xmlns:w="{STRICT}"><w:body>{para(run("甲"))}</w:body></w:document>'
    assert len(read_content(zipped(("word/document.xml", main.encode()))).blocks) == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Arbitrary bytes, alone or inside an archive, raise nothing but the kit's own errors."""
    for file in (data, zipped(("word/document.xml", data)), archive("")[: len(data)] + data):
        with suppress(DisclosureAuditError):
            read_content(file)


NODES = st.recursive(
    st.sampled_from([
        run("甲"), run("1", "<w:strike/>"), "<w:numPr/>", "<w:gridSpan w:val='x'/>", "<w:vMerge/>",
        "<w:lvlOverride/>", "<w:pStyle w:val='S'/>", "<w:sym w:char='zz'/>", "<w:drawing/>",
    ]),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(["p", "pPr", "r", "tbl", "tr", "trPr", "tc", "tcPr", "sdt", "sdtContent",
                         "ins", "del", "drawing", "txbxContent", "hyperlink", "num", "style"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(NODES, max_size=5).map("".join), NODES, NODES)
def test_any_markup_is_read_or_refused(body: str, styles: str, numbers: str) -> None:
    """Known elements in places where none belongs never break the reader."""
    with suppress(DisclosureAuditError):
        for block in content(body, styles=styles, numbering=numbers).blocks:
            assert not isinstance(block, Table) or len({len(row) for row in block.rows}) == 1


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_grid_of_spans_comes_back(data: st.DataObject) -> None:
    """Any merging of rectangles of a table, made by a word processor, reads back as that grid."""
    height, width = data.draw(st.integers(2, 5)), data.draw(st.integers(2, 5))
    owner = [[(y, x) for x in range(width)] for y in range(height)]

    def build(document: WordDocument) -> None:
        grid = document.add_table(height, width)
        free = {(y, x) for y in range(height) for x in range(width)}
        # The first row and column stay whole, so that every row and column is seen.
        for y, x in sorted(place for place in free if min(place)):
            down, across = (
                data.draw(st.integers(1, height - y)),
                data.draw(st.integers(1, width - x)),
            )
            taken = {(y + i, x + j) for i in range(down) for j in range(across)}
            if not taken <= free:
                continue
            free -= taken
            grid.cell(y, x).merge(grid.cell(y + down - 1, x + across - 1))
            for one, other in taken:
                owner[one][other] = (y, x)
        for y, x in {place for row in owner for place in row}:
            grid.cell(y, x).text = f"{y},{x}"

    (block,) = read_content(saved(build)).blocks
    assert texts(block) == [[f"{y},{x}" for y, x in row] for row in owner]
    assert isinstance(block, Table)
    assert [[c.continues for c in row] for row in block.rows] == [
        [owner[y][x] != (y, x) for x in range(width)] for y in range(height)
    ]


def test_numbers_in_tables_are_spelled_out() -> None:
    """A cell that is numbered automatically holds its number, even where it holds nothing else."""
    row = f"<w:tc>{item('')}</w:tc>{cell('甲')}"
    found = content(table(row, row), numbering=numbering(level(0, "decimal", "%1"))).blocks[0]
    assert texts(found) == [["1", "甲"], ["2", "甲"]]


def test_other_parts_are_never_opened() -> None:
    """A relation that leads nowhere or a picture that is none does not stop the reading."""
    data = saved(lambda document: document.add_paragraph("甲"))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != "word/_rels/document.xml.rels":
                new.writestr(name, old.read(name))
        new.writestr("word/_rels/document.xml.rels", b"no relations at all")
    assert len(read_content(file.getvalue()).blocks) == 1

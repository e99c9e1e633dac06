"""Pictures beside a report and inside it: which are looked at, which are not, and what is said."""

from __future__ import annotations

import base64
import io
import os
import time
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from disclosure_audit.documents import Document, Picture, read
from disclosure_audit.documents.document import Place
from disclosure_audit.documents.embedded import MAX_PICTURES, with_pictures_read
from disclosure_audit.documents.picture_files import MAX_BYTES, beside, data_of
from disclosure_audit.documents.picture_signs import may_be_read, size_of
from disclosure_audit.documents.reading import Content


def encoded(image: Image.Image, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def ruled(width: int = 640, height: int = 320, paper: str = "white") -> Image.Image:
    """An empty table of eight rows and eight columns."""
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    for n in range(9):
        x, y = 10 + n * (width - 20) // 8, 10 + n * (height - 20) // 8
        draw.line((x, 10, x, height - 10), "black", 2)
        draw.line((10, y, width - 10, y), "black", 2)
    return image


def photo(width: int = 900, height: int = 600) -> Image.Image:
    """Hills below a sky, with a house that has straight sides."""
    sky = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (sky.point(lambda v: v // 2), sky, sky.point(lambda v: 255 - v)))
    ImageDraw.Draw(image).rectangle((200, 200, 500, 500), "brown", "white", 8)
    return image


def page(folder: Path, body: str) -> Document:
    path = folder / "report.html"
    path.write_text(f"<meta charset=utf-8><p>一、甲</p><p>二、乙</p>{body}", encoding="utf-8")
    return read(path)


def said(document: Document) -> list[str]:
    return [note.words.zh for note in document.notes if note.code == "picture_not_read"]


# ---------------------------------------------------------------- which pictures are opened
@pytest.mark.parametrize(
    "link", ["t.png", "./t.png", "t.png?v=2", "报告.files/t.png", "%E8%A1%A8.png"]
)
def test_a_picture_beside_the_report_is_found(link: str, tmp_path: Path) -> None:
    """A name beside the report, in a folder below it, with marks of an address, is a file."""
    for name in ("t.png", "报告.files/t.png", "表.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert beside(link, tmp_path).data == b"x"


@pytest.mark.parametrize(
    ("link", "refusal"),
    [
        ("http://site/t.png", "remote"), ("//site/t.png", "remote"), ("/t.png", "remote"),
        ("file:///etc/hosts", "remote"), ("C:/t.png", "remote"), ("\\\\host\\t.png", "remote"),
        ("../t.png", "outside"), ("a/../../t.png", "outside"), ("..%2ft.png", "outside"),
        ("%2fetc%2fhosts", "outside"), ("..\\t.png", "outside"), ("a\nb.png", "outside"),
        ("%00.png", "outside"), ("link.png", "outside"), ("away/t.png", "outside"),
        ("none.png", "absent"), (".", "absent"), ("pipe", "absent"), ("folder", "absent"),
        ("large.png", "too_large"), ("长" * 100 + ".png", "absent"), ("closed/t.png", "absent"),
    ],
)  # fmt: skip
def test_nothing_but_plain_files_below_the_folder_is_opened(
    link: str, refusal: str, tmp_path: Path
) -> None:
    """Addresses, ways out of the folder, links, pipes and folders are refused, each by its name."""
    folder = tmp_path / "report"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "t.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(tmp_path / "t.png")
    (folder / "away").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    (folder / "closed").mkdir(mode=0)
    with (folder / "large.png").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert beside(link, folder) == (None, refusal)


@given(st.text("./\\%2feE: ta\x00\n?#", max_size=20))
def test_no_name_leads_out_of_the_folder(link: str) -> None:
    """Whatever a page writes, nothing is read where the folder is empty."""
    assert beside(link, Path(__file__).parent / "no such folder").data is None


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,QUI=", b"AB"), ("data:image/png;charset=x;base64,QU\nI=", b"AB"),
        ("data:,A%42", b"AB"), ("data:image/png;base64,***", None), ("t.png", None),
    ],
)  # fmt: skip
def test_data_addresses_carry_their_picture(address: str, data: bytes | None) -> None:
    """The bytes of a data: address, by base64 or by percent; a damaged one has none."""
    assert data_of(address) == data


# ---------------------------------------------------------------- where readers find pictures
def test_every_reader_hands_over_the_pictures_it_carries(tmp_path: Path) -> None:
    """Pages (data:), archives (by name and number), Word files and Markdown give their picture."""
    data = encoded(ruled())
    inline = base64.b64encode(data).decode()
    (tmp_path / "a.html").write_text(f"<p>一、甲</p><img src='data:image/png;base64,{inline}'>")
    (tmp_path / "b.md").write_text("一、甲\n\n![表](t.png)\n")
    (tmp_path / "t.png").write_bytes(data)
    archive = EmailMessage()
    archive.set_content(
        "<p>一、甲</p><img src='cid:p1'><img src='i/t.png'>", subtype="html",
    )  # fmt: skip
    archive["Content-Location"] = "http://site/a/page.html"
    archive.make_related()
    for headers in (["Content-ID: <p1>"], ["Content-Location: http://site/a/i/t.png"]):
        archive.add_related(data, "image", "png", headers=headers)
    page_of = next(archive.iter_parts())
    page_of["Content-Location"] = "http://site/a/page.html"
    (tmp_path / "c.mht").write_bytes(archive.as_bytes())
    word = docx.Document()
    word.add_paragraph("一、甲")
    word.add_picture(io.BytesIO(data))
    word.save(str(tmp_path / "d.docx"))
    for name, count in (("a.html", 1), ("b.md", 1), ("c.mht", 2), ("d.docx", 1)):
        document = read(tmp_path / name)
        left = [block for block in document.blocks if isinstance(block, Picture)]
        tried = [note for note in document.notes if note.code.startswith("picture_")]
        assert len(left) == count, name
        assert tried, name


# ---------------------------------------------------------------- what is looked at
@pytest.mark.parametrize(
    ("image", "looked_at"),
    [
        (ruled(), True), (ruled(paper="#dfe6ee"), True), (ruled(300, 90), True),
        (ruled(299, 400), False), (ruled(640, 79), False), (photo(), False),
        (Image.new("RGB", (800, 600), "white"), False), (Image.new("RGB", (800, 600)), False),
        (Image.effect_noise((800, 600), 90).convert("RGB"), False),
        (ruled().convert("P"), True), (ruled().convert("1"), True), (ruled().convert("LA"), True),
    ],
)  # fmt: skip
def test_only_what_looks_like_a_table_or_a_page_is_recognised(
    image: Image.Image, looked_at: bool
) -> None:
    """Rules on light paper are looked at; small pictures, photos and empty ones are not."""
    assert may_be_read(encoded(image)) == looked_at


def test_a_photo_costs_no_time(tmp_path: Path) -> None:
    """Photos as large as telephones take them stay pictures, soon, and a note counts them."""
    large = encoded(photo(4_000, 3_000), "JPEG")
    for n in range(6):
        (tmp_path / f"{n}.jpg").write_bytes(large + b"\0" * n)
    begun = time.monotonic()
    document = page(tmp_path, "".join(f"<img src={n}.jpg>" for n in range(6)))
    assert time.monotonic() - begun < 10
    assert sum(isinstance(block, Picture) for block in document.blocks) == 6
    (words,) = said(document)
    assert "6 张图片" in words
    assert "照片" in words


# ---------------------------------------------------------------- what is said
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("http://site/table.png", "不联网"), ("/upload/table.png", "与网页一起保存"),
        ("table.png", "不在报告旁边"), ("../table.png", "文件夹以外"), ("broken.png", "损坏"),
        ("bomb.png", "过大"), ("长" * 100 + ".png", "不在报告旁边"), ("small.png", "太小"),
    ],
)  # fmt: skip
def test_a_picture_that_is_not_read_is_said_and_why(
    source: str, words: str, tmp_path: Path
) -> None:
    """A note names the picture, says why it was not read and what to do; it stays a picture."""
    (tmp_path / "broken.png").write_bytes(encoded(ruled())[:20])
    (tmp_path / "small.png").write_bytes(encoded(ruled(640, 79)))
    if source == "bomb.png":
        (tmp_path / source).write_bytes(encoded(Image.new("1", (20_000, 20_000))))
    document = page(tmp_path, f"\n\n<img src='{source}'>")
    (note,) = (note for note in document.notes if note.code == "picture_not_read")
    assert words in note.words.zh
    assert source.rpartition("/")[2][:39] in note.words.en
    assert note.at == Place(line=3)
    assert isinstance(document.blocks[-1], Picture)


def test_no_more_pictures_are_recognised_than_a_report_has() -> None:
    """Beyond the limit pictures stay, and a note says how many."""
    data = encoded(Image.new("1", (7_000, 4_000)))
    blocks = tuple(
        Picture("t.png", Place(line=n), data + b"\0" * n) for n in range(1, MAX_PICTURES + 2)
    )
    begun = time.monotonic()
    content = with_pictures_read(Content(blocks), None)
    assert time.monotonic() - begun < 10
    assert "最多识别" in content.notes[-1].words.zh


def test_a_picture_that_stands_there_twice_is_looked_at_once() -> None:
    """The same picture again, as small and large view of it, is no second table."""
    data = encoded(Image.new("RGB", (600, 400), "white"))
    content = with_pictures_read(Content((Picture("a", Place(), data),) * 3), None)
    assert [note.words.zh[:5] for note in content.notes] == ["有 1 张"]
    assert len(content.blocks) == 3


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\0"]),
)
def test_any_bytes_are_a_picture_or_none(data: bytes, head: bytes) -> None:
    """Damaged pictures of every kind raise nothing."""
    assert size_of(head + data) is None or may_be_read(head + data) in (True, False)

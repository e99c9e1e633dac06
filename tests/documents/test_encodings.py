"""Which encoding a file is in, and what is refused."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.documents.encodings import decode
from disclosure_audit.errors import DisclosureAuditError, FilerError

SENTENCE = "本年度共办理政府信息公开申请十二件，均已按期答复。"
TEXT = st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs"))).map(
    lambda text: SENTENCE + text + "\n<p>12</p>"
)


def markup(charset: str, text: str = SENTENCE) -> str:
    return f'<html><meta charset="{charset}"><body>{text}</body></html>'


@given(TEXT)
def test_every_known_encoding_comes_back(text: str) -> None:
    """Text in UTF-8, GB18030 or UTF-16, with or without its mark, reads as it was written."""
    for data in (
        text.encode("utf-8"),
        codecs.BOM_UTF8 + text.encode("utf-8"),
        text.encode("gb18030"),
        codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
    ):
        assert decode(data) == (text, ())


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Arbitrary bytes are decoded or refused with a sentence, never anything else."""
    with suppress(DisclosureAuditError):
        assert not set(decode(data)[0]) & set("\0\r")


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_older_chinese_charsets_mean_gb18030(charset: str) -> None:
    """A page that declares gb2312 may use any character of GB18030, without a note."""
    page = markup(charset, SENTENCE + "㙍镕")
    assert decode(page.encode("gb18030")) == (page, ())


@pytest.mark.parametrize(("declared", "used"), [("utf-8", "gb18030"), ("gbk", "utf-8")])
def test_a_wrong_declaration_is_noted(declared: str, used: str) -> None:
    """Bytes that are not in the declared encoding are read as what they are, with a note."""
    page = markup(declared)
    text, notes = decode(page.encode(used))
    assert text == page
    assert [note.code for note in notes] == ["encoding_differs"]
    assert declared in notes[0].words.zh
    assert used in notes[0].words.en


def test_utf8_that_would_pass_for_gb18030_is_told_apart() -> None:
    """UTF-8 is not read as the declared GBK where its bytes happen to be valid GBK too."""
    page = markup("gbk", SENTENCE + "a")
    assert page.encode().decode("gb18030") != page
    text, notes = decode(page.encode())
    assert (text, len(notes)) == (page, 1)


def test_cut_off_utf8_that_would_pass_for_gb18030_is_refused() -> None:
    """UTF-8 cut off is refused under a declaration of GBK, even where it is valid GBK."""
    data = markup("gbk", "")[:-14].encode() + SENTENCE.encode()[:-1]
    assert data.decode("gb18030")
    with pytest.raises(FilerError, match="截断"):
        decode(data)


def test_a_one_byte_declaration_does_not_garble_chinese() -> None:
    """A page that declares iso-8859-1, as editors do by default, still reads as Chinese."""
    page = markup("iso-8859-1")
    assert decode(page.encode("gb18030"))[0] == page


def test_declared_big5_is_read() -> None:
    """A page in the traditional encoding it declares reads as it was written."""
    page = markup("big5", "政府資訊公開工作年度報告")
    assert decode(page.encode("big5")) == (page, ())


def test_line_ends_become_newlines() -> None:
    """Line ends of Windows and old Macs read as newlines."""
    assert decode(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


@pytest.mark.parametrize("declared", ["utf-8", "gbk"])
def test_cut_off_utf8_is_refused_with_its_place(declared: str) -> None:
    """UTF-8 cut inside a character is refused: as GB18030 it would read as other words."""
    data = (markup(declared) + "\n" + SENTENCE).encode()[:-1]
    with pytest.raises(FilerError, match="第 2 行"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(32)) * 9, b"a\0b\0\0\0c", b"\xff" * 40],
    ids=["picture", "controls", "nulls", "no encoding"],
)
def test_binary_is_refused(data: bytes) -> None:
    """Bytes that are no text in any known encoding are refused."""
    with pytest.raises(FilerError, match="不是文字"):
        decode(data)


def test_a_mark_that_lies_is_refused() -> None:
    """A file that begins with the mark of UTF-8 but is not UTF-8 is refused as damaged."""
    with pytest.raises(FilerError, match="utf-8"):
        decode(codecs.BOM_UTF8 + SENTENCE.encode("gb18030"))

"""Reader of web pages: the text of the article, its tables as grids, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

from disclosure_audit.documents.attachments import Attachment
from disclosure_audit.documents.box_tables import spell_out
from disclosure_audit.documents.dated import PUBLISHED_META, dated_lines
from disclosure_audit.documents.document import Block, Note, Place
from disclosure_audit.documents.encodings import decode
from disclosure_audit.documents.furniture import (
    CONTENT_NAMES,
    is_furniture,
    is_strong_sign,
    left_out,
    signs_in,
    without_furniture,
)
from disclosure_audit.documents.grids import Grid, Image, Line, Piece, blocks_of, without_marks
from disclosure_audit.documents.hidden import Hidden, leave_out_hidden
from disclosure_audit.documents.markup import walk
from disclosure_audit.documents.plain_markup import line_of, text_of
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words, ordinal_of
from disclosure_audit.text.plain import bare

MAX_ELEMENTS = 200_000
"""A page with a report has some thousands."""

_BULK = 0.85
"""With so much of the unlinked text in one child, the rest is what stands around it."""

_LITTLE_TEXT = 200
"""A page with an attachment and less text than this says no more than where the report is."""

_UNLAWFUL = bytes([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_STRAY = (re.compile(b"\xef\xbf[\xbe\xbf]"), re.compile(b"\xee\x80[\x80-\x8f]"))
"""In UTF-8: U+FFFE and U+FFFF, which markup may not hold, and what `without_marks` leaves out."""

_LINES = frozenset({
    "p", "span", "strong", "b", "em", "i", "u", "font", "a", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_PICTURE = 60
"""What a picture weighs beside characters: a report may be published as pictures."""

_AROUND = frozenset(("header", "footer", "aside"))
_AROUND_ROLES = frozenset(("banner", "contentinfo", "complementary", "search"))


class _Titles(NamedTuple):
    """The titles that a page carries, in the order of their worth, and when it was published."""

    article: str
    headings: tuple[Line, ...]
    page: str
    published: str = ""

    @property
    def best(self) -> str | None:
        heading = self.headings[0].text if self.headings else ""
        return self.article or heading or self.page or None


def read_content(data: bytes) -> Content:
    """Read a web page.

    Parameters
    ----------
    data
        The bytes of the page.

    Returns
    -------
    Content
        The text of the page's article in reading order; what stood around it is left out and
        summed up in a note. Superscript and subscript text stands in square brackets.

    Raises
    ------
    FilerError
        The page cannot be decoded, is too large, holds no text, or only links to the report.
    """
    return read_page(data)


def read_page(data: bytes, charset: str | None = None) -> Content:
    """Read a web page of which something outside it says the encoding.

    Parameters
    ----------
    data
        The bytes of the page.
    charset
        The encoding as named outside the page, as in a web archive; the page's own word goes
        before it.

    Returns, raises
        As `read_content`.
    """
    text, notes = decode(data, charset)
    root = _parsed(text)
    hidden = leave_out_hidden(root)
    spell_out(root)
    walked = walk(root)
    titles = _titles(root)
    inside, outside = _divided(root, walked.pieces)
    kept = without_furniture(inside)
    _refuse_links_only(kept, walked.attachments, titles)
    if not any(isinstance(piece, Line | Grid | Image) for piece in kept):
        raise _without_text()
    staying = set(map(id, kept))
    dropped = _length(piece for piece in walked.pieces if id(piece) not in staying)
    title = None if _has_heading(kept) else _missing_title(titles, outside)
    pieces = [title, *kept] if title else kept
    return Content(
        blocks_of(pieces),
        titles.best,
        (
            *notes,
            *_struck(*walked.struck),
            *_hidden(hidden),
            *left_out(dropped - (len(title.text) if title else 0)),
        ),
        dated_lines((p for p in walked.pieces if id(p) not in staying), titles.published),
    )


def read_fragment(markup: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of markup, such as a table in another kind of text.

    Raises
    ------
    FilerError
        It is too large, or holds nothing.
    """
    root = _parsed(markup)
    leave_out_hidden(root)
    return blocks_of(walk(root).pieces)


# ---------------------------------------------------------------- parsing, bounded
def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    plain = _lawful(text)
    try:
        root = cast(
            "etree._Element | None",
            etree.fromstring(plain, parser) if plain.strip() else None,
        )
    except etree.XMLSyntaxError:
        root = None
    if any("huge" in entry.message.lower() for entry in parser.error_log):
        # The parser stops at its limit: the rest of the page would be lost without a word.
        raise _too_large()
    if root is None:
        raise _without_text()
    if cast("float", root.xpath("count(//*)")) > MAX_ELEMENTS:
        raise _too_large()
    return root


def _lawful(text: str) -> bytes:
    """The bytes of a page without characters that no page holds; bytes are searched quickly."""
    plain = text.encode().translate(None, _UNLAWFUL)
    for stray in _STRAY:
        plain = stray.sub(b"", plain)
    return plain


# ---------------------------------------------------------------- the article in the page
def _divided(root: etree._Element, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the article, and those around it."""
    around = _inherited(pieces, {}, _begins_around)
    open_pieces = [piece for piece, is_around in zip(pieces, around, strict=True) if not is_around]
    if any(is_strong_sign(piece) for piece, out in zip(pieces, around, strict=True) if out):
        open_pieces = list(pieces)
    article = _article(root, open_pieces)
    inside = _inherited(open_pieces, {article: True}, lambda _: None)
    chosen = {id(piece) for piece, holds in zip(open_pieces, inside, strict=True) if holds}
    return (
        [piece for piece in pieces if id(piece) in chosen],
        [piece for piece in pieces if id(piece) not in chosen],
    )


def _begins_around(element: etree._Element) -> bool | None:
    if element.tag in ("article", "main"):
        return False
    return True if element.tag in _AROUND or element.get("role") in _AROUND_ROLES else None


def _inherited(
    pieces: Sequence[Piece],
    known: dict[etree._Element, bool | None],
    own: Callable[[etree._Element], bool | None],
) -> list[bool]:
    """For each piece what the outermost element around it says that says anything, else False."""
    answers = []
    for piece in pieces:
        element: etree._Element | None = _owner(piece)
        climbed = []
        while element is not None and element not in known:
            climbed.append(element)
            element = element.getparent()
        answer = known[element] if element is not None else None
        for below in reversed(climbed):
            answer = own(below) if answer is None else answer
            known[below] = answer
        answers.append(bool(answer))
    return answers


def _article(root: etree._Element, pieces: Sequence[Piece]) -> etree._Element:
    """The element that holds the text: never one that would leave out a sign of it."""
    signs, strong = ([pieces[n] for n in numbers] for numbers in signs_in(pieces))
    for basis in (strong if len(strong) > 1 else [], signs):
        named = [element for element in _common_path(basis) if _is_named_content(element)]
        if named:
            return named[-1]
    if not signs:
        return _named_or_whole(root, pieces)
    path = _common_path(signs)
    held = [0] * len(path)
    index = {element: n for n, element in enumerate(path)}
    for piece in pieces:
        nearest = _nearest(_owner(piece), index)
        if nearest is not None:
            held[nearest] += _weight(piece)
    weights = [sum(held[n:]) for n in range(len(path))]
    chosen = 0
    while chosen + 1 < len(path) and weights[chosen + 1] >= _BULK * weights[chosen]:
        chosen += 1
    while chosen and path[chosen].tag in _LINES:
        chosen -= 1  # a line alone is no article: what stands below it may be one
    return path[chosen] if path else root


def _named_or_whole(root: etree._Element, pieces: Sequence[Piece]) -> etree._Element:
    seen = set()
    for piece in pieces:
        element = _owner(piece)
        while element is not None and element not in seen:
            if _is_named_content(element):
                return element
            seen.add(element)
            element = element.getparent()
    return root


def _owner(piece: Piece) -> etree._Element | None:
    return cast("etree._Element | None", piece.owner)


def _nearest(element: etree._Element | None, index: dict[etree._Element, int]) -> int | None:
    while element is not None and element not in index:
        element = element.getparent()
    return None if element is None else index[element]


def _common_path(pieces: Iterable[Piece]) -> list[etree._Element]:
    """The elements that all of `pieces` stand in, from the root down."""
    common: list[etree._Element] = []
    index: dict[etree._Element, int] = {}
    for piece in pieces:
        owner = _owner(piece)
        if owner is None:
            continue
        if not index:
            common = [*reversed(list(owner.iterancestors())), owner]
            index = {element: n for n, element in enumerate(common)}
        nearest = _nearest(owner, index)
        for element in common[(0 if nearest is None else nearest + 1) :]:
            del index[element]
        common = common[: len(index)]
    return common


def _is_named_content(element: etree._Element) -> bool:
    names = f"{element.get('id', '')} {element.get('class', '')}".lower().split()
    return not CONTENT_NAMES.isdisjoint(names)


def _weight(piece: Piece) -> int:
    if isinstance(piece, Line):
        return 0 if is_furniture(piece.text) else max(len(piece.text) - piece.linked, 0)
    return _length([piece]) if isinstance(piece, Grid) else _PICTURE


def _length(pieces: Iterable[Piece]) -> int:
    length = 0
    for piece in pieces:
        if isinstance(piece, Line):
            length += len(piece.text)
        elif isinstance(piece, Grid):
            length += sum(len(cell.text) for cell in piece.cells)
    return length


# ---------------------------------------------------------------- titles
def _titles(root: etree._Element) -> _Titles:
    metas = {
        element.get("name", "").lower(): _one_line(element.get("content", ""))
        for element in root.iter("meta")
    }
    page = next((_one_line(text_of(element)) for element in root.iter("title")), "")
    article = metas.get("articletitle", "")
    headings = [
        Line(text, line_of(element), 1, owner=element)
        for element in root.iter("h1")
        if (text := _heading(element))
    ]
    known = bare(article or page)
    headings.sort(key=lambda line: (not known.startswith(bare(line.text)), -len(line.text)))
    return _Titles(article, tuple(headings), page, metas.get(PUBLISHED_META, ""))


def _heading(element: etree._Element) -> str:
    lines = [piece for piece in walk(element).pieces if isinstance(piece, Line)]
    # A heading that is a link is the site's name, with its way home.
    return "".join(line.text for line in lines if 2 * line.linked < len(line.text))


def _one_line(text: str) -> str:
    return " ".join(without_marks(text).split())


def _has_heading(pieces: Sequence[Piece]) -> bool:
    first = next((piece for piece in pieces if isinstance(piece, Line | Grid)), None)
    if not isinstance(first, Line):
        return False
    if first.level is not None:
        return ordinal_of(first.text) is None
    text = first.text
    return 6 <= len(text) <= 80 and not set(text) & set("。；，：") and ordinal_of(text) is None


def _missing_title(titles: _Titles, outside: Sequence[Piece]) -> Line | None:
    """The title of the article where it stands outside the article."""
    if titles.headings and (not titles.article or _same(titles.headings[0].text, titles.article)):
        heading = titles.headings[0]
        if not titles.page or _same(heading.text, titles.article or titles.page):
            return heading
    if titles.article:
        return Line(titles.article, None, 1)
    for piece in outside:
        if isinstance(piece, Line) and _is_title(piece, titles.page):
            return Line(piece.text, piece.line, 1)
    return titles.headings[0] if titles.headings else None


def _is_title(line: Line, page: str) -> bool:
    if line.linked or len(line.text) < 6 or is_furniture(line.text):
        return False
    return bare(page).startswith(bare(line.text))


def _same(one: str, other: str) -> bool:
    return bare(one) in bare(other) or bare(other) in bare(one)


# ---------------------------------------------------------------- refusals and notes
def _refuse_links_only(
    kept: Sequence[Piece], attachments: Sequence[Attachment], titles: _Titles
) -> None:
    if not attachments:
        return
    if any(is_strong_sign(piece) or isinstance(piece, Image | Grid) for piece in kept):
        return
    text = "".join(piece.text for piece in kept if isinstance(piece, Line))
    if len(text) < _LITTLE_TEXT + len(titles.best or ""):
        raise _only_links(attachments[0])


def _only_links(attachment: Attachment) -> FilerError:
    name = unquote(attachment.address).rpartition("/")[2].partition("?")[0][:120]
    text = attachment.text[:120] or name
    return FilerError(
        Words(
            f"网页上没有报告正文，只有附件链接“{text}”（文件 {name}）。"
            "请下载该附件，用附件作为报告文件。",
            f"The page holds no report text, it only links to the report: “{text}” (file {name}). "
            "Download that file and use it as the report.",
        )
    )


def _without_text() -> FilerError:
    return FilerError(
        Words(
            "网页里没有正文文字：可能只有框架、脚本或网站导航。"
            "请在浏览器中打开原网页，把含正文的页面另存为网页后再提交。",
            "The page holds no text of its own: perhaps only frames, scripts or navigation. "
            "Open the original page in a browser and save the page that shows the text.",
        )
    )


def _too_large() -> FilerError:
    return FilerError(
        Words(
            f"网页超过读取上限（{MAX_ELEMENTS} 个元素，嵌套 256 层，单段 1000 万字节）。"
            "请确认它是年度报告，并重新保存网页。",
            f"The page is beyond the limits ({MAX_ELEMENTS} elements, 256 levels deep, 10 "
            "million bytes in one piece). Make sure it is an annual report and save it again.",
        )
    )


def _struck(length: int, line: int | None) -> tuple[Note, ...]:
    if not length:
        return ()
    words = Words(
        f"网页中有 {length} 个字带删除线，没有计入正文。",
        f"{length} struck-out characters on the page were left out of the text.",
    )
    return (Note("struck_text", words, Place(line=line)),)


def _hidden(hidden: Hidden) -> tuple[Note, ...]:
    if not hidden.length:
        return ()
    words = Words(
        f"网页用样式隐藏了 {hidden.length} 个字（表格或成句的文字），浏览器不显示，没有计入正文。",
        f"{hidden.length} characters of tables or sentences are hidden by the page's styles; a "
        "browser does not show them, and they were left out.",
    )
    return (Note("hidden_text", words, Place(line=hidden.line)),)

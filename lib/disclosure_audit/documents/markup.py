"""From parsed markup to pieces in reading order, as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, cast

from lxml import etree

from disclosure_audit.documents.box_tables import ORDER_ONLY
from disclosure_audit.documents.grids import (
    RAISED,
    RAISED_END,
    Cell,
    Image,
    Line,
    Piece,
    laid_out,
    plain_line,
    settled,
)
from disclosure_audit.documents.ordinals import spelled
from disclosure_audit.documents.picture_files import data_of
from disclosure_audit.documents.plain_markup import (
    BLANKS,
    INLINE,
    is_plain,
    is_plain_cell,
    line_of,
    look_of,
    plain_lines,
    single_spaced,
)
from disclosure_audit.text import ordinal_of
from disclosure_audit.text.plain import is_solid

_NEVER_SHOWN = frozenset({
    "head", "script", "style", "template", "noscript", "select", "option", "datalist", "button",
    "textarea", "nav", "svg", "iframe", "embed", "object", "audio", "video", "canvas", "rt", "rp",
    "xml", "math-annotation",
})  # fmt: skip
_STRUCK = frozenset(("del", "s", "strike"))
_RAISED_TAGS = frozenset(("sup", "sub"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_BLOCKS = frozenset({
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "hgroup", "header", "hr", "legend", "li", "main", "menu", "ol", "p", "pre",
    "section", "summary", "ul", "table", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
    "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(-type)?\s*:\s*([^;]{1,60})", re.IGNORECASE)
_LIST_STYLES = {
    "1": "decimal", "a": "lower_letter", "A": "upper_letter", "i": "lower_roman",
    "I": "upper_roman", "decimal": "decimal", "lower-alpha": "lower_letter",
    "lower-latin": "lower_letter", "upper-alpha": "upper_letter", "upper-latin": "upper_letter",
    "lower-roman": "lower_roman", "upper-roman": "upper_roman", "cjk-ideographic": "han",
    "simp-chinese-informal": "han", "trad-chinese-informal": "han", "cjk-decimal": "han_digits",
    "decimal-leading-zero": "decimal_zero", "none": "none", "disc": "none", "circle": "none",
    "square": "none",
}  # fmt: skip
_TINY = 32
_TINY_STYLE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d{1,2})(?:\.\d+)?px", re.IGNORECASE)
_ICON = re.compile(
    r"icon|logo|spacer|blank\.|(file|doc)_?type|fileTypeImages|qr_?code|share|weixin|weibo|print",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:blank|loading|lazy|placeholder|grey|gray|pixel)[\w.-]*\.(?:gif|png|svg|jpg)|^data:image/gif",
    re.IGNORECASE,
)
_INTEGER = re.compile(r"\s*\+?(\d{1,9})")
_CELLS = frozenset(("td", "th"))
_MAX_DOWN, _MAX_ACROSS = 65_534, 1_000
"""The limits that HTML itself sets for spans."""

_KINDS = r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|pptx?)"
ATTACHED = re.compile(_KINDS + r"(?=$|[?&#\s（(【\[])", re.IGNORECASE)
"""The end of a file name that a page can only link to."""

_QUOTED_FILE = re.compile(
    rf"""["']([^"'\s<>]{{1,300}}{_KINDS}(?:\?[^"']{{0,100}})?)["']""", re.IGNORECASE
)
_MAX_SCRIPT = 100_000
_MAX_NAME = 120


class Attachment(NamedTuple):
    """A link to a file, or a frame that shows one."""

    text: str
    address: str


class Walked(NamedTuple):
    """What a walk through markup found."""

    pieces: tuple[Piece, ...]
    attachments: tuple[Attachment, ...]
    struck: tuple[int, int | None]
    """How many struck characters were left out, and the line of the first."""


class _Flow:
    """The pieces of one body or cell as they are gathered."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.waiting: list[Piece] = []
        self.prefix = ""
        self.restart()

    def restart(self) -> None:
        self.texts: list[str] = []
        self.linked = 0
        self.line: int | None = None
        self.owner: etree._Element | None = None

    def add(self, text: str, element: etree._Element, owner: etree._Element, link: bool) -> None:
        if not self.texts and not text.strip(BLANKS):
            return  # white space in front of a line is not seen
        self.texts.append(text)
        solid = len(text)
        if not is_solid(text):
            solid -= sum(map(text.count, BLANKS))
        if solid and self.line is None and text not in (RAISED, RAISED_END):
            self.line, self.owner = line_of(element), owner
        self.linked += solid if link else 0

    def flush(self, level: int | None) -> None:
        if not self.texts and not self.waiting:
            return
        text = single_spaced("".join(self.texts))
        if text:
            if self.prefix and ordinal_of(text) is None:
                text = self.prefix + text
            self.prefix = ""
            self.pieces.append(Line(text, self.line, level, self.linked, self.owner))
        self.pieces.extend(self.waiting)
        self.waiting = []
        self.restart()


class _Table:
    """The rows of one table as they are gathered."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.groups: list[list[list[Cell]]] = [[]]
        self.row_open = False

    def open_row(self) -> None:
        self.groups[-1].append([])
        self.row_open = True

    def add(self, cell: Cell) -> None:
        if not self.row_open:
            self.open_row()
        self.groups[-1][-1].append(cell)


class _List:
    """The counter of one numbered list."""

    def __init__(self, element: etree._Element) -> None:
        self.step = -1 if element.get("reversed") is not None else 1
        items = sum(1 for child in element if child.tag == "li")
        self.next = _integer(element.get("start"), items if self.step < 0 else 1)
        self.style = _list_style(element) or _LIST_STYLES.get(element.get("type", "1"), "decimal")

    def prefix(self, item: etree._Element) -> str:
        number = _integer(item.get("value"), self.next)
        self.next = number + self.step
        printed = spelled(number, _list_style(item) or self.style)
        if not printed:
            return ""
        return f"{printed}、" if "一" <= printed[0] <= "鿿" else f"{printed}. "


class _Walk:
    """Gathers pieces element by element, without recursion: markup may nest as it likes."""

    def __init__(self) -> None:
        self.flows = [_Flow()]
        self.tables: list[_Table | None] = []
        self.lists: list[_List | None] = []
        self.levels: list[int] = []
        self.links = 0
        self.preserving = 0
        self.attachments: list[Attachment] = []
        self.scripts: list[Attachment] = []
        self.script_read = 0
        self.struck = 0
        self.first_struck: int | None = None

    # -- walking
    def through(self, root: etree._Element) -> None:
        open_elements: list[tuple[etree._Element, Iterator[etree._Element], bool]] = []
        open_elements.append((root, iter(root), self.begin(root)))
        while open_elements:
            element, children, preserves = open_elements[-1]
            child = next(children, None)
            if child is None:
                open_elements.pop()
                self.end(element, preserves)
                if open_elements:
                    self.text(element.tail, element, open_elements[-1][0])
            elif self.is_plain(child) or self.leaves_out(child):
                self.text(child.tail, child, element)
            else:
                open_elements.append((child, iter(child), self.begin(child)))
        self.flush()

    def is_plain(self, element: etree._Element) -> bool:
        """Whether an element was taken whole, as it is of the plainest kinds."""
        if element.tag in _CELLS:
            return self.plain_cell(element)
        return not len(element) and self.plain_leaf(element)

    def leaves_out(self, element: etree._Element) -> bool:
        if not isinstance(cast(object, element.tag), str):
            return True
        if not element.keys() and element.tag not in _NEVER_SHOWN:
            return element.tag in _STRUCK and self.strikes(element)
        style = element.get("style", "")
        if element.tag in _NEVER_SHOWN or element.get("role") == "navigation":
            self.framed(element)
            return True
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        look = look_of(style)
        if look.hides:
            return True
        if element.tag in _STRUCK or look.strikes:
            return self.strikes(element)
        return False

    def strikes(self, element: etree._Element) -> bool:
        """Count what is struck out; it is left out."""
        length = len("".join(_words(element)))
        if length and self.first_struck is None:
            self.first_struck = line_of(element)
        self.struck += length
        return True

    def begin(self, element: etree._Element) -> bool:
        """Open an element, and return whether white space counts in it."""
        tag = element.tag
        if element.keys():
            self.scripted(element)
        if tag == "br":
            self.line_break(element)
        elif tag == "img":
            self.image(element)
        elif tag == "a" and _is_link(element):
            self.link(element)
        elif tag in _RAISED_TAGS:
            self.flows[-1].add(RAISED, element, element, False)
        elif tag in _BLOCKS:
            self.begin_block(element)
        preserves = _preserves(element)
        self.preserving += preserves
        self.text(element.text, element, element)
        return preserves

    def end(self, element: etree._Element, preserves: bool) -> None:
        tag = element.tag
        self.preserving -= preserves
        if tag == "a" and _is_link(element):
            self.links -= 1
        elif tag in _RAISED_TAGS:
            self.flows[-1].add(RAISED_END, element, element, False)
        elif tag in _BLOCKS:
            self.end_block(element)

    def begin_block(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self.flush()
        if tag in _HEADINGS:
            self.levels.append(_HEADINGS[tag])
        elif tag == "ol":
            self.lists.append(_List(element))
        elif tag in ("ul", "menu", "dir"):
            self.lists.append(None)
        elif tag == "li" and self.lists:
            counter = self.lists[-1]
            self.flows[-1].prefix = counter.prefix(element) if counter else ""
        elif tag == "table":
            self.tables.append(_Table(element))
        elif self.tables and self.tables[-1]:
            if tag in _GROUPS:
                self.tables[-1].groups.append([])
                self.tables[-1].row_open = False
            elif tag == "tr":
                self.tables[-1].open_row()
            elif tag in ("td", "th"):
                self.flows.append(_Flow())
                self.tables.append(None)

    def end_block(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self.flush()
        if tag in _HEADINGS:
            self.levels.pop()
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        elif tag == "li":
            self.flows[-1].prefix = ""
        elif tag == "table":
            self.end_table()
        elif tag in ("td", "th") and self.tables and self.tables[-1] is None:
            self.end_cell(element)
        elif tag in _GROUPS and self.tables and self.tables[-1]:
            self.tables[-1].groups.append([])
            self.tables[-1].row_open = False
        elif tag == "tr" and self.tables and self.tables[-1]:
            self.tables[-1].row_open = False

    def end_cell(self, element: etree._Element) -> None:
        self.tables.pop()
        table = self.tables[-1]
        flow = self.flows.pop()
        if table is not None:
            table.add(_cell(element, tuple(flow.pieces)))

    def plain_leaf(self, element: etree._Element) -> bool:
        """Take an element that holds text and nothing else in one step; most hold no more."""
        if self.preserving or element.tag not in INLINE or not is_plain(element):
            return False
        self.text(element.text, element, element)
        return True

    def plain_cell(self, cell: etree._Element) -> bool:
        """Take a cell of plain paragraphs in one step; most cells are no more."""
        table = self.tables[-1] if self.tables else None
        if table is None or self.preserving or self.links or self.levels:
            return False
        if not is_plain_cell(cell):
            return False
        self.flush()
        table.add(_cell(cell, plain_lines(cell)))
        return True

    def end_table(self) -> None:
        table = self.tables.pop()
        if table is None:
            return
        arranges = table.element.get("role") in ("presentation", "none")
        grid = laid_out(table.groups, line_of(table.element), table.element)
        grid = replace(grid, aligned=table.element.get(ORDER_ONLY) is None)
        self.flows[-1].pieces.extend(settled(grid, arranges=arranges))

    # -- what stands inside
    def flush(self) -> None:
        self.flows[-1].flush(self.levels[-1] if self.levels else None)

    def text(self, text: str | None, element: etree._Element, owner: etree._Element) -> None:
        if not text:
            return
        flow = self.flows[-1]
        if not self.preserving:
            flow.add(text, element, owner, self.links > 0)
            return
        lines = text.split("\n")
        for n, line in enumerate(lines):
            if n:
                self.flush()
            flow.add(re.sub("[ \t]", "\u00a0", line), element, owner, self.links > 0)

    def line_break(self, element: etree._Element) -> None:
        if self.levels:
            # A heading broken by hand is one heading.
            self.flows[-1].add("\n", element, element, False)
        else:
            self.flush()

    def image(self, element: etree._Element) -> None:
        source = _source(element)
        sizes = [_integer(element.get(side), _TINY + 1) for side in ("width", "height")]
        sizes += [int(size) for size in _TINY_STYLE.findall(element.get("style", ""))]
        if min(sizes) <= _TINY or (_ICON.search(source[-200:]) and source[:5] != "data:"):
            return
        name = element.get("alt", "").strip() or element.get("title", "").strip()
        if not name and source[:5] != "data:":
            name = source.rpartition("/")[2].partition("?")[0]
        data = data_of(source) if source[:5] == "data:" else None
        image = Image(plain_line(name), line_of(element), element, data, source or None)
        self.flows[-1].waiting.append(image)

    def link(self, element: etree._Element) -> None:
        self.links += 1
        text = text_of(element)
        address = element.get("href", "")
        if ATTACHED.search(address) or ATTACHED.search(text):
            self.attachments.append(Attachment(text, address))

    def framed(self, element: etree._Element) -> None:
        """Note the file that a frame shows, or of which a script of the page speaks."""
        if element.tag in ("iframe", "embed", "object"):
            names = ("src", "data", "data-src")
            address = next((a for name in names if (a := element.get(name))), "")
            if ATTACHED.search(address):
                self.attachments.append(Attachment("", address))
            self.scripted(element)
        elif element.tag == "script" and self.script_read < _MAX_SCRIPT:
            script = (element.text or "")[: _MAX_SCRIPT - self.script_read]
            self.script_read += len(script)
            self.scripts += [Attachment("", f[1]) for f in _QUOTED_FILE.finditer(script)]

    def scripted(self, element: etree._Element) -> None:
        """Note a file that is opened by script: named in onclick, data-url and the like."""
        for name, value in cast(list[tuple[str, str]], element.items()):
            if not name.startswith(("data-", "on")) or name == "data-src" or len(value) > 500:
                continue
            quoted = _QUOTED_FILE.search(value)
            if quoted or ATTACHED.search(value):
                address = quoted[1] if quoted else value
                self.attachments.append(Attachment(text_of(element)[:_MAX_NAME], address))


def _cell(element: etree._Element, flow: tuple[Piece, ...]) -> Cell:
    if not element.keys():
        return Cell(flow)
    down, across = element.get("rowspan"), element.get("colspan")
    return Cell(
        flow,
        1 if down is None else min(_integer(down, 1), _MAX_DOWN),
        1 if across is None else min(_integer(across, 1) or 1, _MAX_ACROSS),
    )


def walk(root: etree._Element) -> Walked:
    """Return what a browser would show of `root`, in reading order.

    Raises
    ------
    FilerError
        A table is larger than any report's.
    """
    walker = _Walk()
    walker.through(root)
    return Walked(
        tuple(walker.flows[0].pieces),
        tuple(walker.attachments + walker.scripts),
        (walker.struck, walker.first_struck),
    )


def text_of(element: etree._Element) -> str:
    """Return all text inside an element, shown or not, on one line."""
    return " ".join(_words(element))


def _words(element: etree._Element) -> list[str]:
    return "".join(str(text) for text in element.itertext()).split()


def _integer(text: str | None, default: int) -> int:
    match = _INTEGER.match(text) if text else None
    return int(match[1]) if match else default


def _source(element: etree._Element) -> str:
    """The address of a picture; that of a picture loaded later stands beside a placeholder."""
    source = element.get("src", "").strip()
    later = (element.get(name, "").strip() for name in ("data-src", "data-original"))
    placeholder = not source or _PLACEHOLDER.search(source[-200:])
    return next(filter(None, later), source) if placeholder else source


def _is_link(element: etree._Element) -> bool:
    return not element.get("href", "#").startswith("#")


def _preserves(element: etree._Element) -> bool:
    return element.tag == "pre" or look_of(element.get("style", "")).preserves


def _list_style(element: etree._Element) -> str | None:
    match = _LIST_STYLE.search(element.get("style", ""))
    words = match[2].lower().split() if match else []
    return next((_LIST_STYLES[word] for word in words if word in _LIST_STYLES), None)

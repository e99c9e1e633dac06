"""What a page hides by its own style sheets, taken out of the page before anything is read.

Hidden is what a screen surely does not show. Rules for other media, for what a pointer or a script
does, and rules that are not understood hide nothing; nor is an element hidden that such a rule may
show, or that holds most of the page: a script shows that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from disclosure_audit.documents.box_styles import Styles, rules_of, sheets_of
from disclosure_audit.documents.plain_markup import line_of

_NAMES = frozenset({
    "display", "visibility", "opacity", "font", "font-size", "position", "left", "right", "top",
    "text-indent", "clip", "clip-path", "overflow", "width", "height", "padding", "padding-top",
    "padding-bottom", "animation", "animation-name",
})  # fmt: skip
_ZERO = r"0{0,3}\.?0{1,4}(?:px|pt|r?em|%)?"
_MAY_HIDE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|clip|(?<![\w-])height\s*:\s*[01]|"
    rf"(?:opacity|font-size)\s*:\s*{_ZERO}\s*(?:[;}}!]|$)|"
    r"font\s*:\s*0|font\s*:[^;}]{0,60}\s0|(?:left|right|top|text-indent)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_NOTHING = re.compile(_ZERO)
_NO_SIZE = re.compile(rf"(?:[^/]* )?{_ZERO}(?: ?/.*| .*)")
_RELATIVE = re.compile(r"inherit|unset|[\d.]+(?:em|%)|smaller|larger")
_FAR = re.compile(r"-(?:\d{4,6}|999)(?:\.\d+)?(?:px|pt)|-\d{3,6}(?:\.\d+)?(?:r?em|%)")
_NARROW = re.compile(r"[01](?:px)?|0(?:pt|r?em|%)")
_NO_CLIP = re.compile(r"rect\( ?(?:[01](?:px)?[ ,]+){3}[01](?:px)? ?\)")
_NO_SHAPE = re.compile(r"inset\( ?(?:50|100)%|circle\( ?0")
_VISIBILITY = re.compile(r"visibility\s*:[^;]*;?", re.IGNORECASE)

_STYLES = etree.XPath("//@style", smart_strings=False)
_STATES = re.compile(r":(?:hover|focus|active|visited|:|before|after)")
_ARGUMENT = re.compile(r"\([^()]*\)")
_VALUE = re.compile(r"[~|^$*]?=[^\]]*")
_PSEUDO = re.compile(r":+[\w-]+")
_KEY = re.compile(r"[.#\[]?[A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*")
_MAX_UNSURE = 200
_MOST = 0.67

_NEVER = frozenset({"html", "head", "body", "title", "meta", "link", "style", "script", "br"})
_OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})


class Hidden(NamedTuple):
    """How many characters of tables and sentences were hidden, and the line of the first."""

    length: int = 0
    line: int | None = None


def leave_out_hidden(root: etree._Element) -> Hidden:
    """Take out of a parsed page, in place, what its style sheets and style attributes hide.

    What takes up no room is removed; what does, such as a cell whose text is invisible, is emptied.
    A first-rank heading is only marked as hidden: it may still be the title of the page.

    Parameters
    ----------
    root
        The parsed page.

    Returns
    -------
    Hidden
        What was hidden as far as it may have been text of a report.
    """
    by_sheet = any(_MAY_HIDE.search(sheet) for sheet in sheets_of(root))
    styled = set(cast("list[str]", _STYLES(root)))  # pages from Word repeat a few of them often
    inline = {style for style in styled if _MAY_HIDE.search(style)}
    if not (by_sheet or inline):
        return Hidden()  # as on most pages
    styles = Styles(root, _NAMES, ("always",) if by_sheet else ())
    found = [
        element
        for element in root.iter()
        if isinstance(cast(object, element.tag), str)
        and element.tag not in _NEVER
        and (
            element.get("style") in inline
            or (by_sheet and not styles.keys.isdisjoint(_keys(element)))
        )
    ]
    return _Hiding(root, styles).hide(found) if found else Hidden()


def _keys(element: etree._Element) -> Iterator[str]:
    yield "*"
    yield str(element.tag)
    for name in element.get("class", "").split():
        yield f".{name}"
    identity = element.get("id")
    if identity:
        yield f"#{identity}"


class _Hiding:
    """Hides one element after the other, those outside before those inside."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.styles = styles
        scripts = sum(len(_text(part)) for part in root.iter("script", "style"))
        self.most = (len(_text(root)) - scripts) * _MOST
        self.linked = any(link.get("rel") == "stylesheet" for link in root.iter("link"))
        self.gone: set[etree._Element] = set()
        self.unsure = _unsure(root)
        self.length = 0
        self.line: int | None = None

    def hide(self, elements: list[etree._Element]) -> Hidden:
        removed: list[etree._Element] = []
        for element in elements:
            if element in self.gone:
                continue
            style = self.styles.of(element)
            kind = _kind(style, str(element.tag))
            if kind is None or self.is_unsure(element, style):
                continue
            text = _text(element)
            if len(text) > self.most:
                continue
            if "。" in text or next(element.iter("table", "tr", "td"), None) is not None:
                self.length += len(text)
                self.line = self.line or line_of(element)
            if element.tag == "h1":
                element.set("hidden", "")
            elif kind == "removed":
                self.gone.update(element.iter())
                removed.append(element)
            else:
                self.empty(element, kind)
        _remove(removed)
        return Hidden(self.length, self.line)

    def is_unsure(self, element: etree._Element, style: dict[str, str]) -> bool:
        """Whether a rule that is not understood, or a movement, may show the element."""
        if style.get("animation", style.get("animation-name", "none")) != "none":
            return True
        if not self.unsure:
            return False
        own = {*_keys(element), *map("[{}".format, cast("list[str]", element.keys()))}
        return any(named <= own for key in own for named in self.unsure.get(key, ()))

    def empty(self, element: etree._Element, name: str) -> None:
        """Take the text out of an element, but not out of what is shown again inside it."""
        inside = [element]
        while inside:
            part = inside.pop()
            part.text = None
            if part.tag == "img":
                part.set("hidden", "")
            if name == "visibility" and "style" in part.attrib:
                part.set("style", _VISIBILITY.sub("", part.get("style", "")))
            for child in part:
                child.tail = None
                if isinstance(cast(object, child.tag), str) and not self.shows(child, name):
                    inside.append(child)

    def shows(self, element: etree._Element, name: str) -> bool:
        """Whether an element sets anew what hides the text around it."""
        style = self.styles.of(element)
        if name == "visibility":
            return style.get("visibility", "inherit") not in ("inherit", "hidden", "collapse")
        if name == "text-indent":
            return "text-indent" in style and not _FAR.fullmatch(style["text-indent"])
        if name == "font-size":
            if element.tag == "table" or (element.tag == "font" and element.get("size")):
                return True  # old pages begin anew in tables
            if self.linked and element.get("class"):
                return True  # a sheet beside the page may say how large it is
            size = style.get("font-size") or style.get("font") or "inherit"
            return not _is_no_size(style) and not _RELATIVE.fullmatch(size)
        return False


def _kind(style: dict[str, str], tag: str) -> str | None:
    """How a style hides an element: removed, or emptied by the property of that name."""
    if style.get("display") == "none" or _is_out_of_sight(style, tag):
        return "removed"
    visibility = style.get("visibility")
    if visibility == "collapse" and tag in ("tr", "tbody", "thead", "tfoot"):
        return "removed"
    if visibility in ("hidden", "collapse"):
        return "visibility"
    if tag == "img":
        return None  # pictures are made to appear by scripts as the page is scrolled
    if _NOTHING.fullmatch(style.get("opacity", "")):
        return "opacity"
    if _is_no_size(style):
        return "font-size"
    return "text-indent" if _FAR.fullmatch(style.get("text-indent", "")) else None


def _is_out_of_sight(style: dict[str, str], tag: str) -> bool:
    if style.get("position") in ("absolute", "fixed"):
        if any(_FAR.fullmatch(style.get(side, "")) for side in ("left", "right", "top")):
            return True
        if _NO_CLIP.fullmatch(style.get("clip", "")):
            return True
    if _NO_SHAPE.match(style.get("clip-path", "")):
        return True
    if style.get("overflow") != "hidden" or tag in _OF_TABLES:
        return False
    height, width = style.get("height", ""), style.get("width", "")
    if _NARROW.fullmatch(height) and _NARROW.fullmatch(width):
        return True
    return _NOTHING.fullmatch(height) is not None and not any("padding" in name for name in style)


def _is_no_size(style: dict[str, str]) -> bool:
    if "font-size" in style:
        return _NOTHING.fullmatch(style["font-size"]) is not None
    return _NO_SIZE.fullmatch(style.get("font", "")) is not None


def _unsure(root: etree._Element) -> dict[str, list[frozenset[str]]]:
    """By one of its names: what elements are called that a rule may show, though none surely."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for count, (selector, declared) in enumerate(_doubtful(root)):
        if count == _MAX_UNSURE:
            break
        if _may_show(declared):
            plain = _PSEUDO.sub("", _ARGUMENT.sub("", _VALUE.sub("", selector)))
            last = re.split(r"[\s>+~]+", plain.strip())[-1]
            named = frozenset(_KEY.findall(last)) or frozenset("*")
            found[min(named)].append(named)
    return found


def _doubtful(root: etree._Element) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in rules_of(root, _NAMES):
        in_doubt = rule.medium in ("wide", "unknown") or rule.steps is None
        if in_doubt and rule.medium != "never" and not _STATES.search(rule.selector):
            yield rule.selector, {name: value for name, (value, _) in rule.declared.items()}


def _may_show(style: dict[str, str]) -> bool:
    return any(
        name in style and not hides.fullmatch(style[name])
        for name, hides in (
            ("display", re.compile("none")),
            ("visibility", re.compile("hidden|collapse")),
            ("opacity", _NOTHING),
        )
    )


def _text(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", method="text", with_tail=False)
    return "".join(text.split())


def _remove(elements: list[etree._Element]) -> None:
    """Remove elements, but not the text behind them; one parent after the other."""
    gone = set(elements)
    for parent in dict.fromkeys(element.getparent() for element in elements):
        if parent is None:
            continue
        before: etree._Element | None = None
        texts = [parent.text or ""]
        for child in list(parent):
            if child in gone:
                texts.append(child.tail or "")
                parent.remove(child)
                continue
            _set_text(parent, before, texts)
            before, texts = child, [child.tail or ""]
        _set_text(parent, before, texts)


def _set_text(parent: etree._Element, before: etree._Element | None, texts: list[str]) -> None:
    if len(texts) == 1:
        return
    if before is None:
        parent.text = "".join(texts)
    else:
        before.tail = "".join(texts)

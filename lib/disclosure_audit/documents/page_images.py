"""Pictures of a page that may hold text: their address, name and bytes."""

from __future__ import annotations

import re

from lxml import etree

from disclosure_audit.documents.grids import Image, plain_line
from disclosure_audit.documents.picture_files import data_of
from disclosure_audit.documents.plain_markup import line_of, number_of

_TINY = 32
_TINY_STYLE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d{1,2})(?:\.\d+)?px", re.IGNORECASE)
# By the name of the file: a folder may be called so for another reason.
_ICON = re.compile(
    r"(?:^|/)icons?/|fileTypeImages"
    r"|(?:icon|logo|spacer|blank\.|(?:file|doc)_?type|qr_?code|share|weixin|weibo|print)[^/]*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:blank|loading|lazy|placeholder|grey|gray|pixel)[\w.-]*\.(?:gif|png|svg|jpg)|^data:image/gif",
    re.IGNORECASE,
)


def image_of(element: etree._Element) -> Image | None:
    """Return the picture that an element shows; None for signs and icons."""
    source = _source(element)
    sizes = [_pixels(element.get(side, "")) for side in ("width", "height")]
    sizes += [int(size) for size in _TINY_STYLE.findall(element.get("style", ""))]
    if min(sizes) <= _TINY or (_ICON.search(source[-200:]) and source[:5] != "data:"):
        return None
    name = element.get("alt", "").strip() or element.get("title", "").strip()
    if not name and source[:5] != "data:":
        name = source.rpartition("/")[2].partition("?")[0]
    data = data_of(source) if source[:5] == "data:" else None
    return Image(plain_line(name), line_of(element), element, data, source or None)


def _pixels(size: str) -> int:
    return _TINY + 1 if size.rstrip().endswith("%") else number_of(size, _TINY + 1)


def _source(element: etree._Element) -> str:
    """The address of a picture; that of a picture loaded later stands beside a placeholder."""
    source = element.get("src", "").strip()
    later = (element.get(name, "").strip() for name in ("data-src", "data-original"))
    placeholder = not source or _PLACEHOLDER.search(source[-200:])
    return next(filter(None, later), source) if placeholder else source

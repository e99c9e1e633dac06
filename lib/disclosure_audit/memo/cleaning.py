"""What of a notebook's output may stand in a memo: a narrow list; all else is taken away."""

from __future__ import annotations

import re

import nh3

_TAGS = frozenset(
    {
        *("article", "details", "div", "header", "section", "summary"),
        *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "td", "th"),
        *("a", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"),
        *("figure", "figcaption", "img"),
    }
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "img": {"src", "alt", "width"},
}
_NAME = r"da-[A-Za-z0-9_-]{1,120}"
_VALUES = {
    "class": re.compile(rf"{_NAME}(?: {_NAME})*"),
    "id": re.compile(_NAME),
    "href": re.compile(rf"#{_NAME}"),
    "lang": re.compile("zh|zh-CN|en"),
    "colspan": re.compile("[1-9][0-9]?"),
    "rowspan": re.compile("[1-9][0-9]?"),
    "scope": re.compile("col|row|colgroup|rowgroup"),
    "open": re.compile(""),
    # A PNG of at most 10,000 bytes that the page itself carries; nothing is ever fetched.
    "src": re.compile(r"data:image/png;base64,iVBORw0KGgo[A-Za-z0-9+/]{1,13325}={0,2}"),
    "alt": re.compile(r"[^<>]{0,200}"),
    "width": re.compile("[1-9][0-9]{0,2}"),
}
_ID = re.compile(r'<[a-z0-9]+ [^<>]*?\bid="([^"]+)"')


def cleaned(html: str) -> str:
    """Return `html` with allowed tags and attributes only; style and script go whole."""
    return _clean(html, None)


def without_dead_links(html: str, targets: frozenset[str]) -> str:
    """Return cleaned `html` in which a link to none of `targets` is plain text."""
    return _clean(html, targets)


def ids_in(html: str) -> list[str]:
    """Return the ids of cleaned html, in order."""
    return _ID.findall(html)


def _clean(html: str, targets: frozenset[str] | None) -> str:
    def allowed(_: str, attribute: str, value: str) -> str | None:
        pattern = _VALUES.get(attribute)
        if pattern is None or not pattern.fullmatch(value):
            return None
        if attribute == "href" and targets is not None and value[1:] not in targets:
            return None
        return value

    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=allowed,
        clean_content_tags={"script", "style"},
        strip_comments=True,
        link_rel=None,
        url_schemes={"data"},
    ).strip()

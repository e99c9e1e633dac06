"""Reader of web archives (mht): the page inside, its pictures by name; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from urllib.parse import unquote

from disclosure_audit.documents.document import Block, Picture
from disclosure_audit.documents.html import read_page
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_MAX_BOUNDARIES = 100
"""Parts inside parts; a saved page has one level of them."""

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_MAX_NAME = 120


def read_content(data: bytes) -> Content:
    """Read a web archive.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Content
        The content of its main page, as `html` reads it; pictures named as their parts are.

    Raises
    ------
    FilerError
        The archive is damaged or holds no page, or the page cannot be read.
    """
    if len(_BOUNDARY.findall(data)) > _MAX_BOUNDARIES:
        raise _without_page()
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        page = _main_page(message)
        body = None if page is None else page.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise _without_page() from error
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise _without_page()
    content = read_page(body, page.get_content_charset())
    names = dict(_names(message))
    return content._replace(blocks=tuple(_named(block, names) for block in content.blocks))


def _main_page(message: Message) -> Message | None:
    """The part that the archive starts with, else its longest page: frames come in parts too."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    start = str(message.get_param("start") or "").strip("<>")
    for page in pages:
        if start and (page.get("Content-ID") or "").strip("<> ") == start:
            return page
    framed = [page for page in pages if not _is_frameset(page)]
    return max(framed or pages, key=_length) if pages else None


def _length(part: Message) -> int:
    return len(str(part.get_payload()))


def _is_frameset(page: Message) -> bool:
    body = page.get_payload(decode=True)
    return isinstance(body, bytes) and b"<frameset" in body.lower()


def _names(message: Message) -> Iterator[tuple[str, str]]:
    """What a page may call a picture -> the name of its part."""
    for part in message.walk():
        if part.get_content_maintype() != "image":
            continue
        place = unquote(str(part.get("Content-Location") or ""))
        name = part.get_filename() or place.rpartition("/")[2].partition("?")[0]
        name = " ".join(name.split())[:_MAX_NAME]
        identity = str(part.get("Content-ID") or "").strip("<> ")
        if name and identity:
            yield f"cid:{identity}", name


def _named(block: Block, names: dict[str, str]) -> Block:
    if isinstance(block, Picture) and block.name in names:
        return replace(block, name=names[block.name])
    return block


def _without_page() -> FilerError:
    return FilerError(
        Words(
            "网页归档（mht）里没有完好的网页正文。请在浏览器中打开原网页，重新保存为网页。",
            "The web archive (mht) holds no sound page. Open the original page in a browser and "
            "save it again.",
        )
    )

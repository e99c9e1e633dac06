"""Reader of web archives (mht): the page inside, its pictures by name; nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from urllib.parse import unquote, urljoin

from disclosure_audit.documents.document import Block, Picture, Place
from disclosure_audit.documents.html import read_page
from disclosure_audit.documents.picture_files import MAX_BYTES
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
    pictures = _pictures(message)
    base = str(page.get("Content-Location") or "").strip()
    return content._replace(blocks=tuple(_found(b, pictures, base) for b in content.blocks))


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


def _pictures(message: Message) -> dict[str, Picture]:
    """What a page may call a picture -> the picture that its part holds."""
    found: dict[str, Picture] = {}
    for part in message.walk():
        if part.get_content_maintype() != "image":
            continue
        place = str(part.get("Content-Location") or "").strip()
        name = part.get_filename() or unquote(place).rpartition("/")[2].partition("?")[0]
        body = part.get_payload(decode=True)
        data = body if isinstance(body, bytes) and len(body) <= MAX_BYTES else None
        picture = Picture(" ".join(name.split())[:_MAX_NAME], Place(), data)
        identity = str(part.get("Content-ID") or "").strip("<> ")
        for key in (place, f"cid:{identity}" if identity else ""):
            if key:
                found.setdefault(key, picture)
    return found


def _found(block: Block, pictures: dict[str, Picture], base: str) -> Block:
    """A picture with the bytes of its part; the archive is all that is looked into."""
    if not isinstance(block, Picture) or not block.link or block.data is not None:
        return block
    part = pictures.get(block.link) or pictures.get(_joined(base, block.link))
    if part is None:
        return block
    own = part.name if block.link.startswith("cid:") and part.name else block.name
    return replace(block, name=own, data=part.data)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _without_page() -> FilerError:
    return FilerError(
        Words(
            "网页归档（mht）里没有完好的网页正文。请在浏览器中打开原网页，重新保存为网页。",
            "The web archive (mht) holds no sound page. Open the original page in a browser and "
            "save it again.",
        )
    )

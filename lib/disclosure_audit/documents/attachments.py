"""Files that a page leads to: by links, in frames, and by the words of its scripts."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from lxml import etree

from disclosure_audit.documents.plain_markup import text_of

_KINDS = r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|pptx?)"
_ATTACHED = re.compile(_KINDS + r"(?=$|[?&#\s（(【\[])", re.IGNORECASE)
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


class Attachments:
    """Gathers the files that a page leads to, in the order of the page."""

    def __init__(self) -> None:
        self._named: list[Attachment] = []
        self._in_scripts: list[Attachment] = []
        self._script_read = 0

    @property
    def found(self) -> tuple[Attachment, ...]:
        """What was found; what scripts alone speak of comes last."""
        return (*self._named, *self._in_scripts)

    def linked(self, element: etree._Element) -> None:
        """Note the file that a link leads to."""
        text = text_of(element)
        address = element.get("href", "")
        if _ATTACHED.search(address) or _ATTACHED.search(text):
            self._named.append(Attachment(text, address))

    def framed(self, element: etree._Element) -> None:
        """Note the file that a frame shows, or of which a script of the page speaks."""
        if element.tag in ("iframe", "embed", "object"):
            names = ("src", "data", "data-src")
            address = next((a for name in names if (a := element.get(name))), "")
            if _ATTACHED.search(address):
                self._named.append(Attachment("", address))
            self.scripted(element)
        elif element.tag == "script" and self._script_read < _MAX_SCRIPT:
            script = (element.text or "")[: _MAX_SCRIPT - self._script_read]
            self._script_read += len(script)
            self._in_scripts += [Attachment("", f[1]) for f in _QUOTED_FILE.finditer(script)]

    def scripted(self, element: etree._Element) -> None:
        """Note a file that is opened by script: named in onclick, data-url and the like."""
        for name, value in cast(list[tuple[str, str]], element.items()):
            if not name.startswith(("data-", "on")) or name == "data-src" or len(value) > 500:
                continue
            quoted = _QUOTED_FILE.search(value)
            if quoted or _ATTACHED.search(value):
                address = quoted[1] if quoted else value
                self._named.append(Attachment(text_of(element)[:_MAX_NAME], address))

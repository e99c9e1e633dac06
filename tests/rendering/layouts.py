"""Every layout by name, with the extension of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.rendering import plain_text, web_page, word_file
from tests.rendering.report import ReportText


@dataclass(frozen=True)
class Renderer:
    """One layout.

    Attributes:
        extension: Of its files, without the dot.
        render: From a report to the bytes of a file.
        shows_blanks: False where a blank cell leaves no mark of its own, so that a reader may say
            `unreadable` or `missing` in place of `blank` (but never `given`).
    """

    extension: str
    render: Callable[..., bytes]
    shows_blanks: bool = True

    def __call__(self, report: ReportText, encoding: str | None = None) -> bytes:
        """Render `report`, in `encoding` where the layout has a choice of encodings."""
        return self.render(report, encoding) if encoding else self.render(report)


def _txt(render: Callable[..., bytes], **options: object) -> Renderer:
    return Renderer("txt", partial(render, **options))


def _html(render: Callable[..., bytes], encoding: str) -> Renderer:
    return Renderer("html", partial(render, encoding=encoding))


def _docx(**options: bool) -> Renderer:
    return Renderer("docx", partial(word_file.plain, **options))


LAYOUTS: dict[str, Renderer] = {
    "tabs": _txt(plain_text.tabs),
    "lines": _txt(plain_text.lines),
    "lines_empty": Renderer("txt", partial(plain_text.lines, blank=""), shows_blanks=False),
    "spaced_lines": _txt(plain_text.spaced_lines),
    "pipe_rows": _txt(plain_text.pipe_rows),
    "pipe_rows_bare": _txt(plain_text.pipe_rows, outer=False),
    "pipe_lines": _txt(plain_text.pipe_lines),
    "pipe_lines_leading": _txt(plain_text.pipe_lines, leading=True, trailing=False),
    "pipe_lines_both": _txt(plain_text.pipe_lines, leading=True),
    "runs": _txt(plain_text.runs),
    "html_plain": _html(web_page.plain, "utf-8"),
    "html_plain_gbk": _html(web_page.plain, "gbk"),
    "html_plain_gb18030": _html(web_page.plain, "gb18030"),
    "html_word": _html(web_page.word, "utf-8"),
    "html_word_gb18030": _html(web_page.word, "gb18030"),
    "html_site": _html(web_page.site, "utf-8"),
    "html_site_utf16": _html(web_page.site, "utf-16"),
    "docx_plain": _docx(),
    "docx_numbered": _docx(numbered=True),
    "docx_nested": _docx(nested=True),
    "docx_split": _docx(split=True),
}

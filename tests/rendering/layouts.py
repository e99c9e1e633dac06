"""Every layout by name, with the extension of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tests.rendering import (
    box_page,
    browser_file,
    markdown_file,
    pdf_file,
    plain_text,
    sheet_file,
    web_archive,
    web_page,
    word_file,
)
from tests.rendering.office_file import Steps
from tests.rendering.report import ReportText, with_upright_headers
from tests.rendering.scan_file import Scanner


@dataclass(frozen=True)
class Renderer:
    """One layout.

    Attributes:
        extension: Of its files, without the dot.
        render: From a report to the bytes of a file.
        shows_blanks: False where a blank cell leaves no mark of its own, so that a reader may say
            `unreadable` or `missing` in place of `blank` (but never `given`).
        finish: Where a program has the last word: from rendered files to that program's files. It
            is given many at once, because every start of it costs seconds.
    """

    extension: str
    render: Callable[..., bytes]
    shows_blanks: bool = True
    finish: Callable[[Sequence[bytes]], list[bytes]] | None = None

    def __call__(self, report: ReportText, encoding: str | None = None) -> bytes:
        """Render `report`, in `encoding` where the layout has a choice of encodings."""
        rendered = self.render(report, encoding) if encoding else self.render(report)
        return self.finish([rendered])[0] if self.finish else rendered

    def all(self, reports: Iterable[ReportText]) -> list[bytes]:
        """Render reports, with one start of each program that is needed."""
        rendered = [self.render(report) for report in reports]
        return self.finish(rendered) if self.finish and rendered else rendered


def _txt(render: Callable[..., bytes], **options: object) -> Renderer:
    return Renderer("txt", partial(render, **options))


def _html(render: Callable[..., bytes], encoding: str) -> Renderer:
    return Renderer("html", partial(render, encoding=encoding))


def _boxes(by: str) -> Renderer:
    return Renderer("html", partial(box_page.page, by=by))


def _docx(**options: bool) -> Renderer:
    return Renderer("docx", partial(word_file.plain, **options))


def _upright_word(report: ReportText) -> bytes:
    return word_file.plain(with_upright_headers(report))


def _upright_sheet(report: ReportText) -> bytes:
    return sheet_file.workbook(with_upright_headers(report))


def _xlsx(**options: bool) -> Renderer:
    return Renderer("xlsx", partial(sheet_file.workbook, **options))


def _csv(extension: str, encoding: str, delimiter: str = ",") -> Renderer:
    render = partial(sheet_file.separated, encoding=encoding, delimiter=delimiter)
    return Renderer(extension, render, shows_blanks=False)


def _md(**options: bool) -> Renderer:
    return Renderer("md", partial(markdown_file.markdown, **options))


def _mht(charset: str, transfer: str) -> Renderer:
    return Renderer("mht", partial(web_archive.archive, charset=charset, transfer=transfer))


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
    "pipe_rows_broken": _txt(plain_text.pipe_rows_broken),
    "pipe_rows_collapsed": Renderer("txt", plain_text.pipe_rows_collapsed, shows_blanks=False),
    "runs": _txt(plain_text.runs),
    "flat": _txt(plain_text.flat),
    "running": _txt(plain_text.running),
    "wrapped_lines": _txt(plain_text.wrapped_lines),
    "wrapped_lines_narrow": _txt(plain_text.wrapped_lines, width=4),
    "html_plain": _html(web_page.plain, "utf-8"),
    "html_plain_gbk": _html(web_page.plain, "gbk"),
    "html_plain_gb18030": _html(web_page.plain, "gb18030"),
    "html_word": _html(web_page.word, "utf-8"),
    "html_word_gb18030": _html(web_page.word, "gb18030"),
    "html_upright": _html(web_page.upright, "utf-8"),
    "html_site": _html(web_page.site, "utf-8"),
    "html_site_utf16": _html(web_page.site, "utf-16"),
    "html_divs_table": _boxes("table"),
    "html_divs_named": _boxes("names"),
    "html_flex": _boxes("flex"),
    "html_flex_spans": _boxes("flex_spans"),
    "html_floats": _boxes("percent"),
    "html_grid": _boxes("grid"),
    "docx_plain": _docx(),
    "docx_numbered": _docx(numbered=True),
    "docx_nested": _docx(nested=True),
    "docx_split": _docx(split=True),
    "docx_upright": Renderer("docx", _upright_word),
    "html_in_doc": Renderer("doc", partial(web_page.word, encoding="utf-8")),
    "html_in_xls": Renderer("xls", partial(web_page.plain, encoding="gb18030")),
    "word_in_doc": Renderer("doc", word_file.plain),
    "mht_quoted": _mht("utf-8", "quoted-printable"),
    "mht_base64_gb18030": _mht("gb18030", "base64"),
    "md_pipes": _md(),
    "md_pipes_without_rule": _md(rule=False),
    "md_html": _md(html=True),
    "xlsx_one_sheet": _xlsx(),
    "xlsx_one_sheet_unmerged": _xlsx(merged=False),
    "xlsx_sheets": _xlsx(sheets=True),
    "xlsx_upright": Renderer("xlsx", _upright_sheet),
    "csv": _csv("csv", "utf-8-sig"),
    "csv_gb18030": _csv("csv", "gb18030"),
    "csv_utf16": _csv("csv", "utf-16"),
    "tabs_in_xls": _csv("xls", "utf-16", "\t"),
}


def _office(extension: str, render: Callable[..., bytes], *formats: str) -> Renderer:
    return Renderer(extension, render, finish=Steps(formats))


def _page(**options: object) -> Renderer:
    render = partial(pdf_file.page_to_print, **options)
    return Renderer("pdf", render, finish=browser_file.prints)


_COLLAPSED = "table { border-collapse: collapse; width: 100%; font-size: 9pt } @page { size: A4 }"
_UNRULED = " table, td { border: 0 !important } td { padding: 2pt 7pt }"
_TEXT = word_file.plain
_SHEET = sheet_file.workbook
_FORMULAS = partial(sheet_file.workbook, formulas=True)

# Written by programs that take seconds to start: for few reports, not for many examples.
CONVERTED: dict[str, Renderer] = {
    "doc": _office("doc", _TEXT, "docx", "doc"),
    "wps": _office("wps", _TEXT, "docx", "doc"),
    "rtf_in_doc": _office("doc", _TEXT, "docx", "rtf"),
    "docx_from_odt": _office("docx", _TEXT, "docx", "odt", "docx"),
    "docx_from_doc": _office("docx", _TEXT, "docx", "doc", "docx"),
    "docx_from_html": _office("docx", web_page.plain, "html", "odt", "docx"),
    "html_from_word": _office("html", _TEXT, "docx", "html"),
    "xls": _office("xls", _SHEET, "xlsx", "xls"),
    "et": _office("et", partial(sheet_file.workbook, sheets=True), "xlsx", "xls"),
    "ods": _office("ods", _SHEET, "xlsx", "ods"),
    "ods_formulas": _office("ods", _FORMULAS, "xlsx", "ods"),
    "xls_formulas": _office("xls", _FORMULAS, "xlsx", "xls"),
    "xlsx_formulas": _office("xlsx", _FORMULAS, "xlsx", "xlsx"),
    "xlsx_from_ods": _office("xlsx", _SHEET, "xlsx", "ods", "xlsx"),
    "mht_from_browser": Renderer("mht", web_page.word, finish=browser_file.archives),
    "mht_from_browser_of_site": Renderer("mht", web_page.site, finish=browser_file.archives),
    "csv_from_sheet": replace(_office("csv", _SHEET, "xlsx", "csv"), shows_blanks=False),
    "pdf_word": _office("pdf", _TEXT, "docx", "pdf"),
    "pdf_word_nested": _office("pdf", partial(_TEXT, nested=True), "docx", "pdf"),
    "pdf_word_heads": _office("pdf", partial(_TEXT, heads=True), "docx", "pdf"),
    "pdf_word_upright": _office("pdf", _upright_word, "docx", "pdf"),
    "pdf_sheet": _office("pdf", pdf_file.fitted_sheet, "xlsx", "pdf"),
    "pdf_page": _page(),
    "pdf_page_word": _page(word=True),
    "pdf_page_heads": _page(repeated_heads=True),
    "pdf_page_upright": Renderer("pdf", web_page.upright, finish=browser_file.prints),
    "pdf_page_landscape": _page(
        style=_COLLAPSED.replace("A4", "A4 landscape"), repeated_heads=True
    ),
    "pdf_page_shaded": _page(
        style=_COLLAPSED + " td { border: 1px solid #888 } tr { background: #eef }"
    ),
    "pdf_page_open_sides": _page(
        style=_COLLAPSED + " td { border: .5pt dashed } td:first-child { border-left: 0 }"
    ),
    "pdf_page_unruled": replace(
        _page(style=_COLLAPSED.replace("A4", "A4 landscape") + _UNRULED),
        shows_blanks=False,
    ),
}


def _scan(extension: str, family: str, size: float, **options: Any) -> Renderer:
    style = (
        f"{_COLLAPSED.replace('9pt', f'{size}pt')} @page {{ margin: 20mm }} "
        f"body {{ font: {size}pt {family} }} td {{ border: 1px solid #000; padding: 1px 4px }}"
    )
    printed = _page(style=style, repeated_heads=True)
    return replace(printed, extension=extension, finish=Scanned(Scanner(**options)))


@dataclass(frozen=True)
class Scanned:
    """Pages printed by Chromium, then scanned."""

    scanner: Scanner

    def __call__(self, pages: Sequence[bytes]) -> list[bytes]:
        return self.scanner(browser_file.prints(pages))


_SONG = "'Liberation Serif', 'AR PL UMing CN', serif"
_SONG_ALONE = "'AR PL UMing CN', serif"
_HEI = "'Noto Sans CJK SC', sans-serif"

# Scans of printed pages: slow to make and slow to read.
SCANS: dict[str, Renderer] = {
    "scan_150": _scan("pdf", _HEI, 10.5, dpi=150),
    "scan_200": _scan("pdf", _SONG, 10.5),
    "scan_200_song": _scan("pdf", _SONG_ALONE, 9, tilt=2),
    "scan_200_grey": _scan("pdf", _HEI, 9, colour=False, sealed=False),
    "scan_200_jpg": _scan("jpg", _SONG, 12, sealed=False, tilt=0),
    "scan_200_tif": _scan("tif", _HEI, 10.5),
    "scan_300": _scan("pdf", _SONG, 10.5, dpi=300),
}

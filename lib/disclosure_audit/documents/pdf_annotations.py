"""What is stuck on a PDF page beside its own content: comments, filled fields, stamps."""

from __future__ import annotations

import re
from ctypes import byref, c_ushort
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.pdf_space import Space

_MAX = 2_000  # of one page; with more, nothing on it is sure
_LEAST = 1.0  # points each way; what is smaller is not seen
_UNSEEN = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
_DRAWS_NOTHING = re.compile(r"(\s|/Tx|BMC|EMC|\bq\b|\bQ\b)*")


def annotated_areas(page: pdfium.PdfPage, space: Space) -> tuple[Box, ...]:
    """Return where something is shown on a page that its own content does not say.

    Parameters
    ----------
    page
        The page.
    space
        Its visible part.

    Returns
    -------
    tuple of Box
        The places of comments, fields that are filled in, stamps and the like; not those of links,
        of hidden ones and of empty fields.
    """
    count = raw.FPDFPage_GetAnnotCount(page)
    if count > _MAX:
        return ((0.0, 0.0, space.width, space.height),)
    areas = (_area(page, number, space) for number in range(max(count, 0)))
    return tuple(area for area in areas if area is not None)


def _area(page: pdfium.PdfPage, number: int, space: Space) -> Box | None:
    annotation = raw.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return None
    try:
        rect = raw.FS_RECTF()
        if not _is_seen(annotation) or not raw.FPDFAnnot_GetRect(annotation, byref(rect)):
            return None
        box = space.box(rect.left, rect.bottom, rect.right, rect.top)
        seen = min(box[2] - box[0], box[3] - box[1]) >= _LEAST
        return box if seen else None
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _is_seen(annotation: Any) -> bool:
    flags = raw.FPDFAnnot_GetFlags(annotation)
    only_on_screen = flags & raw.FPDF_ANNOT_FLAG_NOVIEW and not flags & raw.FPDF_ANNOT_FLAG_PRINT
    if flags & raw.FPDF_ANNOT_FLAG_HIDDEN or only_on_screen:
        return False
    if raw.FPDFAnnot_GetSubtype(annotation) in _UNSEEN:
        return False
    # Without an appearance of its own each program draws what it thinks fit.
    drawn = _appearance(annotation)
    return not drawn or not _DRAWS_NOTHING.fullmatch(drawn)


def _appearance(annotation: Any) -> str:
    mode = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    size = raw.FPDFAnnot_GetAP(annotation, mode, None, 0)
    if size <= 2:
        return ""
    buffer = (c_ushort * (size // 2))()
    raw.FPDFAnnot_GetAP(annotation, mode, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")

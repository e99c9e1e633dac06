"""Reader of pictures: each a scanned page, or several, recognised on this machine."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from disclosure_audit.documents.document import Block
from disclosure_audit.documents.page_blocks import blocks_of
from disclosure_audit.documents.pages import Page
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_FRAMES = 50
"""Pages of one picture file."""

MAX_PAGES = 60
"""Scanned pages of one report: each takes a second or more to be recognised."""

MAX_DOTS = 60_000_000
"""Of one page: A4 at 600 dpi has 35 million."""

PAGE_WIDTH = 595.0
"""Points that a page is taken to be wide where the file does not say it: A4 upright."""

_PAGE_HEIGHT = 842.0
_DPI = (72.0, 700.0)  # what a scanner may say; anything else is a guess of some program
_READ_DPI = 200.0
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def read_content(data: bytes) -> Content:
    """Read a picture of one or more pages.

    Parameters
    ----------
    data
        The bytes of the file: png, jpg, tif, bmp, gif or webp.

    Returns
    -------
    Content
        Its paragraphs and tables, each with page and box.

    Raises
    ------
    FilerError
        It is no picture, is damaged, too large, or has too many pages.
    """
    return read_pages([data])


def read_pages(files: Sequence[bytes]) -> Content:
    """Read pictures that are the pages of one report, in their order; errors as `read_content`."""
    pages: list[Page] = []
    for data in files:
        pages += pages_of(data, len(pages) + 1)
    return Content(blocks_of(pages))


def blocks_of_picture(data: bytes, page: int) -> tuple[Block, ...]:
    """Return what a picture shows, its pages counted from `page`; errors as `read_content`."""
    return blocks_of(list(pages_of(data, page)))


def pages_of(data: bytes, first: int) -> Iterator[Page]:
    """Yield what each page of a picture shows, numbered from `first`; errors as `read_content`."""
    from disclosure_audit.documents.scans import page_of

    for number, image in enumerate(frames_of(data), first):
        if number > MAX_PAGES:
            raise _too_large()
        width, height = page_size(image)
        yield page_of(_at_reading_size(image, width), number, width, height)


def frames_of(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a picture as they are seen, in colour or grey; errors as `read_content`.

    A picture turned by a mark of its camera is turned as a viewer shows it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                frames = int(getattr(image, "n_frames", 1))
                animated = frames > 1 and image.format != "TIFF"
                if frames > MAX_FRAMES and not animated:
                    raise _too_large()
                for frame in ImageSequence.Iterator(image):
                    if frame.width * frame.height > MAX_DOTS:
                        raise _too_large()
                    yield _as_seen(frame)
                    if animated:
                        return
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError,
            TypeError, IndexError, OverflowError, ZeroDivisionError) as error:  # fmt: skip
        raise _damaged() from error


def page_size(image: Image.Image) -> tuple[float, float]:
    """Return width and height in points of the page that a picture shows.

    The dots per inch that the file says hold if the page is then no smaller than half of A4 and no
    larger than A2; else its shorter side is taken for that of A4.
    """
    dpi = _dpi_of(image)
    if dpi is not None:
        width, height = image.width / dpi * 72, image.height / dpi * 72
        if min(width, height) >= PAGE_WIDTH / 2 and min(width, height) <= 2 * PAGE_WIDTH:
            return width, height
    across = _PAGE_HEIGHT if image.width > image.height else PAGE_WIDTH
    return across, image.height * across / image.width


def _dpi_of(image: Image.Image) -> float | None:
    said = image.info.get("dpi")
    try:
        across = float(said[0]) if said else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    return across if _DPI[0] < across <= _DPI[1] else None


def _as_seen(frame: Image.Image) -> Image.Image:
    info = dict(frame.info)
    seen = ImageOps.exif_transpose(frame)
    if seen.mode in ("RGBA", "LA", "PA") or "transparency" in seen.info:
        seen = seen.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        seen = Image.alpha_composite(paper, seen)
    seen = seen.convert("RGB")
    seen.info.update({key: info[key] for key in ("dpi",) if key in info})
    return seen


def _at_reading_size(image: Image.Image, width: float) -> Image.Image:
    """Return a page at the size at which characters are read best: no larger, twice as large."""
    scale = min(max(width / 72 * _READ_DPI / image.width, 0.1), 2.0)
    if 0.8 < scale < 1.25:
        return image
    size = round(image.width * scale), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS)


def _damaged() -> FilerError:
    return FilerError(
        Words(
            "图片文件已损坏，或不是可读取的图片（png、jpg、tif、bmp、gif、webp）。"
            "请重新扫描或另存为其中一种格式。",
            "The picture is damaged or of a kind that is not read (png, jpg, tif, bmp, gif, webp). "
            "Scan it again or save it as one of these.",
        )
    )


def _too_large() -> FilerError:
    return FilerError(
        Words(
            f"图片超过读取上限（每页 {MAX_DOTS // 1_000_000} 百万像素，{MAX_FRAMES} 页）。"
            "请以 200 至 300 dpi 重新扫描。",
            f"The picture is beyond the limits ({MAX_DOTS // 1_000_000} million dots a page, "
            f"{MAX_FRAMES} pages). Scan it again at 200 to 300 dpi.",
        )
    )

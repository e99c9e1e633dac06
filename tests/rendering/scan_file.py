"""Scans of printed reports: pages drawn from a PDF file, sealed, laid askew, dirtied, packed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

PRINTED_DPI = 300
_SEAL_RED = (205, 35, 45)
_SEAL_WIDTH = 1.65  # inches: an official seal has 42 mm
_FONT = "NotoSansCJK-Bold.ttc"


@dataclass(frozen=True)
class Scanner:
    """How pages are scanned.

    Attributes:
        dpi: Dots per inch of the scan.
        extension: pdf, png, jpg or tif.
        tilt: Degrees by which a page lies askew, at most, either way.
        sealed: Whether a red seal stands over the tables.
        colour: Whether it scans in colour; else in shades of grey.
        blur: Of the optics, in dots at 200 dpi.
        noise: Standard deviation of each dot's brightness, of 255.
        quality: Of JPEG compression.
        dirt: Specks on a page.
    """

    dpi: int = 200
    extension: Literal["pdf", "png", "jpg", "tif"] = "pdf"
    tilt: float = 5.0
    sealed: bool = True
    colour: bool = True
    blur: float = 0.6
    noise: float = 6.0
    quality: int = 80
    dirt: int = 60

    def __call__(self, printed: Sequence[bytes]) -> list[bytes]:
        """Return each PDF file as a scan of its pages; the same file gives the same scan."""
        return [self._scanned(data) for data in printed]

    def _scanned(self, data: bytes) -> bytes:
        random = Random(f"{self.dpi}/{len(data)}")
        with pdfium.PdfDocument(data) as document:
            pages = [self._page(document[n], n, random) for n in range(len(document))]
        made = io.BytesIO()
        if self.extension in ("pdf", "tif"):
            options = (
                {"quality": self.quality}
                if self.extension == "pdf"
                else {"compression": "tiff_lzw"}
            )
            pages[0].save(
                made, self.extension.replace("tif", "tiff"), save_all=True,
                append_images=pages[1:], resolution=self.dpi, **options,
            )  # fmt: skip
            return made.getvalue()
        height = sum(page.height for page in pages)
        whole = Image.new(pages[0].mode, (max(page.width for page in pages), height), "white")
        top = 0
        for page in pages:
            whole.paste(page, (0, top))
            top += page.height
        whole.save(
            made, self.extension.replace("jpg", "jpeg"), quality=self.quality, dpi=(self.dpi,) * 2
        )
        return made.getvalue()

    def _page(self, page: pdfium.PdfPage, number: int, random: Random) -> Image.Image:
        image = page.render(scale=PRINTED_DPI / 72).to_pil().convert("RGB")
        if self.sealed and number % 2:
            _seal(image, random)
        paper = tuple(random.randint(238, 255) for _ in range(3))
        angle = random.uniform(-self.tilt, self.tilt)
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        size = tuple(round(side * self.dpi / PRINTED_DPI) for side in image.size)
        image = image.resize(size, Image.Resampling.BOX)
        image = image.filter(ImageFilter.GaussianBlur(self.blur * self.dpi / 200))
        dots = np.asarray(image, dtype=np.float32) * (np.array(paper, dtype=np.float32) / 255)
        dots = _worn(dots, self.noise, self.dirt, np.random.default_rng(random.getrandbits(32)))
        scanned = Image.fromarray(dots)
        scanned = scanned if self.colour else scanned.convert("L")
        packed = io.BytesIO()
        scanned.save(packed, "jpeg", quality=self.quality)
        return Image.open(packed)


def _worn(
    dots: NDArray[np.float32], noise: float, dirt: int, chance: np.random.Generator
) -> NDArray[np.uint8]:
    """Faded unevenly, with the noise of a sensor and specks of dirt."""
    height, width = dots.shape[:2]
    ink = chance.uniform(0, 50)  # how far black is from black
    shade = np.linspace(1, chance.uniform(0.88, 1), width, dtype=np.float32)[None, :, None]
    dots = (dots * (255 - ink) / 255 + ink) * shade
    dots = dots + chance.normal(0, noise, (height, width, 1)).astype(np.float32)
    for _ in range(dirt):
        y, x = chance.integers(0, height - 3), chance.integers(0, width - 3)
        size = chance.integers(1, 3)
        dots[y : y + size, x : x + size] = chance.uniform(60, 200)
    return np.clip(dots, 0, 255).astype(np.uint8)


def _seal(page: Image.Image, random: Random) -> None:
    """Press a round seal over the page, so that what is below it still shows."""
    side = round(_SEAL_WIDTH * PRINTED_DPI)
    seal = Image.new("RGB", (side, side), "white")
    drawn = ImageDraw.Draw(seal)
    drawn.ellipse((4, 4, side - 5, side - 5), outline=_SEAL_RED, width=14)
    font = ImageFont.truetype(_FONT, side // 9)
    for place, character in enumerate("甲县乙镇人民政府"):
        part = Image.new("L", (side, side), 0)
        ImageDraw.Draw(part).text((side // 2, side // 8), character, 255, font, anchor="mm")
        part = part.rotate(105 - 30 * place)
        seal.paste(_SEAL_RED, mask=part)
    drawn.text(
        (side // 2, side // 2), "★", _SEAL_RED, ImageFont.truetype(_FONT, side // 3), anchor="mm"
    )
    seal = seal.rotate(random.uniform(-20, 20), fillcolor="white")
    x = random.randint(page.width // 4, page.width - side - 100)
    y = random.randint(page.height // 8, page.height - side - 200)
    below = np.asarray(page.crop((x, y, x + side, y + side)), dtype=np.float32)
    pressed = below * np.asarray(seal, dtype=np.float32) / 255
    page.paste(Image.fromarray(pressed.astype(np.uint8)), (x, y))

"""Pictures that were made to harm: huge ones packed to nothing, cut off, of endless pages."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from disclosure_audit.documents import FORMATS, bounds
from tests.hostile.bounds import SECONDS
from tests.hostile.command import commands_for, refused

PICTURES = [name for name in ("png", "jpg", "tif", "bmp", "gif", "webp") if name in FORMATS]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, rows: int, before: bytes = b"") -> bytes:
    """A picture in grey that says how large it is, with the data of `rows` of it."""
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    data = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def saved(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("L", size, 255).save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


def pages(kind: str, count: int) -> bytes:
    """A picture of many pages; no two are alike, so that none is left out."""
    frames = [Image.new("L", (24, 24), n % 251) for n in range(count)]
    for n, frame in enumerate(frames):
        frame.putpixel((n % 24, n // 24 % 24), 255 - n % 251)
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    return file.getvalue()


def pages_of_tif(count: int) -> bytes:
    """A picture of pages that all show the same dots, each naming the next."""
    side, dots = 24, b"\xff" * 24 * 24
    tags = {256: side, 257: side, 258: 8, 259: 1, 262: 1, 273: 8, 278: side, 279: side * side}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    length = 2 + len(entries) + 4
    first = 8 + len(dots)
    made = [b"II*\0" + struct.pack("<I", first) + dots]
    for n in range(count):
        following = first + (n + 1) * length if n + 1 < count else 0
        made.append(struct.pack("<H", len(tags)) + entries + struct.pack("<I", following))
    return b"".join(made)


def noise() -> bytes:
    dots = np.random.default_rng(1).integers(0, 256, (2_300, 1_650), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(dots).save(file, "PNG")
    return file.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "fifty_thousand_square": ("png", lambda: png(50_000, 50_000, rows=50_000)),
    "two_thousand_million_square": ("png", lambda: png(2**31 - 1, 2**31 - 1, rows=1)),
    "no_rows": ("png", lambda: png(5_000, 7_000, rows=0)),
    "largest": ("png", lambda: png(7_700, 7_700, rows=7_700)),
    "one_row": ("png", lambda: png(50_000_000, 1, rows=1)),
    "one_column": ("png", lambda: png(1, 1_000_000, rows=1_000_000)),
    "bomb_of_words": ("png", lambda: png(
        100, 100, rows=100,
        before=chunk(b"zTXt", b"a\0\0" + zlib.compress(b" " * 300_000_000, 9)))),
    "noise": ("png", noise),
    "frames_of_png": ("png", lambda: pages("PNG", 3_000)),
    "frames_of_gif": ("gif", lambda: pages("GIF", 5_000)),
    "pages_of_tif": ("tif", lambda: pages_of_tif(10_000)),
    "cut_jpg": ("jpg", lambda: saved("JPEG")[:300]),
    "cut_tif": ("tif", lambda: saved("TIFF")[:300]),
    "cut_webp": ("webp", lambda: saved("WEBP")[:30]),
    "huge_bmp": ("bmp", lambda: b"BM" + struct.pack(
        "<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0)),
    "huge_gif": ("gif", lambda:
        b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\1\0\0;"),
    "endless_tif": ("tif", lambda:
        b"II*\0\x08\0\0\0" + struct.pack("<H", 0) + struct.pack("<I", 8)),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in HOSTILE if HOSTILE[name][0] in PICTURES])
def test_a_hostile_picture_is_refused_soon_and_small(name: str, tmp_path: Path) -> None:
    """Within 1 GB, in a sentence with exit status 3; in 10 seconds but where it is recognised."""
    extension, build = HOSTILE[name]
    file = tmp_path / f"report.{extension}"
    file.write_bytes(build())
    refused(
        file, commands=commands_for(name, HOSTILE),
        seconds=bounds.SECONDS + bounds.SECONDS_A_SCAN if name == "noise" else SECONDS,
    )  # fmt: skip

"""Pictures of places: the right spot, framed, in few bytes."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from disclosure_audit.documents import Place, crops_of
from disclosure_audit.documents import crops as module

RED = (220, 20, 20)
BOX = (80.0, 50.0, 140.0, 70.0)
# A box of the page's own coordinates, 100 to 160 and 500 to 520, on a page of 20 to 380 and
# 30 to 570, as it is seen when the page is turned clockwise; worked out by hand.
SEEN = {
    0: (80, 50, 140, 70),
    90: (470, 80, 490, 140),
    180: (220, 470, 280, 490),
    270: (50, 220, 70, 280),
}


def pdf(path: Path, content: str, page: str = "/MediaBox [0 0 400 600]") -> Path:
    """A PDF file of one page, as few programs write them but all read."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R >>",
        f"<< /Length {len(content)} >> stream\n{content}\nendstream",
    ]
    body = "".join(f"{n} 0 obj {text} endobj\n" for n, text in enumerate(objects, 1))
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n")
    return path


def red_page(path: Path, page: str) -> Path:
    return pdf(path, "0.86 0.08 0.08 rg 100 500 60 20 re f", page)


def scan(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    """A white page with a red box."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle(box, fill=RED)
    return image


def opened(crop: bytes | None) -> Image.Image:
    assert crop is not None
    assert len(crop) <= 10_000
    image = Image.open(io.BytesIO(crop))
    assert image.format == "PNG"
    return image.convert("RGB")


def red_of(crop: bytes | None) -> tuple[int, int]:
    """Width and height of what is red in a picture, which is all within its frame."""
    image = opened(crop)
    reds = [
        (x, y)
        for x in range(image.width)
        for y in range(image.height)
        for r, g, b in [image.getpixel((x, y))]  # type: ignore[misc]
        if r > 190 and g < 80 and b < 80
    ]
    assert reds
    left, right = min(x for x, _ in reds), max(x for x, _ in reds)
    top, bottom = min(y for _, y in reds), max(y for _, y in reds)
    for beside in ((left - 3, top), (right + 3, top), (left, top - 3), (left, bottom + 3)):
        assert image.getpixel(beside) not in (RED, (0, 0, 0))
    return right - left + 1, bottom - top + 1


@pytest.mark.parametrize("turned", SEEN)
def test_turned_and_trimmed_pages_show_the_right_spot(tmp_path: Path, turned: int) -> None:
    """However a page is turned and trimmed, the frame stands around what stands at the place."""
    page = f"/MediaBox [0 0 400 600] /CropBox [20 30 380 570] /Rotate {turned}"
    path = red_page(tmp_path / "report.pdf", page)
    [crop] = crops_of(path, "pdf", [Place(page=1, box=SEEN[turned])])
    width, height = red_of(crop)
    across, down = (120, 40) if turned in (0, 180) else (40, 120)
    assert abs(width - across) <= 6
    assert abs(height - down) <= 6


def test_other_places_show_no_red(tmp_path: Path) -> None:
    """A place elsewhere on the page shows what stands there, and not what stands far away."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 400 600]")
    [crop] = crops_of(path, "pdf", [Place(page=1, box=(100, 400, 160, 420))])
    colours = {colour for _, colour in opened(crop).getcolors() or ()}
    assert len(colours) == 2  # paper and frame


def test_pictures_are_measured_in_points(tmp_path: Path) -> None:
    """Boxes on a picture are in points of an A4 page, however many pixels it has."""
    for scale in (1, 2, 4):
        path = tmp_path / f"report-{scale}x.png"
        scan((595 * scale, 842 * scale), tuple(int(s * scale) for s in BOX)).save(path)  # type: ignore[arg-type]
        [crop] = crops_of(path, "png", [Place(page=1, box=BOX)])
        width, height = red_of(crop)
        assert abs(width / height - 3) < 0.5


def test_dots_per_inch_tell_the_page(tmp_path: Path) -> None:
    """Where a scan says its dots per inch, points are told from them; impossible ones are not."""
    page = scan((1754, 2480), (333, 208, 583, 292))  # A3 at 150 dots per inch
    as_a3, as_a4 = (160, 100, 280, 140), (113, 70.6, 197.8, 99)
    for dpi, box in ((150, as_a3), (1200, as_a4), (96_000, as_a4)):
        path = tmp_path / f"{dpi}.png"
        page.save(path, dpi=(dpi, dpi))
        [crop] = crops_of(path, "png", [Place(page=1, box=box)])
        width, height = red_of(crop)
        assert abs(width / height - 3) < 0.3


def test_cameras_and_clear_grounds(tmp_path: Path) -> None:
    """A photograph is turned as viewers turn it, and a clear ground is white paper."""
    path = tmp_path / "report.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scan((595, 842), (80, 50, 140, 70)).transpose(Image.Transpose.ROTATE_90)
    turned.save(path, exif=exif, quality=95)
    [crop] = crops_of(path, "jpg", [Place(page=1, box=BOX)])
    assert red_of(crop)
    clear = Image.new("RGBA", (595, 842), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((80, 50, 140, 70), fill=(*RED, 255))
    clear.save(tmp_path / "report.png")
    [crop] = crops_of(tmp_path / "report.png", "png", [Place(page=1, box=BOX)])
    assert red_of(crop)
    assert opened(crop).getpixel((0, 0)) == (255, 255, 255)


def test_pages_of_one_file_and_of_several(tmp_path: Path) -> None:
    """Page n is the n-th picture in a tif, and the n-th file of pictures that are numbered."""
    blank, red = scan((595, 842), (0, 0, 0, 0)), scan((595, 842), (80, 50, 140, 70))
    blank.save(tmp_path / "report.tif", save_all=True, append_images=[red])
    blank.save(tmp_path / "report-1.jpg", quality=95)
    red.save(tmp_path / "report-2.jpg", quality=95)
    second = Place(page=2, box=BOX)
    for name, kind in (("report.tif", "tif"), ("report-1.jpg", "jpg")):
        first, crop, third = crops_of(
            tmp_path / name, kind, [Place(page=1, box=BOX), second, Place(page=3, box=BOX)]
        )
        assert red_of(crop)
        assert opened(first).getpixel((90, 25)) != RED
        assert third is None


def test_noise_fits_too(tmp_path: Path) -> None:
    """A scan that is all noise still gives a picture of at most 10,000 bytes."""
    path = tmp_path / "report.png"
    Image.effect_noise((1190, 1684), 200).convert("RGB").save(path)
    [whole, cell] = crops_of(
        path, "png", [Place(page=1, box=(0, 0, 595, 842)), Place(page=1, box=BOX)]
    )
    assert opened(whole).width > 50
    assert opened(cell).width > 200


@pytest.mark.parametrize(
    "box",
    [(-50, -50, -10, -10), (700, 900, 800, 950), (80, 50, 80, 70), (140, 70, 80, 50)],
)
def test_boxes_beside_the_page_have_no_picture(
    tmp_path: Path, box: tuple[float, float, float, float]
) -> None:
    """A box that lies beside the page, or holds nothing, gives no picture and no error."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 400 600]")
    assert crops_of(path, "pdf", [Place(page=1, box=box)]) == [None]


def test_places_without_a_page_have_no_picture(tmp_path: Path) -> None:
    """Lines and table cells have none, nor have formats without pages or pages that are not."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 400 600]")
    boxed = Place(page=1, box=BOX)
    places = [Place(line=3), boxed, Place(page=7, box=BOX), Place(page=1)]
    assert [crop is not None for crop in crops_of(path, "pdf", places)] == [
        False,
        True,
        False,
        False,
    ]
    assert crops_of(path, "html", [boxed]) == [None]
    assert crops_of(tmp_path / "gone.pdf", "pdf", [boxed]) == [None]
    assert crops_of(tmp_path / "gone.png", "png", [boxed]) == [None]


def test_another_file_is_not_shown(tmp_path: Path) -> None:
    """What was put in the place of the file since it was read is not shown as its picture."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 400 600]")
    same = hashlib.sha256(path.read_bytes()).hexdigest()
    place = Place(page=1, box=BOX)
    assert crops_of(path, "pdf", [place], sha256=same) != [None]
    assert crops_of(path, "pdf", [place], sha256="0" * 64) == [None]
    picture = tmp_path / "report.png"
    scan((595, 842), (80, 50, 140, 70)).save(picture)
    assert crops_of(picture, "png", [place], sha256="0" * 64) == [None]


@pytest.mark.parametrize("name", ["report.pdf", "report.png", "report.jpg", "report.tif"])
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4 no more", b"\x89PNG\r\n\x1a\n", b"II*\x00" * 9]
)
def test_broken_files_have_no_picture(tmp_path: Path, name: str, content: bytes) -> None:
    """Files that broke since they were read give no picture and no error."""
    path = tmp_path / name
    path.write_bytes(content)
    place = Place(page=1, box=BOX)
    assert crops_of(path, name.rpartition(".")[2], [place]) == [None]


def test_pages_without_bounds_are_not_drawn(tmp_path: Path) -> None:
    """A page of a kilometre and a picture of a gigapixel are left alone."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 3000000 3000000]")
    assert crops_of(path, "pdf", [Place(page=1, box=BOX)]) == [None]
    bomb = tmp_path / "report.png"
    Image.new("1", (9000, 9000)).save(bomb)
    assert crops_of(bomb, "png", [Place(page=1, box=BOX)]) == [None]


def test_drawing_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time is up, the places that are left have no picture."""
    path = red_page(tmp_path / "report.pdf", "/MediaBox [0 0 400 600]")
    monkeypatch.setattr(module, "MAX_SECONDS", -1.0)
    assert crops_of(path, "pdf", [Place(page=1, box=BOX)]) == [None]


def test_text_reports_load_nothing_that_draws() -> None:
    """Where no place has a page, neither Pillow nor the PDF engine is loaded."""
    code = (
        "import sys; from pathlib import Path; from disclosure_audit.documents import Place, "
        "crops_of; crops_of(Path('x.txt'), 'txt', [Place(line=1)]); "
        "print([m for m in ('PIL', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

"""Figures of a scan: what two readings and the ink say together."""

from __future__ import annotations

import pytest

from disclosure_audit.documents.recognition import Recognised
from disclosure_audit.documents.scan_figures import Figure, pitch_of, surely_read
from disclosure_audit.documents.scan_marks import Strip

INK, HALF, EM = 11, 12, 25  # dots: a digit's ink, and how far digits stand apart


def figure(
    first: str, second: str | None = None, *, pitch: int = HALF, commas: bool = False,
    sureness: float = 1.0,
) -> Figure:  # fmt: skip
    """A figure whose characters but points and commas are runs of ink `pitch` dots apart."""
    high = sum(sign not in ".," for sign in first.replace(" ", ""))
    low = sum(sign in ".," for sign in first)
    blobs = tuple((n * pitch, n * pitch + INK) for n in range(high))
    width = blobs[-1][1] + low * pitch // 2
    strip = Strip(0, 0, width, 20, blobs, commas=commas, upright=True)
    return Figure(
        strip, Recognised(first, 1.0), Recognised(first if second is None else second, sureness)
    )


PLAIN = [figure(text) for text in ("12", "3", "405", "66", "7890", "5", "21", "8")]
WIDE = [figure(f.text, pitch=EM) for f in PLAIN]


def test_full_width_digits_are_one_number_where_all_of_the_page_are() -> None:
    """Recognition puts spaces between them, and not in both readings alike."""
    page = [*WIDE, figure("4 0", "40", pitch=EM)]
    assert pitch_of(page) == pytest.approx(EM)
    assert page[-1].readings == ("40",)
    assert surely_read(page)[-1]


def test_digits_set_apart_on_a_page_of_narrow_ones_may_be_two_numbers() -> None:
    """4 0 among figures such as 7890 is not surely 40."""
    page = [*PLAIN, figure("4 0", "40", pitch=EM)]
    assert pitch_of(page) == 0
    assert not surely_read(page)[-1]


def test_full_width_digits_take_more_room_than_their_ink() -> None:
    """So much that it can be told whether one more would have fitted into a cell."""
    x0, x1 = figure("405", pitch=EM).room(EM)
    assert x1 - x0 == 3 * EM
    assert figure("405").room(0) == (0, 2 * HALF + INK)


def test_full_width_signs_read_as_plain_ones() -> None:
    """Engines return either; both are the same reading."""
    assert figure("５８９件", "58９件").readings == ("589件",)


@pytest.mark.parametrize(
    ("first", "second", "commas", "readings"),
    [
        ("1,024", "1,024", False, ("1,024",)),
        ("1.024", "1,024", True, ("1,024",)),
        ("1.024", "1,024", False, ("1.024", "1,024")),
        ("1.024", "1.024", True, ("1.024", "1,024")),
        ("1.024", "1.024", False, ("1.024", "1,024")),
        ("1,234.567", "1,234,567", True, ("1,234,567",)),
        ("1,234.567", "1.234,567", True, ("1.234.567", "1,234,567")),
        ("0.600", "0.600", False, ("0.600",)),
        ("12.5", "12.5", False, ("12.5",)),
        ("54047.995万元", "54047.995万元", False, ("54047.995万元",)),
    ],
)
def test_a_mark_that_may_be_point_or_comma_is_sure_only_if_two_witnesses_say_comma(
    first: str, second: str, commas: bool, readings: tuple[str, ...]
) -> None:
    """A comma loses its tail in print; only figures such as 1.024 can be both."""
    assert figure(first, second, commas=commas).readings == readings


def test_a_point_seen_once_on_a_page_is_as_wide_as_a_point() -> None:
    """Where nothing else tells how wide a point is, a digit too many or too few still shows."""
    touching = ((0, INK), (18, 18 + 3 * HALF - 1))
    for text, sure in (("0.600", True), ("0.60", False), ("0.6000", False)):
        strip = Strip(0, 0, touching[-1][1], 20, touching, upright=True)
        found = Figure(strip, Recognised(text, 1.0), Recognised(text, 1.0))
        assert surely_read([*PLAIN, found])[-1] is sure, text


def test_two_readings_that_differ_or_are_weak_are_not_sure() -> None:
    """Both must say the same; one of them may be less sure of it, not much less."""
    page = [*PLAIN, figure("17", "1"), figure("17", sureness=0.6), figure("17", sureness=0.3)]
    assert surely_read(page)[-3:] == [False, True, False]


@pytest.mark.parametrize("text", ["一", "二", "三", "十三"])
def test_numerals_of_level_strokes_are_never_sure(text: str) -> None:
    """A stroke is lost in both readings at once."""
    assert not any(surely_read([*PLAIN, figure(text, pitch=EM)])[len(PLAIN) :])


def test_a_level_stroke_may_be_one_or_nothing() -> None:
    """The relations choose between the two."""
    assert figure("一").readings == ("—", "一")

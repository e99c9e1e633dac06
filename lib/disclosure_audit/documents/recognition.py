"""Recognition of printed characters, on this machine: the engine's models lie in its package."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import cv2

from disclosure_audit.documents.scan_image import Dots

if TYPE_CHECKING:
    from rapidocr import RapidOCR

_HEIGHT = 48  # dots; the engine's own
_LEAST_WIDTH = 64  # dots; the engine pads to this width
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the engine takes a strip for.

    Parameters
    ----------
    text
        Its characters.
    sureness
        Of the least sure of them, from 0 to 1; 0 where there is none.
    """

    text: str
    sureness: float


def recognised(strips: Sequence[Dots], margin: float) -> list[Recognised]:
    """Return what stands in each strip, a picture of one line of text.

    Parameters
    ----------
    strips
        Brightness of dots; dark on light.
    margin
        Paper to put around each, as a share of its height: another margin is another reading.
    """
    if not strips:
        return []
    found = _engine().recognize_txt([_padded(strip, margin) for strip in strips])
    # The engine's stubs describe another shape of its results than it returns.
    words = cast("Sequence[Any]", found.word_results)
    return [
        Recognised(text, min(word.confs, default=0.0) if text else 0.0)
        for text, word in zip(found.txts or (), words, strict=True)
    ]


def _padded(strip: Dots, margin: float) -> Dots:
    edge = max(2, round(strip.shape[0] * margin))
    whole = cv2.copyMakeBorder(strip, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255)
    return cv2.cvtColor(whole, cv2.COLOR_GRAY2BGR)


@cache
def _engine() -> RapidOCR:
    """Return the engine; its model is loaded once for a process."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_det": False,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, _HEIGHT, _LEAST_WIDTH],
        }
    )

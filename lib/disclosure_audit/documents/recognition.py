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
_BATCH = 6  # more at once takes more than half a gigabyte for long lines
_LONGEST = 150
"""Heights that a line is long at most: in A3 across, small type, it is some hundred."""


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
        Brightness of dots; dark on light. In one far longer than any line of text, nothing is read.
    margin
        Paper to put around each, as a share of its height: another margin is another reading.
    """
    lines = [n for n, strip in enumerate(strips) if strip.shape[1] <= _LONGEST * strip.shape[0]]
    results = [Recognised("", 0.0)] * len(strips)
    if not lines:
        return results
    found = _engine().recognize_txt([_padded(strips[n], margin) for n in lines])
    # The engine's stubs describe another shape of its results than it returns.
    words = cast("Sequence[Any]", found.word_results)
    for n, text, word in zip(lines, found.txts or (), words, strict=True):
        sure = [c for sign, c in zip(text, word.confs, strict=False) if not sign.isspace()]
        results[n] = Recognised(text, min(sure, default=0.0))
    return results


def _padded(strip: Dots, margin: float) -> Dots:
    edge = max(2, round(strip.shape[0] * margin))
    whole = cv2.copyMakeBorder(strip, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255)
    return cv2.cvtColor(whole, cv2.COLOR_GRAY2BGR)


@cache
def _engine() -> RapidOCR:
    """Return the engine; its model is loaded once for a process."""
    # Loaded without this, the engine's library writes an identifier of this machine to the home
    # folder and reports to its maker. The second word is for Windows.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # type: ignore[import-untyped]

    onnxruntime.disable_telemetry_events()
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_det": False,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, _HEIGHT, _LEAST_WIDTH],
        }
    )


def _threads() -> int:
    """Return how many threads may recognise: as the usual variable says, else one a processor."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    return int(said) if said.isdecimal() and int(said) else os.cpu_count() or 1

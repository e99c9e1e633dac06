"""The reports that are printed and read back: the same ones for every layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from disclosure_audit.forms import editions
from tests.rendering.figures import Number, faultless, faulty
from tests.rendering.variation import Sample, sample

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "figures"


def samples(count: int, seed: int) -> list[Sample]:
    """Return `count` reports: of five, three faultless, one with faults, one of real figures.

    One in ten holds figures of which no reader can be sure. Equal seeds give equal reports, and a
    greater count begins with the same ones.
    """
    return [_sample(number, Random(f"{seed}/{number}")) for number in range(count)]


def _sample(number: int, random: Random) -> Sample:
    edition = editions()[random.choice(sorted(editions()))]
    figures: Mapping[str, Number | None]
    if number % 5 == 4 and _real():
        edition_key, figures = random.choice(_real())
        edition = editions()[edition_key]
    else:
        figures = (faulty if number % 5 == 3 else faultless)(edition, random)
    return sample(edition, figures, random, doubtful=number % 10 == 7)


@cache
def _real() -> tuple[tuple[str, Mapping[str, Number | None]], ...]:
    """Edition and figures of published reports, where they lie beside the project."""
    read = (
        json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for path in sorted(REAL.glob("*.json"))
    )
    return tuple((source["edition"], source["cells"]) for source in read)

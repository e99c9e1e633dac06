"""How long the relations of 10,000 reports take, beside the same relations in pandera, in one run.

Run by ``make bench``; the ratios come last. Both are given the same figures as arrays in memory and
must name the same broken relations of the same reports, or nothing is measured.
docs/performance.md says what either side does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import pandera.pandas as pa  # noqa: E402

from bench.timing import medians  # noqa: E402
from disclosure_audit.checks.relation_matrix import (  # noqa: E402
    VERDICTS,
    Codes,
    Figures,
    Mask,
    Numbers,
    read_relations,
)
from disclosure_audit.forms import Edition, Relation, editions  # noqa: E402
from tests.rendering.figures import faultless, faulty  # noqa: E402

TIMES = 7
SHARES = {"no report": 0, "one report in 100": 100, "one report in 10": 10}
"""How many have faults: one in so many."""
WITH_BLANKS = ", half with blanks"


def main() -> None:
    """Print the medians of each mixture of reports, then the ratios."""
    count = _arguments().reports
    form = editions()["2021"]
    schema = pa.DataFrameSchema(checks=[_check(relation) for relation in form.relations])
    ratios = {}
    for name, one_in in SHARES.items():
        values = _values(form, count, one_in)
        # Blanks are 0 to pandera: a check there is true or false.
        frame = pd.DataFrame(values, columns=list(form.cells))
        failures = _failures(schema, frame)
        none = np.zeros(values.shape, np.bool_, order="F")
        for kind, blank in (("", none), (WITH_BLANKS, _blanks(values))):
            figures = Figures(form, values, blank, none)
            if _broken(form, read_relations(figures)) != failures:
                raise SystemExit("The two do not name the same broken relations.")
            ours, theirs = _medians(figures, schema, frame)
            title = f"faults in {name}{kind}"
            print(
                f"{title:<45} {len(failures):6,d} broken   kit {1000 * ours:6.1f} ms   "
                f"pandera {1000 * theirs:7.1f} ms"
            )
            ratios[title] = theirs / ours
    print()
    for title, ratio in ratios.items():
        print(f"pandera / kit, {title:<45} {ratio:6.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    return parser.parse_args()


def _check(relation: Relation) -> pa.Check:
    left, right = list(relation.left), list(relation.right)

    def holds(frame: pd.DataFrame) -> Any:
        one, other = frame[left].sum(axis=1), frame[right].sum(axis=1)
        return one >= other if relation.at_least else one == other

    return pa.Check(holds, name=relation.id)


def _values(form: Edition, count: int, one_in: int) -> Numbers:
    """Reports of any size, every cell filled in; one in so many with one to six wrong figures."""
    random = Random(1)
    values = np.zeros((count, len(form.cells)), np.int64, order="F")
    for row in range(count):
        made = faulty(form, random) if one_in and row % one_in == 0 else faultless(form, random)
        # Amounts are cut to whole ones: they stand in no relation.
        values[row] = [int(made[cell]) for cell in form.cells]
    return values


def _blanks(values: Numbers) -> Mask:
    """The zeros of half of the reports, of every other with faults too."""
    blank = np.zeros(values.shape, np.bool_, order="F")
    half = np.arange(len(values)) % 4 < 2
    blank[half] = values[half] == 0
    return blank


def _broken(form: Edition, verdicts: Codes) -> set[tuple[str, int]]:
    """Return the relations and reports that are broken with blank as 0."""
    codes = [VERDICTS.index("broken"), VERDICTS.index("broken_if_zero")]
    rows, relations = np.nonzero(np.isin(verdicts, codes))
    names = [relation.id for relation in form.relations]
    return {(names[r], int(row)) for row, r in zip(rows, relations, strict=True)}


def _failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> set[tuple[str, int]]:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return {
            (str(name), int(row)) for name, row in zip(cases.check, cases["index"], strict=True)
        }
    return set()


def _medians(
    figures: Figures, schema: pa.DataFrameSchema, frame: pd.DataFrame
) -> tuple[float, float]:
    """Return the medians of both ways, taken in turn; each has run once before."""

    def theirs() -> None:
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors:
            return

    return medians(lambda: read_relations(figures), theirs, TIMES)


if __name__ == "__main__":
    main()

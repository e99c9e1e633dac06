"""How well the prose is read: precision and recall on the labelled sentences.

    .venv/bin/python bench/narrative.py [--part dev|held|fresh|later|last] [--wrong] [--seconds]

`--wrong` prints what was read otherwise than labelled.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.narrative.scoring import labelled, scored, summary


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "held", "fresh", "later", "last"))
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    for part in (
        (arguments.part,) if arguments.part else ("dev", "held", "fresh", "later", "last", None)
    ):
        entries = labelled(part)
        score = scored(entries)
        print(f"\n{part or 'all'}: {len(entries)} sentences")
        print(summary(score))
        if arguments.wrong:
            print("\n".join(score.wrong))


if __name__ == "__main__":
    main()

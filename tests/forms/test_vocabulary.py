"""The words of the prose name cells that are there."""

from __future__ import annotations

from collections import Counter

import pytest

from disclosure_audit.forms import editions, vocabulary

KNOWN = vocabulary()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_meaning_names_what_the_edition_has(edition: str) -> None:
    """Rows, columns, blocks and results exist; a word without cells in an edition has none."""
    form = editions()[edition]
    there = {
        "row": {row.id for row in form.rows},
        "column": {column.id for column in form.columns},
        "proceeding": {own.id for own in form.proceedings},
        "result": {column.id for column in form.results},
        "act": {column.id for block in form.blocks for column in block.columns},
    }
    for slot, ids in there.items():
        for entry in KNOWN.entries[slot]:  # type: ignore[index]
            named = {part for meaning in entry.meanings[edition] for part in meaning}
            assert named <= ids, (entry.id, named - ids)


def test_kinds_of_table_2_are_its_rows() -> None:
    """A kind is the middle of a cell id in both editions."""
    for form in editions().values():
        rows = {row.id for block in form.blocks for row in block.rows}
        assert {kind.id for kind in KNOWN.entries["kind"]} <= rows


def test_no_word_names_two_things() -> None:
    """What a word means does not depend on which entry came first."""
    words = Counter(w for own in KNOWN.entries.values() for e in own for w in set(e.words))
    assert [word for word, count in words.items() if count > 1] == []


def test_every_check_named_by_a_word_is_in_the_catalogue() -> None:
    """A count is never bound to a check that nobody looks at."""
    from disclosure_audit.checks import narrative

    ids = {check.pattern.removeprefix("narrative.") for check in narrative.CHECKS}
    ids |= {"refused", "unavailable", "unprocessed", "other"}
    checks = {e.check for own in KNOWN.entries.values() for e in own if e.check}
    assert checks <= ids

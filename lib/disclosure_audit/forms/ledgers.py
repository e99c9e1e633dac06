"""The registers behind a report as data: their columns, and the words that stand in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from disclosure_audit.forms.form import Column, Edition, Label, Row, label_key
from disclosure_audit.text import Words, bare, ordinal_of
from disclosure_audit.text.plain import half_width

OPEN = "open"
"""Choice of an outcome: there is none yet."""
NOT_COUNTED = "none"
"""Choice of a kind of document or decision that the form has no cell for."""
Vocabulary = Mapping[str, tuple[str, ...]]
"""Bare words of a cell to the ids that they may mean."""

_NUMERALS = "一二三四五六七"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of a register.

    Parameters
    ----------
    id, label, variants
        Its id, its name and other names that mean the same.
    kind
        ``text``, ``date``, ``flag``, ``count`` or the name of a choice.
    required
        True where nothing is counted without it.
    says
        What stands in it.
    """

    id: str
    label: str
    variants: tuple[str, ...]
    kind: str
    required: bool
    says: Words


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """A register: `id` is also the name of its file; `counts` says what is counted from it."""

    id: str
    label: Words
    counts: Words
    columns: tuple[LedgerColumn, ...]

    def column(self, column_id: str) -> LedgerColumn:
        """Return the column of that id."""
        return next(column for column in self.columns if column.id == column_id)


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """Words of cells: for yes and no (bare), and with which a line that is no record begins."""

    yes: frozenset[str]
    no: frozenset[str]
    remarks: tuple[str, ...]


@cache
def ledger_forms() -> dict[str, LedgerForm]:
    """Return every register by its id."""
    return {entry["id"]: _form(entry) for entry in _data()["ledgers"]}


@cache
def ledger_words() -> LedgerWords:
    """Return the words for yes and no and for lines that are no record."""
    words = _data()["words"]
    return LedgerWords(
        frozenset(map(half_width, words["yes"])),
        frozenset(map(half_width, words["no"])),
        tuple(words["remarks"]),
    )


def vocabulary(kind: str, form: Edition) -> Vocabulary:
    """Return what the words of a choice mean under an edition of the form.

    Parameters
    ----------
    kind
        Name of the choice, for example ``outcome``.
    form
        The edition: its labels and numerals are words too.

    Returns
    -------
    Vocabulary
        Several ids where the words do not say which, such as the label of a group of rows.
    """
    return _vocabularies(form.key)[kind]


@cache
def _vocabularies(edition: str) -> dict[str, Vocabulary]:
    from disclosure_audit.forms.loading import editions

    form = editions()[edition]
    official: dict[str, dict[str, tuple[str, ...]]] = {
        "applicant": dict(_columns(form.columns[:-1], _group_of(form))),
        "outcome": dict(_outcomes(form)),
        "document_kind": {},
        "decision_kind": {},
        "proceeding": {bare(p.label): (p.id,) for p in form.proceedings},
        "result": dict(_columns(form.results[:-1], None)),
    }
    known: dict[str, set[str | None]] = {
        "applicant": {column.id for column in form.columns},
        "outcome": {row.id for row in form.rows if row.outcome} | {OPEN},
        "proceeding": {p.id for p in form.proceedings},
        "result": {column.id for column in form.results},
    }
    bands: set[str | None] = {row.id for block in form.blocks for row in block.rows} | {NOT_COUNTED}
    choices: dict[str, list[dict[str, Any]]] = _data()["choices"]
    return {
        kind: dict(_choice(entries, known.get(kind, bands))) | official[kind]
        for kind, entries in choices.items()
    }


def _choice(
    entries: list[dict[str, Any]], known: set[str | None]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in entries:
        ids = tuple(name for name in entry["ids"] if name in known)
        if NOT_COUNTED in ids and len(ids) > 1:
            ids = tuple(name for name in ids if name != NOT_COUNTED)
        yield from ((bare(word), ids) for word in entry["words"] if ids)


def _group_of(form: Edition) -> str:
    return bare(form.headers[1])


def _columns(
    columns: tuple[Column, ...], group: str | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if group:
        yield group, tuple(column.id for column in columns if column.grouped)
    for column in columns:
        for key in column.label.keys:
            yield key, (column.id,)
            if group and column.grouped:
                yield f"{group}{key}", (column.id,)


def _outcomes(form: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labels of the outcome rows, with and without group and numerals; then the groups."""
    group: Row | None = None
    members: dict[str, list[str]] = {}
    for row in form.rows:
        if row.level == 2:
            group = row if row.id is None else None
        if row.id is None or not row.outcome:
            continue
        if group is None:
            yield from ((key, (row.id,)) for key in _keys_alone(row))
        else:
            members.setdefault(group.label.text, []).append(row.id)
            yield from ((key, (row.id,)) for key in _keys_below(group, row))
    for label, ids in members.items():
        numeral = _numeral(label)
        names = (numeral, f"三{numeral}", label_key(label), bare(label))
        yield from ((key, tuple(ids)) for key in names)


def _keys_alone(row: Row) -> Iterator[str]:
    numeral = _numeral(row.label.text)
    yield from (numeral, f"三{numeral}")
    for key in row.label.keys:
        plain = key.removeprefix(numeral) if row.label.needs_ordinal else key
        yield from (key, f"{numeral}{plain}", f"三{numeral}{plain}")


def _keys_below(group: Row, row: Row) -> Iterator[str]:
    own, above = _numeral(row.label.text), _numeral(group.label.text)
    group_names = ("", above, f"三{above}", *(f"{n}{k}" for n in ("", above) for k in _of(group)))
    for before in dict.fromkeys(group_names):
        for key in _of(row):
            yield f"{before}{own}{key}"
            if not row.label.needs_ordinal:
                yield f"{before}{key}"
    yield from (f"{above}{own}", f"三{above}{own}")


def _of(row: Row) -> tuple[str, ...]:
    """Return the bare labels of a row without ordinals."""
    label: Label = row.label
    return tuple(dict.fromkeys(label_key(text) for text in (label.text, *label.variants)))


def _numeral(label: str) -> str:
    """Return the numeral of a label as a cell may have it: 三 of （三）, 6 of 6."""
    ordinal = ordinal_of(label)
    if ordinal is None:
        return ""
    return str(ordinal.value) if ordinal.style == "arabic" else _NUMERALS[ordinal.value - 1]


def choice_key(text: str) -> str:
    """Return a cell's words as a Vocabulary has them: bare, but a lone 一 is no （一）."""
    key = bare(text)
    if key in _NUMERALS and not re.fullmatch(r"\(.\)[、.]?", half_width(text).strip()):
        return ""
    return key


def _form(entry: dict[str, Any]) -> LedgerForm:
    return LedgerForm(
        entry["id"],
        Words(entry["label"], entry["english"]),
        Words(entry["counts"], entry["counts_english"]),
        tuple(
            LedgerColumn(
                column["id"],
                column["label"],
                tuple(column.get("variants", ())),
                column["kind"],
                bool(column.get("required", False)),
                Words(column["says"], column["english"]),
            )
            for column in entry["columns"]
        ),
    )


@cache
def _data() -> dict[str, Any]:
    text = files("disclosure_audit.forms").joinpath("ledgers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""From the editions' data files to Edition values."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from disclosure_audit.forms.form import (
    Block,
    Cell,
    Column,
    Edition,
    Label,
    Proceeding,
    Relation,
    Row,
    Section,
    Topic,
)

_NAME = re.compile(r"<(\w+)>")


@cache
def editions() -> dict[str, Edition]:
    """Return every edition of the form by its key, oldest first."""
    folder = files("disclosure_audit.forms")
    common = tomllib.loads(folder.joinpath("common.toml").read_text(encoding="utf-8"))
    names = sorted(f.name for f in folder.iterdir() if f.name.startswith("edition_"))
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    loaded = (_edition(tomllib.loads(text), common) for text in texts)
    return {edition.key: edition for edition in loaded}


def edition_due(year: int) -> Edition | None:
    """Return the edition due for report year `year`; None before the first national form."""
    return next((e for e in editions().values() if e.due_in(year)), None)


def _edition(own: dict[str, Any], common: dict[str, Any]) -> Edition:
    blocks = tuple(_block(block) for block in own["t2"]["blocks"])
    rows = tuple(_row(row) for row in own["t3"]["rows"])
    columns = tuple(_column(column) for column in common["t3"]["columns"])
    proceedings = tuple(Proceeding(**p) for p in common["t4"]["proceedings"])
    results = tuple(_column(column) for column in common["t4"]["columns"])
    cells = [
        *_cells_of_table_2(blocks),
        *_cells_of_table_3(rows, columns),
        *_cells_of_table_4(proceedings, results),
    ]
    sets = {
        "column": tuple(c.id for c in columns),
        "applicant": tuple(c.id for c in columns if c.id != "total"),
        "row": tuple(r.id for r in rows if r.id),
        "outcome": tuple(r.id for r in rows if r.id and r.outcome),
        "proceeding": tuple(p.id for p in proceedings),
        "result": tuple(c.id for c in results if c.id != "total"),
    }
    templates = [*common["relations"], *own["relations"]]
    return Edition(
        key=own["key"],
        document=own["document"],
        first_year=own["first_year"],
        last_year=own.get("last_year"),
        blocks=blocks,
        rows=rows,
        columns=columns,
        proceedings=proceedings,
        results=results,
        sections=tuple(_section(section) for section in common["sections"]),
        topics=tuple(_topic(topic) for topic in common["topics"]),
        article_50=tuple(_topic(topic) for topic in common["results"]),
        cells={cell.id: cell for cell in cells},
        relations=tuple(r for template in templates for r in _relations(template, sets)),
        table_sections={
            "t2": own["t2"]["section"],
            "t3": common["t3"]["section"],
            "t4": common["t4"]["section"],
        },
        corners=(own["t2"]["corner"], common["t3"]["corner"], *common["t3"]["corner_variants"]),
        headers=(common["t3"]["header"], common["t3"]["group"], common["t4"]["suits"]["label"]),
    )


def _label(data: dict[str, Any]) -> Label:
    return Label(
        data["label"], tuple(data.get("variants", ())), bool(data.get("needs_ordinal", False))
    )


def _column(data: dict[str, Any]) -> Column:
    flags = {name: data[name] for name in ("marker", "signed", "amount", "grouped") if name in data}
    return Column(id=data["id"], label=_label(data), unit=data.get("unit"), **flags)


def _row(data: dict[str, Any]) -> Row:
    flags = {name: data[name] for name in ("level", "outcome", "marker") if name in data}
    return Row(id=data.get("id"), label=_label(data), **flags)


def _block(data: dict[str, Any]) -> Block:
    return Block(
        band=data["band"],
        columns=tuple(_column(column) for column in data["columns"]),
        rows=tuple(_row(row) for row in data["rows"]),
    )


def _section(data: dict[str, Any]) -> Section:
    return Section(
        id=data["id"],
        ordinal=data["ordinal"],
        title=data["title"],
        accepted=tuple(data.get("accepted", ())),
        variants=tuple(data.get("variants", ())),
        keywords=tuple(tuple(group) for group in data["keywords"]),
        hints=tuple(data["hints"]),
    )


def _topic(data: dict[str, Any]) -> Topic:
    return Topic(
        id=data["id"],
        label=data["label"],
        mentions=tuple(data["mentions"]),
        headings=tuple(data.get("headings", ())),
    )


def _cells_of_table_2(blocks: tuple[Block, ...]) -> list[Cell]:
    return [
        Cell(
            id=f"t2.{row.id}.{column.id}",
            table="t2",
            row=row.label.text,
            column=column.label.text,
            signed=column.signed,
            amount=column.amount,
            unit=column.unit,
        )
        for block in blocks
        for row, column in product(block.rows, block.columns)
    ]


def _cells_of_table_3(rows: tuple[Row, ...], columns: tuple[Column, ...]) -> list[Cell]:
    return [
        Cell(
            id=f"t3.{row.id}.{column.id}", table="t3", row=row.label.text, column=column.label.text
        )
        for row, column in product((r for r in rows if r.id), columns)
    ]


def _cells_of_table_4(
    proceedings: tuple[Proceeding, ...], results: tuple[Column, ...]
) -> list[Cell]:
    return [
        Cell(
            id=f"t4.{proceeding.id}.{column.id}",
            table="t4",
            row=proceeding.label,
            column=column.label.text,
        )
        for proceeding, column in product(proceedings, results)
    ]


def _relations(template: dict[str, Any], sets: dict[str, tuple[str, ...]]) -> list[Relation]:
    """Spell a template out: names in its id make relations, other names are summed."""
    names = _NAME.findall(template["id"])
    return [
        Relation(
            id=_filled(template["id"], chosen),
            left=_summed(template["left"], chosen, sets),
            right=_summed(template["right"], chosen, sets),
            at_least=bool(template.get("at_least", False)),
        )
        for members in product(*(sets[name] for name in names))
        for chosen in [dict(zip(names, members, strict=True))]
    ]


def _summed(
    side: list[str], chosen: dict[str, str], sets: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    cells: list[str] = []
    for pattern in side:
        part = _filled(pattern, chosen)
        free = _NAME.findall(part)
        for members in product(*(sets[name] for name in free)):
            cells.append(_filled(part, dict(zip(free, members, strict=True))))
    return tuple(cells)


def _filled(pattern: str, values: dict[str, str]) -> str:
    return _NAME.sub(lambda match: values.get(match[1], match[0]), pattern)

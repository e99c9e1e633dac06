"""Web pages whose tables are no tables: divs, flex rows and grids, with and without spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from tests.rendering.grid import Grid, Slot, spread
from tests.rendering.report import ReportText, Text, parts

_STYLES = {
    "table": """
        .tb { display: table; width: 100%; border-collapse: collapse }
        .tb > div { display: table-row }
        .tb > div > div { display: table-cell; border: 1px solid #333; padding: 4px }""",
    "names": "",
    "flex": """
        .box { display: flex; flex-direction: column }
        .box .line { display: flex; border-bottom: 1px solid }
        .box .line > * { flex: 1; text-align: center }
        @media (max-width: 600px) { .box .line { display: block } }""",
    "flex_spans": """
        #zoom .line { display: flex }
        .line .w1 { flex: 1 } .line .w2 { flex: 2 } .line .w3 { flex: 3 } .line .w4 { flex: 4 }
        .line .w5 { flex: 5 } .line .w7 { flex: 7 } .line .w10 { flex: 10 }""",
    "percent": ".line{overflow:hidden}.line span{float:left;text-align:center}",
    "grid": """
        .t2 { display: grid; grid-template-columns: 2fr repeat(3, 1fr) }
        .t3 { display: grid; grid-template-columns: repeat(3, minmax(40px, auto)) repeat(7, 1fr) }
        .t4 { display: grid; grid-template-columns: repeat(15, 1fr) }
        .a2 { grid-column: span 2 } .a3 { grid-column: span 3 } .a4 { grid-column: span 4 }
        .a5 { grid-column: span 5 } .a7 { grid-column: span 7 } .a10 { grid-column: span 10 }
        .a15 { grid-column: 1 / -1 }""",
}


def page(report: ReportText, *, by: str) -> bytes:
    """A page whose tables are made in one of the ways of `_STYLES`."""
    table = _TABLES[by]
    body = "\n".join(
        f"<p>{escape(part.text)}</p>" if isinstance(part, Text) else table(part.grid, part.id)
        for part in parts(report)
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f'<style>{_STYLES[by]}</style></head><body><div id="zoom">\n{body}\n</div></body></html>'
    ).encode()


def _unmerged(grid: Grid, _: str) -> str:
    """Rows and cells by display; what a merged cell covers is empty."""
    rows = (
        "".join(
            f"<div>{_text(slot) if first and start else ''}</div>" for slot, first, start in row
        )
        for row in spread(grid)
    )
    return _boxed("div class=tb", "div", rows)


def _named(grid: Grid, _: str) -> str:
    """Rows and cells by class names alone; what a merged cell covers is left out."""
    rows = ("".join(f'<div class="td">{_text(slot)}</div>' for slot in row) for row in grid)
    return _boxed("div class=table-box", 'div class="tr"', rows)


def _flex(grid: Grid, _: str) -> str:
    """Items of equal growth; what a merged cell covers is left out."""
    rows = ("".join(f"<span>{_text(slot)}</span>" for slot in row) for row in grid)
    return _boxed("div class=box", "div class=line", rows)


def _flex_spans(grid: Grid, _: str) -> str:
    """Items that grow by their spans, by class; an empty one stands below a cell merged down."""
    return _boxed("div", "div class=line", _spanning(grid, lambda n, _: f'class="w{n}"'))


def _percent(grid: Grid, _: str) -> str:
    """Floating items in list items, with widths in hundredths."""

    def width(across: int, whole: int) -> str:
        return f'style="width:{100 * across / whole:.2f}%"'

    return _boxed("ul", "li class=line", _spanning(grid, width, "span"))


def _spanning(grid: Grid, attribute: Callable[[int, int], str], tag: str = "div") -> Iterator[str]:
    whole = sum(slot.colspan for slot in grid[0])
    for row in spread(grid):
        yield "".join(
            f"<{tag} {attribute(slot.colspan, whole)}>{_text(slot) if first else ''}</{tag}>"
            for slot, first, start in row
            if start
        )


def _grid(grid: Grid, name: str) -> str:
    """Items of one grid, with their spans by class and by style."""
    cells = (
        f'<div class="c a{slot.colspan}"'
        + (f' style="grid-row: span {slot.rowspan}"' if slot.rowspan > 1 else "")
        + f">{_text(slot)}</div>"
        for row in grid
        for slot in row
    )
    return f'<div class="{name}">\n' + "\n".join(cells) + "\n</div>"


def _boxed(outer: str, inner: str, rows: Iterator[str]) -> str:
    lines = "\n".join(f"<{inner}>{row}</{inner.split()[0]}>" for row in rows)
    return f"<{outer}>\n{lines}\n</{outer.split()[0]}>"


def _text(slot: Slot) -> str:
    return "<br>".join(map(escape, slot.text.split("\n")))


_TABLES: dict[str, Callable[[Grid, str], str]] = {
    "table": _unmerged,
    "names": _named,
    "flex": _flex,
    "flex_spans": _flex_spans,
    "percent": _percent,
    "grid": _grid,
}

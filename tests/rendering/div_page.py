"""Web pages whose tables are divs: rows by class names, by flex styles, or one CSS grid."""

from __future__ import annotations

from html import escape

from tests.rendering.grid import Grid
from tests.rendering.report import ReportText, TableOf, parts

_STYLE = """<style>
.cells{display:flex;border-bottom:1px solid #999}.cells>div{flex:1;padding:4px}
</style>"""
_TAGS = {"title": "h1", "heading": "h2", "subheading": "h3", "paragraph": "p"}


def page(report: ReportText, *, kind: str) -> bytes:
    """A page; `kind`: ``classes`` (tr and td), ``flex`` (a style sheet), ``grid`` (with spans)."""
    write = {"classes": _classes, "flex": _flex, "grid": _grid}[kind]
    body = "\n".join(
        write(part.grid)
        if isinstance(part, TableOf)
        else f"<{_TAGS[part.kind]}>{escape(part.text)}</{_TAGS[part.kind]}>"
        for part in parts(report)
    )
    menu = "".join(f'<div class="col-md-2"><a href="/{n}">栏目{n}</a></div>' for n in range(6))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f'{_STYLE}</head><body><div class="row nav-row">{menu}</div>'
        f'<div class="row"><div class="col-md-12 article">{body}</div></div></body></html>'
    ).encode()


def _classes(grid: Grid) -> str:
    rows = ("".join(f'<div class="td">{escape(slot.text)}</div>' for slot in row) for row in grid)
    return f'<div class="table">{"".join(f"<div class=tr>{row}</div>" for row in rows)}</div>'


def _flex(grid: Grid) -> str:
    rows = ("".join(f"<div>{escape(slot.text)}</div>" for slot in row) for row in grid)
    return f"<div>{''.join(f'<div class=cells>{row}</div>' for row in rows)}</div>"


def _grid(grid: Grid) -> str:
    width = sum(slot.colspan for slot in grid[0])
    cells = "".join(
        f'<div style="grid-row:span {s.rowspan};grid-column:span {s.colspan}">'
        f"{escape(s.text)}</div>"
        for row in grid
        for s in row
    )
    return f'<div style="display:grid;grid-template-columns:repeat({width}, 1fr)">{cells}</div>'

"""Tables that pages make of divs, flex rows and grids."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Table
from disclosure_audit.errors import DisclosureAuditError
from tests.documents.test_html import begun, content, lines, tables, texts, tilings

ROWS = [["事项", "数量", "金额"], ["甲", "1", "2"], ["乙", "", "3"]]


def boxes(rows: list[list[str]], outer: str, row: str, cell: str) -> str:
    """Rows of cells; each of the three is a tag with its attributes."""
    made = "".join(
        f"<{row}>{''.join(f'<{cell}>{text}</{cell.split()[0]}>' for text in texts_of)}"
        f"</{row.split()[0]}>"
        for texts_of in rows
    )
    return f"<{outer}>{made}</{outer.split()[0]}>"


@pytest.mark.parametrize(
    ("outer", "row", "cell", "aligned"),
    [
        ("div", "div style=display:table-row", "div style=display:table-cell", True),
        ("div role=table", "div role=row", "span role=cell", True),
        ("div", "div style=display:flex", "span style='flex:1'", True),
        ("ul", "li style='display:flex'", "span style='width:33.3%'", True),
        ("ul", "li", "b style='float:left;width:33.33%'", True),
        ("div", "div style='display:grid;grid-template-columns:repeat(3,1fr)'", "div", True),
        ("div", "div class=row", "div class=col-md-4", True),
        ("div", "div style=display:flex", "span", False),
        ("div", "div class=tr", "div class=td", False),
        ("ul", "ul class='table-row'", "li", False),
        ("dl", "dd", "span class=cell", False),
    ],
)  # fmt: skip
def test_rows_of_boxes_are_a_table(outer: str, row: str, cell: str, aligned: bool) -> None:
    """Rows told by display, role, floating or class name come out as a table, blanks and all."""
    (table,) = tables(boxes(ROWS, outer, row, cell))
    assert (texts(table), table.aligned) == (ROWS, aligned)


def test_sheets_of_the_page_tell_the_layout() -> None:
    """Rules by tag, class, id, place and descent count; those for other media do not."""
    head = """<style>/* .r{display:none} */ #t > .r { display: flex } .r > div:first-child{flex:2}
        .r div { flex: 1 } .big { flex: 3 !important }
        @media print { .r { display: block } }
        @media (max-width:600px) { .r { display: grid } }</style>"""
    body = """<div id=t><div class=r><div>事项</div><div class=big>数量</div></div>
        <div class=r><div>甲</div><div>1</div><div>2</div><div>3</div></div>
        <div class=r><div>乙</div><div>4</div><div>5</div><div>6</div></div></div>"""
    (table,) = (b for b in content(body, head).blocks if isinstance(b, Table))
    assert table.aligned
    assert texts(table) == [["事项", "数量", "数量", "数量"], list("甲123"), list("乙456")]


def test_parts_that_hold_rows_span_them() -> None:
    """A box beside a stack of rows is merged over them, where widths tell the columns."""
    inner = "".join(
        f"<div style=display:flex><i style='flex:2'>{name}</i><i style='flex:1'>{n}</i>"
        f"<i style='flex:1'>{n + 5}</i></div>"
        for n, name in enumerate(["子", "丑"])
    )
    body = f"""<div><div style=display:flex><div style="width:20%">甲</div>
        <div style="width:80%">{inner}</div></div>
        <div style=display:flex><div style="width:60%">乙</div><div style="width:20%">3</div>
        <div style="width:20%">4</div></div></div>"""
    (table,) = tables(body)
    assert table.aligned
    assert texts(table) == [list("甲子05"), list("甲丑16"), list("乙乙34")]
    assert table.rows[1][0].continues


@pytest.mark.parametrize("widths", [("flex:1", "flex:1"), ("width:30%", "width:33.3%"), ("", "")])
def test_rows_whose_widths_differ_keep_their_order_only(widths: tuple[str, str]) -> None:
    """Where a row has fewer cells and nothing tells their columns, no cell is put below another."""
    first, second = (f"<i style='{width}'>" for width in widths)
    body = f"""<div><div style=display:flex>{first}题</i>{first}数</i></div>
        <div style=display:flex>{second}甲</i>{second}1</i>{second}2</i></div>
        <div style=display:flex>{second}乙</i>{second}3</i>{second}4</i></div></div>"""
    (table,) = tables(body)
    assert not table.aligned
    assert texts(table) == [["题", "数"], list("甲12"), list("乙34")]


@pytest.mark.parametrize("width", ["flex:1", "width:33.3%"])
def test_a_row_that_lacks_a_cell_makes_the_order_all_that_is_known(width: str) -> None:
    """A row of the same boxes, but one fewer, stretches none of them over two columns."""
    rows = "".join(
        "<div style=display:flex>" + "".join(f"<i style='{width}'>{c}</i>" for c in row) + "</div>"
        for row in ("题数量", "甲12", "乙3")
    )
    (table,) = tables(f"<div>{rows}</div>")
    assert (table.aligned, texts(table)) == (False, [list("题数量"), list("甲12"), list("乙3")])


@pytest.mark.parametrize(
    ("outer", "item"),
    [
        ("display:grid;grid-template-columns:repeat(3,1fr)", ""),
        ("", "float:left;width:33.3%"),
        ("display:flex;flex-wrap:wrap", "width:33.3%"),
    ],
)
@pytest.mark.parametrize(("cells", "found"), [("题数量甲12乙34", 1), ("题数量甲1乙23丙456", 0)])
def test_boxes_in_one_flow_are_rows_only_where_none_is_missing(
    outer: str, item: str, cells: str, found: int
) -> None:
    """Where a box is missing, words come to stand behind figures: that is no table."""
    body = "".join(f"<i style='{item}'>{cell}</i>" for cell in cells)
    assert len(tables(f"<p>一、</p><section><div style='{outer}'>{body}</div></section>")) == found


def test_reversed_and_reordered_rows_read_as_shown() -> None:
    """Boxes shown in another order than they are written in are read as shown."""
    row = "<div style='display:flex;flex-direction:row-reverse'><i>1</i><i>甲</i></div>"
    moved = "<div style='display:flex'><i style='order:2'>2</i><i style='order:-1'>乙</i></div>"
    (table,) = tables(f"<div>{row}{moved}</div>")
    assert texts(table) == [["甲", "1"], ["乙", "2"]]


def test_grid_lines_settle_the_place() -> None:
    """Items of a grid stand where their lines say, and a place that none has is empty."""
    body = """<div style="display:grid;grid-template-columns:2fr repeat(2, minmax(0,1fr))">
        <i style="grid-area:1/1/3/2">甲</i><i style="grid-column:3">1</i>
        <i style="grid-row:2;grid-column:2/4">2</i><i style="grid-column:1/-1">3</i></div>"""
    (table,) = tables(body)
    assert texts(table) == [["甲", "", "1"], ["甲", "2", "2"], ["3", "3", "3"]]


def test_hidden_cells_are_no_cells() -> None:
    """A cell that the page's sheet hides, such as one for telephones, is not in the row."""
    rows = "".join(
        f"<div class=r><span>{a}</span><span class=m>x</span><span>{b}</span></div>"
        for a, b in ("甲1", "乙2")
    )
    body = f"<style>.r{{display:flex}}.m{{display:none}}</style><div>{rows}</div>"
    assert texts(tables(body)[0]) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    "body",
    [
        "<div class=row><div class=col>{0}</div><div class=col>3</div></div>" * 3,
        "<ul>" + "<li class=row><a href=/x>某地工作报告</a><span>3</span></li>" * 4 + "</ul>",
        "<div class=row><p>左栏</p><div>{0}<table><tr><td>甲<td>1</table></div></div>" * 2,
        "<div style=display:flex><p>甲事项的说明</p><p>乙事项的说明</p></div>" * 3,
        "<div style=display:flex>文字<i>1</i><i>2</i></div>" * 3,
        "<div style=display:flex><i>甲</i><i>1</i></div>",
        "<div style='display:grid;grid-template-columns:1fr 1fr'>"
        "<i style='grid-area:a'>甲</i><i>1</i><i>2</i><i>3</i></div>",
    ],
)  # fmt: skip
def test_other_boxes_are_no_table(body: str) -> None:
    """Columns of a page, lists of links, prose side by side and a single row stay as they are."""
    page = body.format("这一栏里是一整段文字，讲的是本年度的工作。" * 8)
    plain = page.replace("display", "x").replace("class", "x")
    assert len(tables(f"<p>一、</p>{page}")) == page.count("<table")
    assert lines(f"<p>一、</p>{page}") == lines(f"<p>一、</p>{plain}")


def test_a_title_between_two_tables_of_boxes_stays_a_title() -> None:
    """A line with a Chinese ordinal parts two tables; a short line between rows is a row."""
    row = "<div style=display:flex><i>甲</i><i>1</i></div>" * 2
    body = f"<div>{row}<div>第二组</div>{row}<div>三、丙</div>{row}</div>"
    assert lines(body) == ["三、丙"]
    assert [len(table.rows) for table in tables(body)] == [5, 2]


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_any_grid_of_spans_comes_back(grid: list[list[int]]) -> None:
    """Any tiling by items that name their lines or only their spans reads back as that grid."""
    columns = f"grid-template-columns:repeat({len(grid[0])},1fr)"
    for whole in (True, False):
        markup, seen = "", set()
        for y, row in enumerate(grid):
            for number in row:
                if number in seen:
                    continue
                seen.add(number)
                down, across = sum(number in other for other in grid), row.count(number)
                at = f"{y + 1}/{row.index(number) + 1}/" if whole else "auto/auto/"
                markup += f"<i style='grid-area:{at}span {down}/span {across}'>{number}</i>"
        found = tables(f"<p>一、</p><div style='display:grid;{columns}'>{markup}</div>")
        rows, cols = begun(grid)
        if len(rows) > 1 and len(cols) > 1 and len(seen) > 1 and found:
            assert texts(found[0]) == [[str(grid[y][x]) for x in cols] for y in rows]


STYLES = st.sampled_from([
    "display:flex", "display:grid", "display:table-row", "display:contents", "flex:1",
    "flex:0 0 9%",
    "grid-template-columns:repeat(3,1fr)", "grid-column:span 3", "grid-column:-1", "grid-row:9/2",
    "float:left", "width:calc(100%/0)", "flex-wrap:wrap", "flex-direction:column", "order:9",
    "grid-area:2/2", "width:99999px", "flex:.5", "display:none",
])  # fmt: skip
BITS = st.one_of(
    st.builds("<{} style='{};{}'>".format, st.sampled_from(["div", "span", "li"]), STYLES, STYLES),
    st.sampled_from(
        ["</div>", "</span>", "</li>", "<div class=row>", "<i class=td>", "8", "甲", ""]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BITS, max_size=40).map("".join), st.lists(STYLES, max_size=9).map(";".join))
def test_any_styles_are_read_and_nothing_is_lost(body: str, sheet: str) -> None:
    """Styles in any mixture never break the reader, and every figure that is shown stays."""
    with suppress(DisclosureAuditError):
        found = content(f"<p>一、</p>{body}", f"<style>div {{{sheet}}} .row > {{</style>").blocks
        if "none" in body + sheet:
            return
        shown = "".join(
            "".join(c.text for r in b.rows for c in r if not c.continues)
            if isinstance(b, Table)
            else getattr(b, "text", "")
            for b in found
        )
        assert shown.count("8") == body.count("8")


@pytest.mark.parametrize(
    "page",
    [
        "<style>" + "div div div div.a{flex:1}" * 20_000 + "</style>" + "<div class=a>" * 200,
        "<style>" + "{" * 200_000 + "</style><div>",
        "<style>@media " + " " * 20_000 + "x{a{display:flex}}</style><a>",
        "<style>" + "a{" * 40_000 + "display:flex" + "}" * 40_000 + "</style><a>",
        "<style>div{display:flex}</style>" + ("<div>" + "<i>1</i>" * 9 + "</div>") * 9_000,
        "<div style='display:grid;grid-template-columns:repeat(999,repeat(999,1fr))'>"
        + "<i style='grid-row:span 999;grid-column:span 999'>1</i>" * 2_000 + "</div>",
    ],
    ids=["rules", "braces", "spaces", "depth", "rows", "spans"],
)  # fmt: skip
def test_sheets_and_grids_beyond_any_page_end_soon(page: str) -> None:
    """Rules, rows and spans without end are read or refused within seconds."""
    begun_at = time.monotonic()
    with suppress(DisclosureAuditError):
        content(f"<p>一、</p>{page}")
    assert time.monotonic() - begun_at < 10

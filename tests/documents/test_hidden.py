"""What a page hides is not read; what it shows is, whatever its style sheets say elsewhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Table
from tests.documents.test_html import content, texts
from tests.memo.browser import chromium

WAYS = [
    "display:none", "visibility:hidden", "visibility:collapse", "opacity:0", "opacity:.0",
    "font-size:0", "font-size:0px", "font:0/0 a", "text-indent:-9999px",
    "position:absolute;left:-9999px", "position:absolute;top:-999em", "height:0;overflow:hidden",
    "position:absolute;clip:rect(0,0,0,0)", "clip-path:inset(50%)",
    "position:absolute;width:1px;height:1px;overflow:hidden",
    "color:red;display:none!important",
]  # fmt: skip
TALL = "<p>这一页里还有许多别的文字，占去页面的大半。</p>" * 3


def cells(body: str, sheet: str = "") -> list[list[str]]:
    """The texts of the one table of a page."""
    head = f"<style>{sheet}</style>" if sheet else ""
    blocks = content(f"<p>一、甲</p>{TALL}{body}", head).blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    return texts(table)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tag", ["span", "div"])
def test_what_a_cell_hides_is_no_part_of_its_figure(way: str, tag: str) -> None:
    """A hidden 9 before a shown 0 leaves 0, by class, by style attribute, in tables and boxes."""
    for mark, sheet in (("class=h", f".h{{{way}}}"), (f"style='{way}'", "")):
        body = f"<tr><td>甲<td><{tag} {mark}>9</{tag}>0<td>1<tr><td>乙<td>2<td>3"
        if "indent" in way and tag == "span":
            continue  # it moves blocks alone
        assert cells(f"<table>{body}</table>", sheet) == [["甲", "0", "1"], ["乙", "2", "3"]]
        row = "<div style=display:flex><i>{}</i><i>{}</i><i>{}</i></div>"
        boxes = row.format("甲", f"<{tag} {mark}>9</{tag}>0", 1) + row.format("乙", 2, 3)
        assert cells(f"<div>{boxes}</div>", sheet) == [["甲", "0", "1"], ["乙", "2", "3"]]


def test_a_hidden_cell_is_no_cell_and_an_invisible_one_is_empty() -> None:
    """A cell without display adds no column; one that is only invisible keeps its place."""
    body = "<table><tr><td>甲<td class=h>9<td>1<tr><td>乙<td class=h>8<td>2</table>"
    assert cells(body, ".h{display:none}") == [["甲", "1"], ["乙", "2"]]
    for way in ("visibility:hidden", "opacity:0", "font-size:0"):
        for page, sheet in ((body, f".h{{{way}}}"), (body.replace("class=h", f"style={way}"), "")):
            assert cells(page, sheet) == [["甲", "", "1"], ["乙", "", "2"]]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.h{display:none}}", "@media (max-width:600px){.h{display:none}}",
        "@media (min-width:600px){.h{display:none}}", ".h:hover{display:none}",
        ".h:not(.x){display:none}", ".x .h{display:none}", ".h{display:none}td .h{display:inline}",
        ".h{display:none}@media (min-width:600px){.h{display:inline}}",
        ".h{display:none}.h:not(.x){display:inline}", ".h{opacity:0;animation:in 1s forwards}",
        "td{font-size:0}.h{font-size:14px}", "td{visibility:hidden}.h{visibility:visible}",
        "@keyframes h{from{opacity:0}to{opacity:1}}", ".h{opacity:0.5;text-indent:-18pt}",
        "body{visibility:hidden}", ".h::before{display:none}", "@font-face{.h{display:none}}",
    ],
)  # fmt: skip
def test_what_may_be_shown_is_read(sheet: str) -> None:
    """Rules for other media, states and movements, or not understood, hide nothing."""
    body = "<table><tr><td>甲<td><span class=h>9</span><tr><td>乙<td><span class=h>8</span></table>"
    wanted = [["甲", "9"], ["乙", "8"]]
    found = cells(body, sheet)
    assert [row[-1:] for row in found] == [row[-1:] for row in wanted]


def test_sheets_for_print_and_for_pages_without_scripts_hide_nothing() -> None:
    """A sheet counts by its media attribute, and one inside noscript does not count."""
    body = "<table><tr><td>甲<td><b class=h>9</b><tr><td>乙<td>8</table>"
    for head in (
        "<style media=print>.h{display:none}</style>",
        "<noscript><style>.h{display:none}</style></noscript>",
    ):
        assert cells(head + body) == [["甲", "9"], ["乙", "8"]]
    shown = "<style media=screen>@charset 'x';.h{display:none}</style>"
    assert cells(shown + body) == [["甲", ""], ["乙", "8"]]


def test_a_table_that_is_hidden_is_said() -> None:
    """Where a table or a sentence was hidden, a note says so; for a tip there is none."""
    tip = "<p>二、乙<span class=h>提示</span></p>"
    table = "\n\n<table class=h><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    for body, said in ((tip, []), (tip + table, ["hidden_text"])):
        found = content(f"<p>一、甲</p>{TALL}{body}", "<style>.h{display:none}</style>")
        assert [note.code for note in found.notes if note.code == "hidden_text"] == said
        assert not any(isinstance(block, Table) for block in found.blocks)


def test_a_page_is_not_empty_because_a_script_shows_its_text() -> None:
    """What holds most of a page's text is shown by a script where a sheet hides it at first."""
    found = content(
        f"<div class=h><p>一、甲</p>{TALL}</div><p>页脚</p>", "<style>.h{opacity:0}</style>"
    )
    assert any("许多别的文字" in getattr(block, "text", "") for block in found.blocks)


RULES = st.lists(
    st.builds(
        "{}{}{{{}}}".format,
        st.sampled_from(["", ".a ", ".b>", "td "]),
        st.sampled_from([".a", ".b", "span", "#c", "i.b", "*.a"]),
        st.sampled_from([
            "display:none", "display:inline", "visibility:hidden", "visibility:visible",
            "font-size:0", "font-size:14px", "display:none!important",
        ]),
    ),
    max_size=5,
).map("".join)  # fmt: skip


@pytest.mark.browser
def test_a_page_is_read_as_a_browser_shows_it() -> None:
    """Whatever simple rules a sheet has, the figures read are those that Chromium shows."""
    row = "<tr><td>{0}<td><span class=a>1<i class=b>2</i></span>3<b id=c class=b>4<i>5</i></b>6"
    body = f"<table>{row.format('甲')}{row.format('乙')}</table>"
    shown = """[...document.querySelectorAll('td:last-child')].map(td => {
        let text = ''; const walk = document.createTreeWalker(td, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) { const of = walk.currentNode.parentElement;
            const style = getComputedStyle(of);
            if (of.checkVisibility({visibilityProperty: true}) && style.fontSize != '0px')
                text += walk.currentNode.data.trim(); }
        return text })"""
    with chromium() as browser:
        page = browser.new_page()

        @settings(max_examples=60, deadline=None)
        @given(RULES)
        def compare(sheet: str) -> None:
            page.set_content(f"<!doctype html><style>{sheet}</style>{body}")
            assert [row[-1] for row in cells(body, sheet)] == page.evaluate(shown)

        compare()


@pytest.mark.parametrize(
    "page",
    [
        "<style>" + ".a{opacity:" + "0" * 200_000 + "x}</style><p class=a>",
        "<style>" + ".a:not(.b){display:block}" * 9_000 + ".a{display:none}</style>"
        + "<p class=a>x</p>" * 20_000,
        "<style>div{visibility:hidden}</style>" + "<div>1" * 200,
        "<style>b{display:none}</style>" + "<b>1</b>2" * 40_000,
    ],
    ids=["zeros", "unsure", "nested", "many"],
)  # fmt: skip
def test_hiding_beyond_any_page_ends_soon(page: str) -> None:
    """Rules and hidden elements without end take seconds at most."""
    begun = time.monotonic()
    content(f"<p>一、甲</p>{page}")
    assert time.monotonic() - begun < 10

"""Web pages: what a browser would show of the article, and nothing of the page around it."""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Paragraph, Picture, Table
from disclosure_audit.documents.html import MAX_ELEMENTS, read_content
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import DisclosureAuditError, FilerError

FIGURES = "<table><tr><td>事项</td><td>数量</td></tr><tr><td>甲</td><td>12</td></tr></table>"
TITLE = "甲乙乡2023年度工作报告"


def content(body: str, head: str = "") -> Content:
    page = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return read_content(page.encode())


def lines(body: str, head: str = "") -> list[str]:
    return [b.text for b in content(body, head).blocks if isinstance(b, Paragraph)]


def tables(body: str) -> list[Table]:
    return [block for block in content(body).blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


# ---------------------------------------------------------------- text
def test_text_reads_as_a_browser_shows_it() -> None:
    """White space collapses, hard spaces become spaces, invisible characters vanish."""
    assert lines("<p>\n  共  12\t件 &nbsp;a&nbsp;b\u200b\ufeffc&nbsp;</p>") == ["共 12 件  a bc"]


def test_source_lines_broken_inside_chinese_words_are_joined() -> None:
    """A line end between two Chinese characters is no space; between other words it is."""
    assert lines("<p>本年新\n  制作数量\nof\nfiles</p>") == ["本年新制作数量 of files"]


def test_every_kind_of_block_is_a_paragraph() -> None:
    """Paragraphs, text of divisions, list items and lines set apart by br each stand alone."""
    body = "<div>甲<p>乙</p>丙<br>丁<br><br>戊</div><ul><li>己<li>庚</ul><dl><dt>辛<dd>壬</dl>"
    assert lines(body) == list("甲乙丙丁戊己庚辛壬")


def test_headings_keep_their_level_and_stay_whole() -> None:
    """A heading carries its level, and a line break in it does not part it."""
    blocks = content("<h1>甲乙乡<br>年度报告</h1><h3>小标题</h3><p>正文</p>").blocks
    assert [(b.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("甲乙乡年度报告", 1),
        ("小标题", 3),
        ("正文", None),
    ]


def test_numbered_lists_are_spelled_out() -> None:
    """Items of a numbered list carry the number that a browser prints before them."""
    body = """<ol start=3><li>甲<li value=7><p>乙</p><li>丙</ol><ol type=a><li>丁</ol>
        <ol style="list-style-type:cjk-ideographic"><li>戊</ol>
        <ol style="list-style:none"><li>己</ol>
        <ol><li>二、庚</ol><ol reversed><li>辛<li>壬</ol>"""
    assert lines(body) == [
        "3. 甲", "7. 乙", "8. 丙", "a. 丁", "一、戊", "己", "二、庚", "2. 辛", "1. 壬",
    ]  # fmt: skip


def test_preformatted_lines_stay_lines() -> None:
    """In preformatted text every line is a paragraph and spaces are kept."""
    assert lines("<pre>甲  1\n乙  2</pre>") == ["甲  1", "乙  2"]


def test_raised_text_cannot_be_taken_for_digits() -> None:
    """A raised or lowered figure stands in brackets, unless nothing stands beside it."""
    body = "<p>12<sup>1</sup>件</p><p>3<sub>2</sub></p><p>4<sup>[5]</sup></p><p><sup>6</sup></p>"
    assert lines(body) == ["12[1]件", "3[2]", "4[5]", "6"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='DISPLAY : none'>隐</p>", "<p style='visibility:hidden'>隐</p>",
        "<p hidden>隐</p>", "<span aria-hidden=true>隐</span>", "<script>隐</script>",
        "<style>隐</style>", "<template>隐</template>", "<noscript>隐</noscript>",
        "<select><option>隐</select>", "<button>隐</button>", "<nav>隐</nav>",
        "<!-- 隐 -->", "<!--[if gte mso 9]><p>隐</p><![endif]-->", "<header><p>隐</p></header>",
        "<footer>隐</footer>", "<p role=navigation>隐</p>",
        "<span style='mso-hide:all'>隐</span>",
    ],
)  # fmt: skip
def test_what_a_browser_hides_is_left_out(hidden: str) -> None:
    """Hidden elements, code, controls, comments, navigation and page headers are not text."""
    assert lines(f"<p>前文</p>{hidden}<p>后文</p>") == ["前文", "后文"]


@pytest.mark.parametrize("tag", ["del", "s", "strike", "span style='text-decoration:line-through'"])
def test_struck_text_is_left_out_with_a_note(tag: str) -> None:
    """Struck-out text is not read, and a note says how much there was and where."""
    result = content(f"<p>共</p>\n<p>1<{tag}>99</{tag.split()[0]}>2件</p>")
    assert [b.text for b in result.blocks if isinstance(b, Paragraph)] == ["共", "12件"]
    (note,) = (note for note in result.notes if note.code == "struck_text")
    assert "2 个字" in note.words.zh
    assert note.at.line == 2


def test_paragraphs_know_their_source_line() -> None:
    """The place of a paragraph is the line of the source where its text begins."""
    blocks = content("\n<div>甲\n<br>乙\n<p>丙</p></div>").blocks
    assert [block.at.line for block in blocks] == [2, 3, 4]


def test_pictures_stand_at_their_place_and_icons_do_not() -> None:
    """A picture of the article is a block; icons and spacers are nothing."""
    blocks = content(
        "<p>甲</p><img src='/a/t.png?x=1'><img src=b.gif width=16 height=16>"
        "<img src='/icons/doc_icon.png'><img alt='附表' src='data:image/png;base64,AA'><p>乙</p>"
    ).blocks
    assert [getattr(b, "name", None) or getattr(b, "text", None) for b in blocks] == [
        "甲", "t.png", "附表", "乙",
    ]  # fmt: skip


# ---------------------------------------------------------------- tables
def test_merged_cells_are_spelled_out() -> None:
    """Every place under a merged cell repeats its text and says that it continues."""
    (table,) = tables(
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2<tr><td>丙<td>3<td>4</table>"
    )
    assert texts(table) == [["甲", "乙", "乙"], ["甲", "1", "2"], ["丙", "3", "4"]]
    assert [[cell.continues for cell in row] for row in table.rows] == [
        [False, False, True],
        [True, False, False],
        [False, False, False],
    ]
    assert table.aligned


def test_cells_know_their_place_among_the_tables_of_the_text() -> None:
    """Tables count from 1 without those that only arrange the page; cells by row and column."""
    one, two = tables(f"<table><tr><td>{FIGURES}</td></tr></table><p>文</p>{FIGURES}")
    assert (one.at.table, two.at.table) == (1, 2)
    assert two.rows[1][0].at.as_json() == {"table": 2, "row": 2, "column": 1}


def test_a_rowspan_of_zero_reaches_to_the_end_of_its_group() -> None:
    """rowspan=0 covers the rest of the row group, and no span reaches into the next group."""
    (table,) = tables(
        "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody>"
        "<tbody><tr><td rowspan=9>乙<td>3</tbody><tbody><tr><td>丙<td>4</tbody></table>"
    )
    assert texts(table) == [["甲", "1"], ["甲", "2"], ["乙", "3"], ["丙", "4"]]


def test_a_span_over_columns_that_no_cell_has_adds_none() -> None:
    """A title cell that claims more columns than the table has does not widen it."""
    (table,) = tables("<table><tr><td colspan=999>甲<tr><td>1<td>2</table>")
    assert texts(table) == [["甲", "甲"], ["1", "2"]]


def test_short_rows_are_filled_with_empty_places() -> None:
    """A row with fewer cells than the widest is filled, so that columns stay aligned."""
    (table,) = tables("<table><tr><td>甲<td>1<tr><td>乙</table>")
    assert texts(table) == [["甲", "1"], ["乙", ""]]


def test_lines_in_a_cell_are_kept() -> None:
    """Paragraphs and line breaks inside a cell are newlines of its text."""
    (table,) = tables("<table><tr><td>商业<br>企业<td><p>1</p><p> &nbsp;</p><p>2</p></table>")
    assert texts(table) == [["商业\n企业", "1\n2"]]


def test_word_markup_in_cells_reads_clean() -> None:
    """Tables pasted from Word, full of spans, o:p and hard spaces, give bare figures."""
    (table,) = tables(
        "<table class=MsoNormalTable><tr style='mso-yfti-irow:0'>"
        "<td><p class=MsoNormal><span style='font-family:宋体'>行政<span>许可</span>"
        "<o:p></o:p></span></p></td>"
        "<td><p class=MsoNormal align=center><![if !supportEmptyParas]>&nbsp;<![endif]>"
        "<span lang=EN-US>1</span><span\nlang=EN-US>2&nbsp;<o:p>&nbsp;</o:p></span></p></table>"
    )
    assert texts(table) == [["行政许可", "12"]]


def test_a_picture_in_a_cell_is_not_blank() -> None:
    """A figure shown as a picture leaves a mark in its cell, so that it is no empty cell."""
    (table,) = tables("<table><tr><td>甲<td><img src=n.png><tr><td>乙<td>1</table>")
    assert texts(table) == [["甲", "[图片：n.png]"], ["乙", "1"]]


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>左栏</td><td>{}</td></tr></table>",
        "<table role=presentation><tr><td>左<td>右<tr><td>甲<td>乙</table>{}",
        "<table><tr><td><table><tr><td>{}</table></table>",
    ],
)
def test_tables_that_arrange_the_page_are_taken_apart(layout: str) -> None:
    """What stands in a layout table is read as if the table were not there."""
    blocks = content(layout.format(f"<p>一、甲事项</p>{FIGURES}<p>二、乙事项</p>")).blocks
    kinds = [type(block).__name__ for block in blocks][-3:]
    assert kinds == ["Paragraph", "Table", "Paragraph"]
    assert sum(isinstance(block, Table) for block in blocks) == 1


def test_an_article_in_one_cell_of_many_is_text() -> None:
    """A cell as long as an article makes its table a layout table."""
    assert not tables(f"<table><tr><td>栏目</td><td>{'<p>这是一句话。</p>' * 90}</td></tr></table>")


def test_text_and_figures_in_one_table_are_parted() -> None:
    """A report set in a single table gives headings and prose as text, figures as a table."""
    prose = "本年度公开信息若干条。" * 20
    body = f"""<table><tr><td colspan=2>一、情况</td></tr><tr><td colspan=2>{prose}</td></tr>
        <tr><td>事项<td>数量</tr><tr><td>甲<td>3</tr><tr><td colspan=2>二、问题</td></tr></table>"""
    blocks = content(body).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph"] * 2 + ["Table", "Paragraph"]
    assert texts(tables(body)[0]) == [["事项", "数量"], ["甲", "3"]]


def test_a_small_table_inside_a_cell_stays_in_the_cell() -> None:
    """A table of figures is not taken apart because one cell holds a smaller table."""
    inner = "<table><tr><td>x<td>y</table>"
    rows = "".join(f"<tr><td>甲{n}<td>{n}" for n in range(5))
    (table,) = tables(f"<table>{rows}<tr><td>乙<td>{inner}</table>")
    assert texts(table)[-1] == ["乙", "x\ty"]


# ---------------------------------------------------------------- the page around the text
PAGE = """<div class=top><a href=/><img src=/logo.png></a>欢迎访问某县人民政府网站<ul>{links}</ul>
</div><div class=main><div>您当前的位置：<a href=/>首页</a> &gt; <a href=/n>年报</a></div>
<table><tr><td>索 引 号：<td>000<td>主题分类：<td>其他
<tr><td>发文机关：<td>某乡<td>成文日期：<td>1月</table>
<div class=art>{title}<div>发布时间：2024-01-20 来源：某乡 字体：【<a href=#>大</a>
<a href=#>中</a> 小】 浏览次数：12次</div>
<div class="{editor}"><p>根据有关规定，编制本年度报告。</p><p>一、总体情况</p>
<p>本年度公开信息十二条。</p>{figures}<p>二、问题</p><p>无。</p><p>某乡人民政府</p></div>
<div>附件：<a href=a.docx>年报.docx</a></div><div>分享到：<a href=#>微信</a></div>
<div>【打印本页】 【关闭窗口】</div><p>上一篇：<a href=/a>乙乡年度报告</a></p><p>下一篇：没有了</p>
<div>相关阅读<ul><li><a href=/r>一、另一篇解读</a> <span>2024-01-02</span></ul></div></div></div>
<div class=foot><p>版权所有：某县人民政府 主办单位：某县人民政府办公室</p>
<p>地址：某路1号 邮编：000000</p><p>某ICP备00000000号</p>
<p>本网站建议使用1024以上分辨率浏览。</p></div>"""


def page(editor: str = "x1", title: str = f"<div class=tt>{TITLE}</div>") -> str:
    links = "".join(f"<li><a href=/c{n}>栏目{n}</a>" for n in range(9))
    return PAGE.format(editor=editor, title=title, links=links, figures=FIGURES)


ARTICLE = [
    TITLE, "根据有关规定，编制本年度报告。", "一、总体情况", "本年度公开信息十二条。", "二、问题",
    "无。", "某乡人民政府",
]  # fmt: skip


@pytest.mark.parametrize(
    ("editor", "title"),
    list(product(["TRS_Editor", "x1"], [f"<div>{TITLE}</div>", f"<h1>{TITLE}</h1>"])),
)
def test_furniture_never_becomes_text(editor: str, title: str) -> None:
    """Of a page full of navigation, notices and links only the article is left, with its title."""
    result = content(page(editor, title), f"<title>{TITLE}_某县人民政府</title>")
    assert [b.text for b in result.blocks if isinstance(b, Paragraph)] == ARTICLE
    assert [type(b) for b in result.blocks].count(Table) == 1
    assert [note.code for note in result.notes] == ["furniture"]


def test_furniture_inside_the_article_is_dropped_too() -> None:
    """Where page and article are one division, lines of furniture go by their words."""
    body = page().replace("<div", "<p").replace("</div>", "</p>")
    found = lines(body, f"<title>{TITLE}_某县人民政府</title>")
    assert found == ARTICLE


def test_words_of_furniture_between_sections_stay() -> None:
    """A line that looks like furniture is kept where it stands inside the text."""
    body = "<p>一、甲</p><p>来源：县政府网站</p><p>打印</p><p>二、乙</p><p>来源：外部</p>"
    assert lines(body) == ["一、甲", "来源：县政府网站", "打印", "二、乙"]


def test_nothing_with_a_sign_of_text_is_left_out() -> None:
    """A heading, a sentence or a table of figures beside the main division is still read."""
    long = "<div>" + "<p>这是正文的一句话，讲的是本年度的工作。</p>" * 40 + "</div>"
    for outlier in ("<div>一、甲</div>", "<div>这里有一句完整的话，不在正文块里。</div>", FIGURES):
        blocks = content(f"<div>{outlier}{long}</div>").blocks
        assert len(blocks) == 41


def test_a_known_content_division_outweighs_sentences_elsewhere() -> None:
    """Sentences outside the division in which site systems keep the text are furniture."""
    body = "<div><p>一、甲</p><p>二、乙</p></div><div>这里是一句与正文无关的栏目介绍文字。</div>"
    assert len(lines(body)) == 3
    assert lines(body.replace("<div>", "<div class='a TRS_Editor'>", 1)) == ["一、甲", "二、乙"]


def test_a_sentence_of_furniture_is_no_sign_of_text() -> None:
    """A footer that is a whole sentence does not make its page's furniture part of the text."""
    footer = "<div>某站</div><div>本网站所有内容未经书面许可，任何人不得转载。</div>"
    assert lines(f"<div><p>一、甲事项的情况和说明</p><p>二、乙</p></div><div>{footer}</div>") == [
        "一、甲事项的情况和说明",
        "二、乙",
    ]


def test_the_note_counts_what_was_left_out() -> None:
    """The note on furniture says how many characters were left out, and is absent at none."""
    (note,) = content("<p>一、甲</p><p>版权所有：某某</p>").notes
    assert "7 个字" in note.words.zh
    assert content("<p>一、甲</p>").notes == ()


def test_page_title_is_the_best_that_the_page_has() -> None:
    """The title of a page is its ArticleTitle, else its first-order heading, else its title."""
    meta, title = "<meta name=ArticleTitle content='甲报告'>", "<title>丙报告</title>"
    assert content("<h1>乙报告</h1><p>文</p>", meta + title).page_title == "甲报告"
    assert content("<h1>乙报告</h1><p>文</p>", title).page_title == "乙报告"
    assert content("<p>文</p>", title).page_title == "丙报告"
    assert content("<p>文</p>").page_title is None


def test_the_article_title_heads_a_text_without_one() -> None:
    """A text that begins without a heading gets the page's; one that has a heading does not."""
    meta = f"<meta name='ArticleTitle' content='{TITLE}'>"
    first = content("<p>一、甲</p><p>二、乙</p>", meta).blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.level) == (TITLE, 1)
    own = f"<p>{TITLE}</p><p>一、甲</p>"
    assert lines(own, meta) == [TITLE, "一、甲"]


def test_the_site_name_is_no_title() -> None:
    """A first-order heading that names the site does not head the text."""
    body = f"<h1><a href=/>某县人民政府</a></h1><p>{TITLE}</p><div><p>一、甲</p><p>二、乙</p></div>"
    assert lines(body, f"<title>{TITLE}-某县人民政府</title>") == [TITLE, "一、甲", "二、乙"]
    assert lines("<h1><a href=/>某县</a></h1><div><p>一、甲</p><p>二、乙</p></div>")[0] == "一、甲"


# ---------------------------------------------------------------- refusals
def test_a_page_that_only_links_to_the_report_is_refused() -> None:
    """A page with an attachment and no report text names the attachment to download."""
    address = "/files/" + quote("年度报告.docx") + "?id=3"
    body = f"<h1>{TITLE}</h1><p>现予公布，详见附件。</p><p><a href='{address}'>点击下载年报</a></p>"
    with pytest.raises(FilerError) as caught:
        content(body)
    assert "点击下载年报" in caught.value.words.zh
    assert "年度报告.docx" in caught.value.words.en


def test_a_page_that_only_frames_the_report_is_refused() -> None:
    """A page that shows a PDF in a frame is refused with the file's name."""
    with pytest.raises(FilerError, match=r"r\.pdf"):
        content(f"<h1>{TITLE}</h1><iframe src='/viewer/r.pdf'></iframe>")


KINDS = ["pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ofd", "zip", "rar"]
WAYS = [
    "<a href='/f/{0}'>点击下载</a>", "<a href='/down.jsp?id=3'>{0}（1.2MB）</a>",
    "<a href='javascript:void(0)' onclick=\"openFile('/f/{0}?v=1')\">点击查看</a>",
    "<a href='#' data-url='/f/{0}'>点击查看</a>", "<span data-file='/f/{0}'>点击查看</span>",
    "<iframe src='/pdfjs/viewer.html?file=/f/{0}&x=1'></iframe>",
    "<iframe data-src='/f/{0}'></iframe>", "<embed src='/f/{0}'>",
    "<object data='/f/{0}'>x</object>",
    "<div id=v></div><script>var file = \"/f/{0}\"; show('v', file);</script>",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "way"), [*product(KINDS, WAYS[:1]), *product(["pdf"], WAYS)])
def test_every_way_of_linking_to_a_report_is_told(kind: str, way: str) -> None:
    """Links to files of every kind, by address, text, script or data, and viewers in the page."""
    body = f"<h1>{TITLE}</h1><p>现予公布。</p>{way.format(f'nianbao.{kind}')}<p>【打印本页】</p>"
    with pytest.raises(FilerError, match="下载该附件") as caught:
        content(body)
    assert f"nianbao.{kind}" in caught.value.words.zh


def test_a_report_with_an_attachment_beside_it_is_read() -> None:
    """Where the text is there, a link, a viewer or a script with a file name is no refusal."""
    text = "<p>一、甲</p><p>二、乙</p>"
    for way in WAYS:
        assert lines(text + way.format("a.pdf"))[:2] == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    "body", ["", "<p> &nbsp;\u200b</p>", "<script>a</script>", "<nav>首页</nav>", "<table></table>"]
)
def test_a_page_without_text_is_refused(body: str) -> None:
    """Markup without any text of its own is refused with a sentence."""
    with pytest.raises(FilerError, match="没有正文"):
        content(body)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + "x",
        "<i></i>" * (MAX_ELEMENTS + 1) + "x",
        "<table>" + "<tr><td rowspan=65534 colspan=1000>x<td>y</tr>" * 40 + "</table>",
        "<table>" + "<tr>" + "<td>x" * 20_001 + "</table>",
    ],
    ids=["deep", "many", "spans", "wide"],
)
def test_pages_beyond_any_report_are_refused(body: str) -> None:
    """Nesting, numbers of elements and grids beyond any report's are refused, and quickly."""
    with pytest.raises(FilerError, match="超过"):
        content(body)


def test_deeply_nested_tables_do_not_break_the_reader() -> None:
    """Tables nested as deep as the parser lets through come out as text."""
    body = "<table><tr><td>甲<td>" * 70 + "底" + "</table>" * 70
    assert texts(tables(body)[0]) == [["甲", "底"]]
    assert lines(body) == ["甲"] * 69


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Arbitrary bytes never raise anything but the kit's own errors."""
    with suppress(DisclosureAuditError):
        read_content(data)


TAGS = st.sampled_from([
    "p", "div", "table", "tr", "td", "th", "tbody", "ol", "li", "ul", "h1", "sup", "del", "br",
    "img", "pre", "a", "header", "nav", "span",
])  # fmt: skip
BITS = st.one_of(
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    st.sampled_from(["<td colspan=3 rowspan=2>", "<li value=x>", "<td rowspan=0>", "一、甲", "。"]),
    st.text("甲 1\n&<>\ue000\ue001", max_size=4),
)


@given(st.lists(BITS, max_size=60).map("".join))
def test_any_markup_is_read_or_refused(body: str) -> None:
    """Tags in any order, opened and closed or not, never break the reader."""
    try:
        blocks = content(body).blocks
    except DisclosureAuditError:
        return
    assert all(len({len(row) for row in b.rows}) == 1 for b in blocks if isinstance(b, Table))
    assert not any("\ue000" in b.text for b in blocks if isinstance(b, Paragraph))


@st.composite
def tilings(draw: st.DrawFn) -> list[list[int]]:
    """A grid of 2 to 6 rows and columns whose places are tiled by numbered rectangles."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    grid = [[0] * width for _ in range(height)]
    number = 0
    for y, x in product(range(height), range(width)):
        if grid[y][x]:
            continue
        number += 1
        free = next((n for n in range(x, width) if grid[y][n]), width) - x
        down, across = draw(st.integers(1, height - y)), draw(st.integers(1, free))
        for one, other in product(range(y, y + down), range(x, x + across)):
            grid[one][other] = number
    return grid


def begun(grid: list[list[int]]) -> tuple[list[int], list[int]]:
    """The rows and columns in which a rectangle begins: the only ones that are seen."""
    first: dict[int, tuple[int, int]] = {}
    for y, row in enumerate(grid):
        for x, number in enumerate(row):
            first.setdefault(number, (y, x))
    return sorted({y for y, _ in first.values()}), sorted({x for _, x in first.values()})


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_any_grid_of_spans_comes_back(grid: list[list[int]]) -> None:
    """Any tiling of a grid by merged cells reads back as that grid."""
    markup, seen = "", set()
    for row in grid:
        markup += "<tr>"
        for number in row:
            if number not in seen:
                seen.add(number)
                down = sum(number in other for other in grid)
                markup += f"<td rowspan={down} colspan={row.count(number)}>{number}"
    rows, columns = begun(grid)
    found = [
        cell for table in tables(f"<p>一、</p><table>{markup}</table>") for cell in texts(table)
    ]
    if len(columns) > 1:
        assert found == [[str(grid[y][x]) for x in columns] for y in rows]
    else:
        assert found == []


def test_pictures_alone_are_content() -> None:
    """A report published as pictures is no page without text: the pictures are its blocks."""
    blocks = content("<div id=zoom><img src=1.jpg><img src=2.jpg></div>").blocks
    assert [b.name for b in blocks if isinstance(b, Picture)] == ["1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    "odd", ["\x01", "\x0b", "\x1f", "\x7f", "\ufffe", "\uffff", "\ue000", "\ue00f"]
)
def test_characters_that_no_page_holds_are_left_out(odd: str) -> None:
    """Controls, non-characters and the readers' own marks change nothing of what stands there."""
    body = "<p>一、总体情况</p><p>本年度共办理{}申请十二件，均已按期答复。</p>"
    assert lines(body.format(odd)) == lines(body.format(""))

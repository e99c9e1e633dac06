"""Web pages: the bare official table, a paste from Word, a government site with its furniture."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from html import escape

from tests.rendering.grid import Grid, Slot
from tests.rendering.report import ReportText, TableOf, Text, parts, with_upright_headers

_WORD_HEAD = """<meta name=Generator content="Microsoft Word 15">
<meta name=Originator content="Microsoft Word 15">
<!--[if gte mso 9]><xml>
 <o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings>
</xml><![endif]--><!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument>
</xml><![endif]-->
<style>
<!--
 @font-face {font-family:仿宋_GB2312; panose-1:2 1 6 9 3 1 1 1 1 1;}
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; text-align:justify; font-size:10.5pt;}
 @page WordSection1 {size:595.3pt 841.9pt; margin:72.0pt 90.0pt;}
 div.WordSection1 {page:WordSection1;}
-->
</style>
<!--[if gte mso 10]><style> table.MsoNormalTable {mso-style-name:普通表格;} </style><![endif]-->"""

_SITE_HEAD = """<link rel="stylesheet" href="/css/common.css">
<style>.xl{display:none} .content td{border:1px solid #333}</style>
<script>var siteId = 1024, total = 0; function setFont(n) { return n; }</script>"""

_SITE_TOP = """<div class="top"><a href="/">无障碍浏览</a> | <a href="/wap">手机版</a> |
<span id="today">今天是2025年6月1日 星期日</span></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<table class="search" width="100%"><tr><td>站内搜索</td><td><input type="text" name="q"></td>
<td><button>搜索</button></td></tr></table>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/nb/">政府信息公开年报</a> &gt; 乡镇街道</div>
<ul class="menu"><li><a href="#">政府信息公开指南</a></li><li><a href="#">政府信息公开制度</a></li>
<li><a href="#">法定主动公开内容</a></li><li><a href="#">依申请公开</a></li></ul>"""

_SITE_META = """<table class="meta"><tr><td>索引号：</td><td>000000000/0000-00000</td>
<td>信息分类：</td><td>政府信息公开年报</td></tr></table>
<p class="info">来源：青禾县人民政府网站　浏览次数：<span>368</span>　字体：[<a href="#">大</a>
<a href="#">中</a> <a href="#">小</a>]　<a href="#">打印</a> <a href="#">关闭</a></p>"""

_SITE_BOTTOM = """<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="files"><p>附件：</p><p><a href="nb.pdf">1. 年度报告（打印版）.pdf</a></p></div>
<div class="pages"><p>上一篇：<a href="a.html">青禾县气象服务站政府信息公开工作年度报告</a></p>
<p>下一篇：<a href="b.html">青禾县粮食储备中心政府信息公开工作年度报告</a></p></div>
<div class="footer"><p>主办：青禾县人民政府办公室　网站标识码：0000000000</p>
<p>示例备00000000号　<a href="/map">网站地图</a>　<a href="/about">联系我们</a></p></div>"""


def plain(report: ReportText, encoding: str = "utf-8") -> bytes:
    """A full page with the official tables, merged as the official form merges them."""
    body = _body(report, _plain_text, lambda slot: escape(slot.text), 'border="1"')
    return _page(report, "", f"<body>\n{body}\n</body>", encoding)


def upright(report: ReportText, encoding: str = "utf-8") -> bytes:
    """The official tables with the words of narrow headers printed downwards."""
    body = _body(
        with_upright_headers(report),
        _plain_text,
        lambda slot: escape(slot.text).replace("\n", "<br>"),
        'border="1"',
    )
    return _page(report, "", f"<body>\n{body}\n</body>", encoding)


def word(report: ReportText, encoding: str = "utf-8") -> bytes:
    """A page saved or pasted from Word: span soup, o:p, hard spaces, mso comments."""

    def cell(slot: Slot) -> str:
        return (
            "<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>"
            f"{_span_soup(slot.text)}</p>"
        )

    table = (
        'class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 width="98%" '
        "style='width:98.0%;border-collapse:collapse;mso-padding-alt:0cm 5.4pt'"
    )
    body = _body(report, _word_text, cell, table, width=True)
    inner = f"<body lang=ZH-CN>\n<div class=WordSection1>\n{body}\n</div>\n</body>"
    return _page(report, _WORD_HEAD, inner, encoding)


def site(report: ReportText, encoding: str = "utf-8") -> bytes:
    """A government site's page: the report among menus, meta lines, attachments and neighbours."""
    body = _body(
        report,
        _site_text,
        lambda slot: f"<p><span>{escape(slot.text) or '&nbsp;'}</span></p>",
        'class="table" style="width:100%"',
    )
    inner = (
        f'<body class="article">\n{_SITE_TOP}\n<div class="main">\n{_SITE_META}\n'
        f'<div class="content" id="zoom">\n<!--ZJEG_RSS.content.begin-->\n{body}\n'
        f"<!--ZJEG_RSS.content.end-->\n</div>\n</div>\n{_SITE_BOTTOM}\n</body>"
    )
    return _page(report, _SITE_HEAD, inner, encoding)


def _page(report: ReportText, head: str, body: str, encoding: str) -> bytes:
    charset = "utf-8" if encoding == "utf-8-sig" else encoding
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN" xmlns:o="urn:schemas-microsoft-com:office:office">\n'
        f'<head>\n<meta charset="{charset}">\n<title>{escape(report.title)}</title>\n{head}\n'
        f"</head>\n{body}\n</html>\n"
    )
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + page.encode("utf-16-le")
    return page.encode(encoding, errors="xmlcharrefreplace")


def _body(
    report: ReportText,
    text: Callable[[Text], str],
    cell: Callable[[Slot], str],
    attributes: str,
    *,
    width: bool = False,
) -> str:
    pieces = []
    for part in parts(report):
        if isinstance(part, Text):
            pieces.append(text(part))
        elif part.picture:
            pieces.append(f'<p align="center"><img src="images/{part.id}.png" width="640"></p>')
        else:
            pieces.append(_table(part, cell, attributes, width=width))
    return "\n".join(pieces)


def _table(part: TableOf, cell: Callable[[Slot], str], attributes: str, *, width: bool) -> str:
    grid: Grid = part.grid
    rows = (
        f"<tr>{''.join(f'<td{_spans(slot, width=width)}>{cell(slot)}</td>' for slot in row)}</tr>"
        for row in grid
    )
    return f"<table {attributes}>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _spans(slot: Slot, *, width: bool) -> str:
    spans = f' width="{60 * slot.colspan}" valign="top"' if width else ""
    if slot.rowspan > 1:
        spans += f' rowspan="{slot.rowspan}"'
    if slot.colspan > 1:
        spans += f' colspan="{slot.colspan}"'
    return spans


def _plain_text(part: Text) -> str:
    tag = {"title": "h1", "heading": "h2", "subheading": "h3", "paragraph": "p"}[part.kind]
    return f"<{tag}>{escape(part.text)}</{tag}>"


def _site_text(part: Text) -> str:
    text = escape(part.text)
    if part.kind == "title":
        return f'<h2 class="tit" style="text-align:center">{text}</h2>'
    if part.kind == "paragraph":
        return f'<p style="text-indent:2em">{text}</p>'
    return f'<p style="text-indent:2em"><strong>{text}</strong></p>'


def _word_text(part: Text) -> str:
    soup = _span_soup(part.text)
    if part.kind == "title":
        return f"<p class=MsoNormal align=center style='text-align:center'><b>{soup}</b></p>"
    indent = "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>"
    return f"{indent}<b>{soup}</b></p>" if part.kind != "paragraph" else f"{indent}{soup}</p>"


def _span_soup(text: str) -> str:
    """Cut a text as Word does: a span for every run of Latin digits, another for the rest."""
    if not text:
        return "<span lang=EN-US style='font-size:9.0pt'><o:p>&nbsp;</o:p></span>"
    pieces = re.findall(r"[0-9]+|[^0-9]+", text)
    spans = [
        f"<span lang=EN-US style='font-family:\"Times New Roman\",serif'>{piece}</span>"
        if piece.isascii() and piece.isdigit()
        else f"<span style='mso-hansi-font-family:宋体'>{escape(piece)}</span>"
        for piece in pieces
    ]
    return "".join(spans) + "<span lang=EN-US><o:p></o:p></span>"

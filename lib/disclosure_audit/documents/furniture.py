"""What stands around the text of a web page and never belongs to it, as data, and its removal.

Nothing is taken away between the first and the last sign of a text (a table of figures, a line
with a Chinese ordinal, a sentence): the patterns apply to what is before and behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import cast

from disclosure_audit.documents.document import Block, Note, Paragraph, Table
from disclosure_audit.documents.grids import Cell, Grid, Image, Line, Piece, Slot
from disclosure_audit.text import Words, ordinal_of, single_line

MAX_LINE = 160
"""Longer lines are text, whatever they begin with."""

_MAX_ABOUT = 40
_MAX_PARTS = 12
_PARTS = re.compile(r"[\[\]【】|｜ ]+")
"""What stands between several pieces of furniture in one line."""

_FILE = r"\.(docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z)"
_DO = r"(打印|关闭|收藏|纠错|返回|转发|下载|分享|朗读)"
_WHOM = r"(此|本)?(文|页|页面|窗口|文章|顶部|首页|上一页|列表)?"
_CHANNEL = r"(微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|朋友圈|人人网|豆瓣|更多|打印|收藏)"
_SITE = (
    r"(网站地图|联系我们|关于我们|网站声明|隐私声明|使用帮助|网站简介|设为首页|加入收藏|友情链接)"
)
_ABOUT = (
    r"(索 ?引 ?号|发布机构|发文机关|公开目录|信息分类|主题分类|体裁分类|公开方式|公开时限|主题词"
    r"|有效性|发布文号|文 ?号|名 ?称|标 ?题|关键词|内容概述|效 ?力 ?状 ?态)"
)
_RIGHTS = r"(版权所有|Copyright|CopyRight|COPYRIGHT|©).*"
_NEIGHBOUR = r"[←<＜«‹ ]{0,3}(上|下)一?(篇|条)(文章)?( ?[:：].*|[ |]*下一?(篇|条))?[→>＞»› ]{0,3}"
_RELATED = (
    r"((相关|推荐|热点|最新|更多|延伸)(文章|阅读|链接|信息|新闻|附件|文件|稿件|内容|解读|推荐)"
    r"|(为您|猜你)(推荐|喜欢)|大家都在看|点击排行|热门(文章|推荐|信息))( ?[:：].*)?"
)
_SCAN = r"(扫一扫|微信扫|用微信|手机扫|扫描二维码|扫码).*"

_DOING = rf"[【\[(（]? ?(我要)?{_DO}{_WHOM}([】\])）|｜/、 【\[(（]*{_DO}{_WHOM})*[】\])） |]*"
_EDITOR = (
    r"[（(【\[]?(责任|文章|网站)?(编辑|校对|审核|初审|复审|终审|作者|录入|供稿|撰稿)(人|员)?"
    r"( ?[:：]).{0,80}"
)
_OWNER = r"(主办|承办|协办|技术支持|网站维护|运维|维护|建设|制作)(单位|部门|机构)?( ?[:：]).*"
_REGISTERED = r"[^。]*(ICP ?备|公网安备|网站标识码|政府网站找错)[^。]*"

# One entry for each kind of furniture; each must fit the whole line, in which white space is
# one space and nothing else is changed.
LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # where the reader is
        r"(您|你)?(现在|当前|目前|所在)?(的|所在)?(的)?位置( ?[:：>].*|是.*)?",
        r"(首页|网站首页|本站首页)( ?[>＞»›/|·].*)?",
        r"[>＞»›|·•]( ?[>＞»›/|·•])*",
        # what the page can do
        r"[【\[（(]?[ ]?(选择)?(字体|字号|文字)(大小)?( ?[:：])?"
        r"([ \]】)）|\[【(（/、]*(特大|超大|大|中|小|默认|A|\+|-))*[ \]】)）|]*",
        r"[【\[]? ?(特?大|中|小)( ?[/|、 ] ?(特?大|中|小))* ?[】\]]?",
        _DOING,
        r"[【\[]? ?A ?[+-]?( ?A ?[+-]?)* ?[】\]]?|我要(纠错|收藏|打印|咨询)",
        rf"(一键)?(分享|转发)(到|至|给)?( ?[:：])?( ?{_CHANNEL})*",
        rf"{_CHANNEL}( {_CHANNEL})*",
        _SCAN,
        r"无障碍(浏览|阅读)?|长者(模式|版)|关怀版|智能问答|返回顶部|繁體|繁体版?|简体版?|English",
        # what is said about the page
        r"(信息)?(发布|发文|更新|成文|生成|公开|制发|撰写)(日期|时间)( ?[:：]).*",
        r"(日期|时间)( ?[:：]) ?\d{4}.*|(发布|发表|更新)于( ?[:：])? ?\d{4}.*",
        r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 \d{1,2}:\d{2}.*",
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}( \d{1,2}:\d{2}(:\d{2})?)?"
        r"( .{0,40}(来源|浏览|点击|字体|字号).*)?",
        r"(信息|文章|稿件|文件|新闻)?(来源|出处)( ?[:：]).*",
        _EDITOR,
        r"(点击)?(浏览|阅读|点击|访问|查看)(次数|量|数|率|人数)?( ?[:：]).*",
        rf"{_ABOUT}( ?[:：].*)?",
        # what is beside the text
        _NEIGHBOUR,
        r"(上|下)一?页|没有了|暂无",
        _RELATED,
        rf"附件(下载|列表)?( ?\d{{0,2}} ?[:：].*{_FILE}( ?[（(].*[）)])?| ?[:：]?)",
        rf"(\d{{1,2}} ?[.、] ?)?.{{1,80}}{_FILE}( ?[（(\[].{{0,20}}[）)\]])?",
        # what is below every page
        _RIGHTS,
        _REGISTERED,
        _OWNER,
        r".*(本网站|本站).{0,60}(转载|浏览器|分辨率|版权|所有权|设计|许可).*",
        rf"{_SITE}( ?[|｜·/ ]? ?{_SITE})*",
        r"(建议|推荐)使用.*(浏览器|分辨率).*|欢迎(您)?(访问|光临|来到).*|今天是.*",
    )
)

_ANY_LINE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in LINES))

# With one of these, the page says that its text is over.
ENDS = re.compile(
    rf"{_NEIGHBOUR}|{_RELATED}|{_RIGHTS}|{_SCAN}|{_DOING}|{_EDITOR}|{_OWNER}|{_REGISTERED}"
    r"|(一键)?分享(到|至)( ?[:：])?.*|(友情链接|网站地图).*"
)

# Elements in which the site systems in use keep the text of an article (id or class).
CONTENT_NAMES = frozenset({
    "trs_editor", "trs_ueditor", "zoom", "zoomcon", "ucap-content", "vsb_content",
    "vsb_content_2", "vsb_content_4", "vsb_content_100", "v_news_content", "article-content",
    "article_content", "articlecontent", "article-con", "article_con", "articlecon", "arc_cont",
    "art_con", "art_content", "artcontent", "con_text", "contenttext", "news_content",
    "newscontent", "news-content", "pages_content", "xxgk_content", "info-content",
    "info_content", "detail-content", "detail_content", "detailcontent", "view_content",
    "ewb-article-info", "wzcon", "bt_content", "bt-content", "fontzoom", "j-fontcontent",
})  # fmt: skip


def is_furniture(text: str) -> bool:
    """Tell whether a line, by its words alone, belongs to the page and not to its text."""
    line = single_line(text)
    return len(line) <= MAX_LINE and _is_furniture(line)


@lru_cache(maxsize=4_000)  # the same labels stand in every table, and are asked for several times
def _is_furniture(line: str) -> bool:
    parts = [part for part in _PARTS.split(line) if part]
    return _fits(line) or (0 < len(parts) < _MAX_PARTS and all(map(_fits, parts)))


def _fits(line: str) -> bool:
    return _ANY_LINE.fullmatch(line) is not None


def is_strong_sign(piece: Piece) -> bool:
    """Tell whether a piece is surely text: a table of figures or a line with a Chinese ordinal."""
    if isinstance(piece, Grid):
        return len(piece.rows) > 1 and not is_furniture_table(piece)
    if isinstance(piece, Image) or _is_linked(piece):
        return False
    ordinal = ordinal_of(piece.text)
    return ordinal is not None and ordinal.style in ("han", "han_bracket", "part")


def signs_in(pieces: Sequence[Piece]) -> tuple[list[int], list[int]]:
    """Return which pieces are signs of text, strong ones or sentences, and which are strong."""
    strong = [n for n, piece in enumerate(pieces) if is_strong_sign(piece)]
    known = set(strong)
    signs = [
        n
        for n, piece in enumerate(pieces)
        if (not _drops(piece) if _is_sentence(piece) else n in known)
    ]
    return signs, strong


def _is_sentence(piece: Piece) -> bool:
    return isinstance(piece, Line) and "。" in piece.text and len(piece.text) >= 15


def is_furniture_table(grid: Grid) -> bool:
    """Tell whether a table says something about the page (its index number, its class)."""
    inside = (piece for cell in grid.cells for piece in cell.flow if isinstance(piece, Line))
    lines = list(islice(inside, _MAX_ABOUT + 1))
    if len(lines) > _MAX_ABOUT:
        return False
    odd = sum(_is_odd(line) for line in lines)
    return 3 * odd >= max(len(lines), 1)


def without_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the furniture before the text and behind it."""
    signs, strong = signs_in(pieces)
    first = signs[0] if signs else len(pieces)
    end = _end(pieces, strong[-1] if strong else first if signs else 0)
    last = max((n for n in signs if n < end), default=-1)
    kept = []
    for n, piece in enumerate(pieces[:end]):
        if first <= n <= last or not _drops(piece):
            kept.append(piece)
    return kept


def without_furniture_around(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], int]:
    """Return the blocks of text copied from a page without the furniture copied with it.

    Parameters
    ----------
    blocks
        Paragraphs and tables; a picture stays.

    Returns
    -------
    tuple
        The blocks that are left, and how many characters were left out.
    """
    pieces = [_piece(block) for block in blocks]
    kept = tuple(cast("Block", piece.owner) for piece in without_furniture(pieces))
    whole, left = (sum(map(_characters, some)) for some in (blocks, kept))
    return kept, whole - left


def left_out(length: int) -> tuple[Note, ...]:
    """Return the note that so many characters around the text were left out; none for 0."""
    if length <= 0:
        return ()
    words = Words(
        f"网页上正文以外的 {length} 个字（导航、位置、附件、页脚等）没有计入正文。",
        f"{length} characters around the text (navigation, attachments, footer and the like) "
        "were left out.",
    )
    return (Note("furniture", words),)


def _piece(block: Block) -> Piece:
    if isinstance(block, Paragraph):
        return Line(block.text, block.at.line, block.level, owner=block)
    if isinstance(block, Table):
        rows = tuple(
            tuple(Slot(Cell((Line(cell.text),))) for cell in row if not cell.continues)
            for row in block.rows
        )
        return Grid(rows, block.at.line, block)
    return Image(block.name, block.at.line, block, block.data, block.link)


def _characters(block: Block) -> int:
    if isinstance(block, Table):
        return sum(len(cell.text) for row in block.rows for cell in row if not cell.continues)
    return len(block.text) if isinstance(block, Paragraph) else 0


def _end(pieces: Sequence[Piece], after: int) -> int:
    for n in range(after + 1, len(pieces)):
        piece = pieces[n]
        if (
            isinstance(piece, Line)
            and "。" not in piece.text
            and ENDS.fullmatch(single_line(piece.text)[:MAX_LINE])
        ):
            return n
    return len(pieces)


def _drops(piece: Piece) -> bool:
    if isinstance(piece, Image):
        return False
    if isinstance(piece, Grid):
        return is_furniture_table(piece)
    return _is_linked(piece) or is_furniture(piece.text)


def _is_odd(line: Line) -> bool:
    # A stroke in a table is a figure left blank; between links it is no text either.
    return _is_linked(line) or (is_furniture(line.text) and any(map(str.isalpha, line.text)))


def _is_linked(line: Line) -> bool:
    # Lists of articles set a date beside each link: figures do not make a line text.
    if line.linked == 0:
        return False
    letters = sum(map(str.isalpha, line.text))
    return 2 * line.linked >= letters

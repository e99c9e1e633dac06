"""Pages of made-up government sites: what different site systems put around an article.

None of them is a real page; each has the marks of one kind of system: where it keeps the text, how
it words its buttons, what it lists before and behind.
"""

from __future__ import annotations

_TITLES = (
    "青禾县气象服务站2022年度工作报告",
    "关于召开粮食储备工作会议的通知",
    "白杨镇春耕备耕掠影",
)


def _links(*texts: str, tag: str = "li") -> str:
    return "".join(
        f"<{tag}><a href='/c/{n}.html'>{text}</a></{tag}>" for n, text in enumerate(texts)
    )


_MENU = _links("首页", "走进青禾", "政务公开", "办事服务", "互动交流", "数据开放")

_PAGES = {
    "editor_div": """<div class="header"><div class="logo"><img src="/logo.png"></div>
        <ul>{menu}</ul></div><div class="BreadcrumbNav">您现在所在的位置：<a href="/">首页</a> &gt;
        <a href="/n">政府信息公开</a> &gt; 年度报告</div><div class="xxgk_top"><ul>
        <li>索引号：000000/2024-00001</li><li>主题分类：政务公开</li>
        <li>发文机关：某某镇人民政府</li>
        <li>成文日期：2024年01月20日</li><li>发布日期：2024年01月22日</li><li>有效性：有效</li>
        </ul></div>
        <h1>{title}</h1><div class="laiyuan">来源：某某镇　发布时间：2024-01-22 10:20
        字体：【<a href="javascript:f(1)">大</a> <a href="javascript:f(2)">中</a>
        <a href="javascript:f(3)">小</a>】</div><div class="TRS_Editor">{body}</div>
        <div class="fj">相关附件：<a href="./W0.docx">年报.docx</a></div>
        <div class="gn">【打印本页】　【关闭窗口】</div>
        <div class="share">分享到： 微信 微博 QQ空间</div>
        <div class="foot"><p>主办：青禾县人民政府办公室　承办：青禾县大数据中心</p>
        <p>网站标识码：0000000000　示例ICP备00000000号-1　示例公网安备00000000000000号</p></div>""",
    "cloud": """<div class="top-bar"><span>无障碍阅读</span><span>长者模式</span><span>繁體</span>
        </div>
        <div class="nav">{menu}</div>
        <div class="position">当前位置：首页 &gt; 公开 &gt; 法定公开</div>
        <div class="wenzhang"><div class="tit">{title}</div><div class="xinxi">
        <span>日期：2024-01-22 09:00</span><span>来源：某某镇</span>
        <span>浏览次数：<i>368</i>次</span>
        <span>字号：<b>小</b><b>中</b><b>大</b></span></div>
        <div id="UCAP-CONTENT">{body}</div></div>
        <div class="ewm"><p>扫一扫在手机打开当前页</p><img src="/ewm.png" width="120"></div>
        <div class="xgyd"><h3>相关阅读</h3><ul>{others}</ul></div>
        <div class="footer">版权所有：青禾县人民政府　政府网站找错</div>""",
    "campus": """<table width="100%"><tr><td>设为首页 | 加入收藏</td></tr></table><ul>{menu}</ul>
        <div>当前位置： 首页&gt;&gt;信息公开&gt;&gt;正文</div><form name="_newscontent_fromname">
        <h2>{title}</h2><p>2024年01月22日 09:13 &nbsp;某某镇&nbsp;点击：[<span>36</span>]</p>
        <div id="vsb_content"><div class="v_news_content">{body}</div></div>
        <p>上一条：<a href="1.htm">{other}</a></p><p>下一条：<a href="2.htm">{other}</a></p>
        <p>【关闭】</p></form><div>地址：青禾县某路1号　邮编：000000　电话：00000000</div>""",
    "index_table": """<div>{menu}</div><table class="xxgk"><tr><td>索引号</td><td>000/2024-1</td>
        <td>公开日期</td><td>2024-01-22</td></tr><tr><td>发布机构</td><td>某某镇</td><td>文号</td>
        <td></td></tr><tr><td>公开方式</td><td>主动公开</td><td>公开时限</td><td>长期公开</td></tr>
        </table><div class="zwgk_title">{title}</div><p>发布日期：2024-01-22　浏览次数：25
        字体：[ 大 中 小 ]</p><div id="zoom">{body}</div><p>附件：</p>
        <p>1.<a href="a.pdf">年度报告正文.pdf</a></p><p>打印 | 关闭 | 收藏</p>""",
    "components": """<div class="ewb-head"><a href="/">网站首页</a></div>
        <div class="ewb-location"><span>所在位置：</span><a href="/">首页</a><span>&gt;</span>
        <a href="/x">年报</a></div><div class="ewb-article"><h3 class="ewb-article-tt">{title}</h3>
        <div class="ewb-article-sources"><p>[ 信息来源：某某镇 ]</p><p>[ 发布时间：2024-01-22 ]</p>
        <p>[ 字体： 大 中 小 ]</p><p>[ 阅读次数：12 ]</p></div>
        <div class="ewb-article-info">{body}</div></div>
        <div class="ewb-share"><span>分享到：</span><a href="#">微信</a><a href="#">新浪微博</a>
        </div>
        <div class="ewb-foot"><p>Copyright © 2024 青禾县人民政府 All Rights Reserved</p></div>""",
    "blog": """<header><h1><a href="/">青禾县某某镇</a></h1><nav>{menu}</nav></header>
        <article><h2 class="entry-title">{title}</h2><div class="entry-meta">
        <span>发表于 2024-01-22</span> <span>作者：管理员</span></div>
        <div class="entry-content">{body}</div></article>
        <nav><a href="/p">← 上一篇</a><a href="/n">下一篇 →</a></nav>
        <aside><h4>最新文章</h4><ul>{others}</ul><h4>热点推荐</h4><ul>{others}</ul></aside>
        <footer><p>技术支持：某某科技有限公司</p></footer>""",
    "tables": """<table align=center width=1000><tr><td colspan=2><img src=top.jpg width=1000>
        </td></tr>
        <tr><td width=200><table>{rows}</table></td><td><table width=100%><tr>
        <td>您的位置：首页 &gt;
        信息公开</td></tr><tr><td align=center><font size=5>{title}</font></td></tr><tr><td>
        [发布时间：2024-1-22] [点击：66] [我要打印] [关闭窗口]</td></tr><tr><td>{body}</td></tr>
        <tr><td>上一篇：<a href=1>{other}</a><br>下一篇：没有了</td></tr></table></td></tr>
        <tr><td colspan=2>版权所有 青禾县人民政府<br>建议使用1024*768分辨率浏览本站</td></tr>
        </table>""",
    "side_list": """<div class="wrap" style="display:flex"><div class="left">
        <h3>法定主动公开内容</h3>
        <ul>{menu}</ul><h3>热点信息</h3><ul>{others}</ul></div><div class="right">
        <div class="crumbs"><a href="/">首页</a> / <a href="/a">信息公开</a> / 详情</div>
        <div class="title">{title}</div><div class="bar" style="display:flex">
        <div>发布时间：2024-01-22</div><div>来源：某某镇</div><div>浏览量：88</div></div>
        <div class="bar" style="display:flex"><div>字体大小：</div><div>大</div><div>中</div>
        <div>小</div></div><div class="detail-content">{body}</div>
        <div class="bar" style="display:flex"><div>打印本文</div><div>关闭本页</div></div>
        <div class="prev">上一篇：<a href="1">{other}</a></div>
        <div class="next">下一篇：<a href="2">{other}</a></div></div></div>
        <div class="bottom" style="display:flex"><div>主办单位：青禾县人民政府</div>
        <div>网站标识码：0000000000</div></div><div class="bottom" style="display:flex">
        <div>示例ICP备00000000号</div><div>联系电话：00000000</div></div>""",
    "application": """<div id="app"><div class="el-row"><div class="el-col el-col-24">
        <span>首页</span><span>/</span><span>政务公开</span><span>/</span><span>详情</span></div>
        </div>
        <div class="el-card"><div class="el-card__header"><span>{title}</span></div>
        <div class="info"><span>发布于：2024-01-22 08:00:00</span><span>阅读：1234</span></div>
        <div class="rich-text" id="fontzoom">{body}</div>
        <div class="btns"><button>打印</button><button>收藏</button></div></div>
        <div class="el-card"><div>为您推荐</div><ul>{others}</ul></div>
        <div class="float"><span>返回顶部</span><span>智能问答</span></div></div>""",
    "flat": """<center><a href=/>首页</a> <a href=/1>新闻</a> <a href=/2>公开</a></center>
        <p>首页 &gt; 信息公开 &gt; 正文</p><p>{title}</p>
        <p>2024-01-22 来源：某某镇 浏览：12次 【字体：大 中 小】</p>{body}
        <p>【打印】【关闭】</p><p>分享到：</p><p>上一篇：{other}</p><p>下一篇：{other}</p>
        <p>友情链接：</p><p>中国政府网 省政府网</p><p>主办单位：青禾县人民政府办公室</p>
        <p>示例公网安备 00000000000000号</p>""",
    "portal": """<div class="site">欢迎访问青禾县人民政府网站！今天是2024年1月22日 星期一</div>
        <div class="search"><input value="请输入关键字"><button>搜索</button></div><div>{menu}</div>
        <div class="con"><div class="con_tit"><p>{title}</p></div><div class="con_sub">
        <em>时间：2024-01-22</em><em>来源：某某镇</em><em>作者：某某</em><em>点击数：9</em>
        <em>[打印]</em></div><div class="con_text">{body}</div>
        <div class="bianji">责任编辑：某某</div><div class="jiucuo">我要纠错</div></div>
        <div class="links"><select><option>国家部委网站</option></select></div>
        <div class="ft"><p><a href="/">关于我们</a> | <a href="/">网站地图</a></p>
        <p>联系电话：0000-0000000　邮箱：a@example.org</p></div>""",
    "share_bar": """<div class="m-nav">{menu}</div><main><p class="loc">位置：首页 &gt; 年报</p>
        <h1>{title}</h1><ul class="tools"><li>A-</li><li>A+</li><li>打印</li><li>收藏</li>
        <li>微信</li><li>微博</li></ul><section class="article-content">{body}</section>
        <p>（编辑：某某）</p><div class="bdshare"><span>一键分享到：</span><a href="#">QQ空间</a>
        <a href="#">朋友圈</a></div><p>微信扫一扫分享本页</p></main>
        <div class="rel"><p>延伸阅读</p><ul>{others}</ul></div>""",
}
SHELLS = tuple(_PAGES)


def shelled(name: str, title: str, body: str) -> bytes:
    """Return an article as the site system `name` publishes it."""
    rows = "".join(f"<tr><td><a href=/{n}>{text}</a></td></tr>" for n, text in enumerate(_TITLES))
    page = _PAGES[name].format(
        title=title, body=body, menu=_MENU, others=_links(*_TITLES), other=_TITLES[0], rows=rows
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 青禾县人民政府</title>'
        f"</head><body>{page}</body></html>"
    ).encode()

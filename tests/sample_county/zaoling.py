"""枣岭乡: the figures of 2020 are those of the real report of that year; every word is invented."""

from __future__ import annotations

from disclosure_audit.forms import editions
from tests.rendering import ReportText
from tests.sample_county.plan import Plan, faults, figures, headings

_T = "枣岭乡"


def _real_figures() -> dict[str, str]:
    """Table 2 all 0, table 3 with 总计 only, table 4 with three zeros; the rest is left blank.

    A blank is nothing or a hard space, and a zero may have one beside it, as copied pages have.
    """
    printed = {}
    for index, cell in enumerate(editions()["2019"].cells.values()):
        filled = cell.id.startswith("t2.") or (cell.table == "t3" and cell.id.endswith(".total"))
        if cell.id in ("t4.review.total", "t4.direct_suit.pending", "t4.suit_after_review.total"):
            filled = True
        if filled:
            printed[cell.id] = ("0", "0\xa0", "\xa00")[index % 3] if cell.table == "t3" else "0"
        else:
            printed[cell.id] = "\xa0" if cell.table == "t3" and index % 3 else ""
    return printed | {"t2.procurement.amount": "0万元"}


_2020 = ReportText(
    title="枣岭乡2020年政府信息公开工作报告",
    preamble=(),
    headings={
        "overview": "1、 总体情况",
        "proactive": "二、主动公开政府信息情况",
        "requests": "三、收到和处理政府信息公开申请情况",
        "disputes": "四、政府信息公开行政复议、行政诉讼情况",
        "problems": "5、 存在的主要问题及改进情况",
        "other": "六、其他需要报告的事项",
    },
    paragraphs={
        "overview": (
            "（一）加强组织领导，完善公开工作制度",
            "一是明确专人专责。乡里年初调整了信息公开工作班子，由乡长总负责，党政办公室承担日常事务，各站所指定一名信息员，遇到人员变动的当月补齐，保证这项工作不断线。全年召开碰头会4次，逐站所过一遍本月该公开而未公开的内容。",
            "二是理顺办理流程。对照《中华人民共和国政府信息公开条例》，把拟稿、定密、审查、发布四道手续写成一张流程图，张贴在各站所办公室，什么能公开、什么不能公开，经办人员一看便知。",
            "三是充实查询资料。重新编写信息公开指南，补充了公开范围、查询地点和申请办法，放在便民服务大厅供来访群众取阅。",
            "（二）做好主动公开和依申请公开，拓宽公开渠道",
            "1、公开内容。全年主动公开各类信息60余条，涉及机构设置和领导分工、年度收支预算、果树提质增效项目、道路硬化工程、疫情防控提示、防火防汛预案、医疗保险缴费和脱贫户帮扶等方面，重点项目随进度更新。对群众问得多的果树苗木补贴，除公布标准外，还用一户的实际数字算了一遍账，方便大家对照。",
            "2、公开渠道。以县政府网站为主、乡公众号和村级公示栏为辅，对上网不便的偏远村组，由包村干部把通知带到会上宣读。",
            "3、申请办理与费用。本年度没有收到要求公开政府信息的申请，也没有发生由此引起的复议和诉讼；所需经费列入机关日常支出，未向群众收过任何费用。",
        ),
        "problems": (
            "1、 信息更新还不均衡，农忙时节常有半个月没有新内容，今后按月列出计划，逐项销号；",
            "2、公开的形式偏于单一，群众参与不多，下一步结合赶集日设点答疑，面对面听取意见；",
            "3、信息员多为兼职，业务钻研不够，拟每季度安排一次集中学习，以案例讲明公开的边界和时限。",
        ),
        "other": (
            "1、继续抓好学习，把条例和上级文件列入机关学习计划，提高工作人员的公开意识；",
            "2、继续抓好宣传，利用广播、横幅和入户走访，让更多群众知道去哪里查、怎么查；",
            "3、继续抓好规范，对页面栏目逐一核对，内容过时的撤换，分类不准的归位，让公开的信息真正管用。",
        ),
    },
    figures=_real_figures(),
    edition="2019",
)

_2021 = ReportText(
    title="枣岭乡2020年政府信息公开工作年度报告",
    preamble=(
        "根据《中华人民共和国政府信息公开条例》及国办公开办函〔2021〕30号文件规定，枣岭乡人民政府编制了本年度报告。数据统计期限为2021年1月1日至12月31日。如需了解更多情况，请联系枣岭乡党政办公室，地址：青禾县枣岭乡政府院内，邮编：000000，电话：0000-0000002，电子邮箱：zaoling@qinghe.example。",
    ),
    headings=headings(problems="存在的问题及改进措施"),
    paragraphs={
        "overview": (
            "（一）主动公开",
            "2021年是新表格启用的第一年，乡里提前组织站所试填一次，弄清每一格的含义。枣岭乡按照“谁产生、谁公开”的要求，把果业产业园建设、人居环境整治和集体资产清查作为公开重点。全年主动公开信息73条，比照目录分为政策文件6条、财政信息8条、项目建设24条、民生服务35条。制定红枣烘干设备补贴办法1件，作为行政规范性文件登记编号后公布，年底现行有效1件。办理行政许可8件，结果全部公示；没有作出行政处罚和行政强制决定。",
            "（二）依申请公开",
            "全年新收自然人提出的申请2件，内容分别为退耕还林面积和村道征地补偿标准，均予以公开。答复前都与申请人通了电话，弄清所需信息的年份和地块，避免答非所问。没有上年结转和结转下年度的申请，也没有由此引发的行政复议、行政诉讼。",
            "（三）政府信息管理",
            "乡档案室把2016年以来的公文目录录入电子台账，凡能公开的标注网址，凡不宜公开的注明理由。发布前实行两人校对，重点核对数字、单位名称和附件，全年退回修改9件次。对果农补贴名单只公示姓名、村组和金额，不出现证件号码。",
            "（四）政府信息公开平台建设",
            "调整县政府网站枣岭乡页面的导航，由原来的四级缩为两级；村级公示栏新做雨棚7处；公众号开设“果园问答”，全年答复果农提问19条。",
            "（五）监督保障",
            "乡党委会全年研究信息公开工作2次。年终工作考核中，信息公开占3分，5个站所得满分、2个站所因迟报各扣1分。8月向35名服务对象发放社会评议表，意见集中在更新频率上，已据此调整。没有需要实施责任追究的情形。",
        ),
        "problems": (
            "一是产业园项目公开阶段性明显，开工时信息多、建设中信息少；二是信息员写作能力参差，标题和正文有时对不上。",
            "下一步，产业园项目按旬发布进度简况，由项目负责人签字；办公室每月挑选两篇信息作点评，帮助信息员提高。上年更新不均衡的问题，按月列出计划后已有好转。",
        ),
        "other": ("2021年没有收取政府信息公开信息处理费，其他方面无报告事项。",),
    },
    figures=figures(
        "2021",
        {"normative": (1, 0, 1), "licences": (8,)},
        {"received": {"natural_person": 2}, "granted": {"natural_person": 2}},
        printed={"t3.granted.natural_person": "1"},
    ),
    edition="2021",
)

PLANS = (
    Plan(
        _T,
        2020,
        "tabs",
        _2020,
        (
            *faults("标题写作“工作报告”，缺“年度”", "title.form"),
            *faults("一级标题“1、”“5、”与“二、三、四、六、”混用", "section.numbering"),
            *faults("全文没有统计期限", "text.period"),
            *faults("没有前言", "section.missing.preamble"),
            *faults("全文没有联系方式", "text.contact"),
            *faults("全文未提工作考核", "statutory.work_assessment"),
            *faults("全文未提社会评议", "statutory.social_evaluation"),
            *faults("全文未提责任追究", "statutory.accountability"),
            *faults("主动公开信息写“60余条”，不是实数", "narrative.round_figures"),
            *faults("表三只填总计列，138格空白", "blank.t3"),
            *faults("表四15格中12格空白", "blank.t4"),
        ),
    ),
    Plan(
        _T,
        2021,
        "docx_split",
        _2021,
        (
            *faults(
                "予以公开（自然人）应为2，误作1",
                "t3.concluded.natural_person",
                "t3.row_total.granted",
                cells="t3.granted.natural_person",
            ),
            *faults("标题年份2020与统计期限、报告年度2021不一致", "text.year"),
            *faults("五的标题写作“存在的问题及改进措施”", "section.title.problems"),
        ),
    ),
)

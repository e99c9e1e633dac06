"""石磬乡: a report with a table as a picture, and one that lost its first part."""

from __future__ import annotations

from tests.rendering import ReportText
from tests.sample_county.plan import Plan, faults, figures, headings

_T = "石磬乡"

_2021 = ReportText(
    title="石磬乡人民政府2021年政府信息公开工作年度报告",
    preamble=(
        "按《中华人民共和国政府信息公开条例》有关规定及国办公开办函〔2021〕30号文件要求，石磬乡人民政府编写2021年1月1日至12月31日的年度报告。如需联系，请洽石磬乡综合办公室，地址：青禾县石磬乡石桥路5号，邮编：000000，电话：0000-0000007，电子邮箱：shiqing@qinghe.example。",
    ),
    headings=headings(other="其他报告事项"),
    paragraphs={
        "overview": (
            "石磬乡山高路远，群众下山办事不易，因而更看重“问一次就明白”。一年来，乡党委、乡政府围绕搬迁、住房、饮水三件实事，把政策条件、办理进度和最终结果原原本本告诉群众，干部与群众之间的误解少了，主动参加公益劳动的人多了。",
            "（一）主动公开",
            "石磬乡位于县域西部山区，行政村少、居住分散。2021年围绕危房改造、地质灾害点搬迁、饮水管护三项民生工作，全年主动公开信息51条，其中危房改造15条、搬迁安置13条、饮水管护9条、综合类14条。搬迁对象从申报到确认共公示三榜，每榜七天，群众无异议后才进入下一步。未制发或废止行政规范性文件，现行有效2件。作出行政许可决定15件，未作出行政处罚、行政强制决定，没有收取行政事业性费用。",
            "（二）规范各乡镇依申请公开",
            "山区群众习惯当面问、当场答，乡便民服务厅为此备有申请表和填写样例。全年没有收到公开政府信息的申请，年初年末均无待办件；没有复议、诉讼案件。对到厅咨询的群众，工作人员能当场找到的资料随即提供复印件。",
            "（三）政府信息管理",
            "搬迁资料按户建档，一户一袋，身份证复印件与公示材料分开存放。重新核定信息公开目录，把搬迁安置、饮水水价两项列为长期更新内容。上网材料由综合办先看文字、再看附件，两遍审核，缺一不可。",
            "（四）政府信息公开平台建设",
            "在县政府网站石磬乡页面公布各类信息；8个村的公示栏迁到村口和小卖部旁，方便群众路过时看。没有手机信号的两个村民组，由邮递员随报刊送达公开资料。",
        ),
        "problems": (
            "存在问题：搬迁信息公示三榜之后没有反馈结果栏，群众不知道异议是否办理；山路远，纸质资料送达慢。",
            "改进情况：公示榜下方加印异议办理结果；与邮政所约定每周二、五两次投递，送达时间由七天缩短到三天。",
        ),
        "other": (
            "本乡在县里年终工作考核中信息公开项得4.5分（满分5分）；组织群众代表26人进行社会评议，认为搬迁公示公道透明。2021年度未收取信息处理费。",
        ),
    },
    figures=figures("2021", {"normative": (0, 0, 2), "licences": (15,)}, {}),
    edition="2021",
    pictures=frozenset({"t3"}),
)

_2022 = ReportText(
    title="石磬乡人民政府2022年政府信息公开工作年度报告",
    preamble=(
        "石磬乡人民政府根据《中华人民共和国政府信息公开条例》、国办公开办函〔2021〕30号文件编制此报告。本报告统计时间为2022年1月1日至12月31日。电子版见青禾县政府网站。联系石磬乡综合办公室：青禾县石磬乡石桥路5号，邮编000000，电话0000-0000007，电子邮箱shiqing@qinghe.example。",
    ),
    headings=headings(("proactive", "requests", "disputes", "problems", "other")),
    paragraphs={
        "other": (
            "一是县里对石磬乡的工作考核等次为良好；二是年末由各村老党员、教师和返乡青年参加的社会评议，共收集看法14条，集中在搬迁户后续就业信息不够；三是没有出现需要责任追究的问题；四是没有收取信息处理费。",
        ),
    },
    figures=figures(
        "2021",
        {"normative": (1, 0, 3), "licences": (17,), "penalties": (1,)},
        {},
        printed={"t2.normative.in_force": "4"},
    ),
    edition="2021",
)

PLANS = (
    Plan(
        _T,
        2021,
        "html_site_utf16",
        _2021,
        (
            *faults("表三是一张图片", "text.tables_as_pictures"),
            *faults("六的标题写作“其他报告事项”", "section.title.other"),
            *faults("第一部分没有监督保障的内容", "statutory.supervision"),
            *faults("小标题照抄县级报告，写了“各乡镇”", "copy.superior"),
            *faults("全文未提责任追究", "statutory.accountability"),
        ),
    ),
    Plan(
        _T,
        2022,
        "pipe_lines_both",
        _2022,
        (
            *faults("没有“总体情况”部分，从二开始编号", "section.missing.overview"),
            *faults("“存在的主要问题及改进情况”只有标题，没有内容", "text.section_empty"),
            *faults(
                "规范性文件现行有效应为3件（2021年末2件，本年制发1件），误作4",
                "t2.stock.normative",
                cells="t2.normative.in_force",
            ),
        ),
    ),
)

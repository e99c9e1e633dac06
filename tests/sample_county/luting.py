"""鹭汀街道: one year."""

from __future__ import annotations

from tests.rendering import ReportText
from tests.sample_county.plan import Plan, faults, figures, headings
from tests.sample_county.registers import luting_2022

_T = "鹭汀街道"

_2022 = ReportText(
    title="鹭汀街道办事处2022年政府信息公开工作年度报告",
    preamble=(
        "依照《中华人民共和国政府信息公开条例》第五十条和国办公开办函〔2021〕30号文件，鹭汀街道办事处完成2022年度报告编制工作，所用数据统计期限为2022年1月1日至12月31日。公众可通过以下方式联系我们：鹭汀街道党政办公室，青禾县鹭汀街道湖滨路30号，邮编000000，电话0000-0000008，电子邮箱luting@qinghe.example。",
    ),
    headings=headings(("overview", "requests", "disputes", "problems", "other")),
    paragraphs={
        "overview": (
            "2022年，湖岸整治进入签约高峰，街道直接面对一千余户居民和八十多家商户。办事处坚持依法办事、有问必答，凡是补偿口径有变化的，先开说明会再实施，为整治工程顺利推进打下基础。",
            "（一）依申请公开",
            "鹭汀街道沿湖而建，湖岸整治牵动多方利益，申请数量居全县前列。2022年新收申请13件，自然人9件、商业企业3件、法律服务机构1件；没有上年结转。办结11件，分别是予以公开5件、部分公开2件、因属于行政查询事项不予公开1件、不掌握相关信息2件、信访举报投诉类不予处理1件。结转下年度2件，均为自然人提出。复议案件2件，结果维持1件、结果纠正1件；诉讼案件1件，系复议后起诉，尚未审结。被纠正的1件，街道已按复议决定重新答复。",
            "（二）政府信息管理",
            "湖岸整治形成的测绘、评估、补偿文件由街道档案室统一保管，原件不出室，查阅有登记。全年废止行政规范性文件1件，其余3件继续有效，现行文本经司法所逐页校核后公布。信息公开指南新增“怎样写好申请”一节，列出常见的三种写法和对应的结果。",
            "（三）政府信息公开平台建设",
            "街道页面升级检索功能，支持按小区名称查找；7个社区的电子阅报屏并入统一后台，由党政办公室一键更新。湖滨广场信息亭周末有人值守，全年接待市民540人次。",
            "（四）监督保障",
            "街道把信息公开列入政务督查事项，每月通报。年内举办两次业务培训，重点讲解复议纠正案件的教训。工作考核中，办理申请的质量占一半分值；社会评议邀请湖岸住户、企业、律师三方代表25人参加；对1名答复超期的工作人员给予批评，未作其他责任追究。",
        ),
        "problems": (
            "一是答复文书说理不足，1件被复议机关纠正；二是整治项目涉及部门多，征求意见耗时长。",
            "街道聘请法律顾问对每份答复把关，并与住建、自然资源部门约定五个工作日内回复意见，四季度平均办理时间由16个工作日降到11个工作日。",
        ),
        "other": ("鹭汀街道2022年没有发出收费通知，收取信息处理费0元。",),
    },
    figures=figures(
        "2021",
        {"normative": (0, 1, 3), "licences": (204,), "penalties": (38,), "coercion": (3,)},
        {
            "received": {"natural_person": 9, "business": 3, "legal_service": 1},
            "granted": {"natural_person": 4, "business": 1},
            "granted_in_part": {"business": 1, "legal_service": 1},
            "refused_administrative_query": {"business": 1},
            "unavailable_not_held": {"natural_person": 2},
            "unprocessed_petition": {"natural_person": 1},
            "carried_out": {"natural_person": 2},
        },
        {
            "review": {"upheld": 1, "corrected": 1},
            "suit_after_review": {"pending": 1},
        },
        printed={"t2.regulations.issued": "2", "t2.regulations.in_force": "1"},
    ),
    edition="2021",
)

PLANS = (
    Plan(
        _T,
        2022,
        "pipe_lines_leading",
        _2022,
        (
            *faults(
                "没有第二部分的标题（表二仍在）",
                "section.missing.proactive",
            ),
            *faults("第一部分没有主动公开的内容", "statutory.proactive"),
            *faults(
                "街道没有规章制定权，规章制发填2、现行有效填1",
                "t2.regulations_zero",
                cells="t2.regulations.issued t2.regulations.in_force",
            ),
            *faults(
                "规章现行有效1件，加废止0件，少于制发2件",
                "t2.in_force.regulations",
                cells="t2.regulations.issued t2.regulations.in_force",
            ),
            *faults(
                "登记簿中部分公开的1件（自然人）报告计入予以公开，表内合计看不出来",
                "ledger.requests.cells",
                cells="t3.granted.natural_person t3.granted_in_part.natural_person",
            ),
            *faults("登记簿第4件用了24个工作日，没有延期", "ledger.requests.terms"),
        ),
        ledgers=luting_2022(),
    ),
)

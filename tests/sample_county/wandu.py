"""晚渡镇: two years of the form of 2019."""

from __future__ import annotations

from tests.rendering import ReportText
from tests.sample_county.plan import Plan, faults, figures, headings

_T = "晚渡镇"
_CONTACT = (
    "联系处室：晚渡镇党政综合办，地址：青禾县晚渡镇渡口街22号，邮编：000000，"
    "电话：0000-0000006，电子邮箱：wandu@qinghe.example。"
)

_2019 = ReportText(
    title="晚渡镇人民政府2019年政府信息公开工作年度报告",
    preamble=(
        "晚渡镇人民政府依照新颁行的《中华人民共和国政府信息公开条例》第五十条和国办公开办函〔2019〕60号文件，对2019年1月1日至12月31日的工作作出报告。"
        + _CONTACT,
    ),
    headings=headings(
        ("overview", "proactive", "requests", "problems", "other"), proactive="主动公开信息情况"
    ),
    paragraphs={
        "overview": (
            "晚渡镇两岸往来靠船，停航、涨价、改线都牵动千家万户。镇政府按照条例的新要求，从渡运这一件小事做起，带动各站所逐步养成“办事先公开”的习惯。",
            "（一）主动公开",
            "晚渡镇因渡口得名，渡运安全和沿江环境是群众最牵挂的事。2019年，全镇主动公开政府信息69条，包括渡运班次与停航通告24条、沿江码头清理11条、扶贫资金16条、教育卫生28条。年内新制作规范性文件1件并同步公开，即渡口安全管理规定，对外公开总数为4件。作出行政许可处理决定65件，其他对外管理服务事项33件，行政处罚4件。完成政府集中采购2项，金额31.6万元。",
            "（二）依申请公开",
            "收到自然人提交的申请4件，主要涉及码头清理的补偿标准。已经予以公开3件，剩余1件因申请人要求延期提交补充材料，结转至次年。镇里为每件申请指定一名联系人，从头跟到尾。没有被申请复议，也没有被起诉。",
            "（三）政府信息管理",
            "清点全镇在用的政府信息公开目录，将原来的46个小类归并为29个，减少交叉。渡运类信息时效性强，实行值班站长先审、镇办后核的双重审核，停航通告从拟稿到上网不超过半小时。",
            "（四）政府信息公开平台建设",
            "在四个渡口设置防水公示牌，标明载客定额、票价和救生须知；镇页面新开停航通告滚动条；短信群发系统登记经常过渡的群众2300人。",
            "（五）监督保障",
            "镇党委会专题研究一次，并把信息公开列为对各站所工作考核的内容。利用防汛会、调度会穿插培训，全年累计6次。年末发放评议表，开展社会评议，回收89份。渡运站一名值班人员因漏发停航通告被批评教育，没有其他责任追究情况。",
        ),
        "problems": (
            "从全年看，存在渡运信息与公路信息脱节、码头补偿信息公布偏粗的问题。",
            "改进方面：与县公路站建立信息互通，停航时同时公布绕行路线；补偿信息按户列明面积、单价和金额，隐去个人敏感内容。",
        ),
        "other": ("无。",),
    },
    figures=figures(
        "2019",
        {
            "normative": (1, 1, 4),
            "licences": (12, 1, 65),
            "other_services": (5, 0, 33),
            "penalties": (9, 0, 4),
            "coercion": (1, 0, 0),
            "fees": (2, 0),
            "procurement": (2, "31.6万元"),
        },
        {
            "received": {"natural_person": 4},
            "granted": {"natural_person": 3},
            "carried_out": {"natural_person": 1},
        },
        without=("t4.",),
    ),
    edition="2019",
)

_2020 = ReportText(
    title="2020年度晚渡镇政府信息公开年度报告",
    preamble=(
        "发布时间：1970-01-01 08:00",
        "根据《中华人民共和国政府信息公开条例》和国办公开办函〔2019〕60号规定的格式，现发布晚渡镇本年度报告，数据期限为2020年1月1日至12月31日。"
        + _CONTACT,
    ),
    headings=headings(),
    paragraphs={
        "overview": (
            "面对汛情和疫情叠加的局面，镇党委、镇政府把信息公开作为指挥调度的一部分，做到险情不瞒、去向不乱、账目不混，群众转移配合度明显提高，四次响应均实现人员零伤亡。镇里还把历次通告汇编成册，留作今后防汛演练的教材。",
            "（一）主动公开情况",
            "2020年夏季江水上涨，晚渡镇启动防汛响应四次。镇政府第一时间公布水位、转移路线、安置点位和救灾物资去向，汛期共发布信息37条；疫情防控、复课复学、就业帮扶等信息52条；其余财政、规划类信息14条，三类合计103条。本年没有新制作规范性文件，对外公开总数保持4件。行政许可处理决定70件，其他对外管理服务事项29件，行政处罚2件，集中采购3项、48.2万元。",
            "（二）政府信息管理情况",
            "汛期信息更新快，镇里明确以值班室为唯一出口，其他站所不得自行发布。水毁工程资料按“一处一档”整理，公布时附前后对比照片。年底对全年公开的信息逐条复查，撤下已经失效的通告31条，并在目录上作出标记。",
            "（三）平台建设情况",
            "镇页面在防汛期间切换为简版，手机流量较弱的地方也能打开；四个渡口的公示牌加装水位标尺；启用无人机喊话，向江心洲居民播报转移通知。",
            "（四）监督保障情况",
            "镇纪委派员驻值班室监督信息报送。防汛结束后组织复盘培训，把三次延误作为案例讲解。对各站所的工作考核在十二月完成，结果存入干部实绩档案。由江心洲居民代表、船主代表参与社会评议，给出“及时、好懂”的总体印象。经核查，没有达到责任追究条件的行为。",
        ),
        "problems": (
            "主要不足是防汛信息集中发布后，日常公开一度停顿近一个月；无人机喊话内容没有留存文字，事后无法查证。",
            "为此规定：响应期间由党政综合办留一人专管日常公开；一切口头播报须有文字底稿，当天存档。上年信息脱节的问题，因与公路站建立互通，全年未再发生。",
        ),
        "other": ("本年没有需要另行报告的事项，也没有收取费用。",),
    },
    figures=figures(
        "2019",
        {
            "normative": (0, 0, 4),
            "licences": (13, 0, 70),
            "other_services": (5, 0, 29),
            "penalties": (9, 2, 2),
            "coercion": (1, 0, 0),
            "fees": (2, -1),
            "procurement": (3, "48.2万元"),
        },
        {
            "received": {"natural_person": 5, "business": 1},
            "carried_in": {"natural_person": 1},
            "granted": {"natural_person": 3, "business": 1},
            "refused_third_party": {"natural_person": 1},
            "unavailable_not_held": {"natural_person": 2},
        },
        printed={
            "t2.penalties.decisions": "-2",
            "t2.procurement.projects": "若干",
            "t2.fees.prior": "3",
            "t3.granted.total": "",
            "t3.carried_in.research": "",
            "t3.carried_in.charity": "",
        },
    ),
    edition="2019",
)

PLANS = (
    Plan(
        _T,
        2019,
        "pipe_rows_bare",
        _2019,
        (
            *faults(
                "没有“政府信息公开行政复议、行政诉讼情况”部分，编号由三跳到五",
                "section.missing.disputes",
            ),
            *faults("没有表四", "text.tables_missing"),
            *faults("主动公开69条，而所列各类合计79条（教育卫生应为18条）", "narrative.parts"),
            *faults("二的标题写作“主动公开信息情况”", "section.title.proactive"),
        ),
        encoding="gb18030",
    ),
    Plan(
        _T,
        2020,
        "html_plain_gbk",
        _2020,
        (
            *faults("标题年度在单位之前，且写作“年度报告”，缺“工作”", "title.form"),
            *faults("页面的发布时间是1970年1月1日", "text.publication_date", "statutory.deadline"),
            *faults(
                "行政处罚处理决定数量填负数-2",
                "value.t2.penalties.decisions",
                cells="t2.penalties.decisions",
            ),
            *faults(
                "采购项目数量填“若干”",
                "value.t2.procurement.projects",
                cells="t2.procurement.projects",
            ),
            *faults(
                "表三3格空白",
                "blank.t3",
                cells="t3.carried_in.research t3.carried_in.charity t3.granted.total",
            ),
            *faults(
                "予以公开的总计空白，应填4",
                "t3.row_total.granted",
                "t3.concluded.total",
                cells="t3.granted.total",
            ),
            *faults(
                "收费的上一年项目数量应为2（2019年报告2项，增减为0），误作3",
                "years.items.fees",
                cells="t2.fees.prior",
            ),
            *faults(
                "第一部分没有依申请公开的内容",
                "statutory.requests",
                "narrative.silence",
            ),
        ),
    ),
)

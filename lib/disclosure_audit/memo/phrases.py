"""The memo's own words: headings, column names, and what it says of its limits."""

from __future__ import annotations

from disclosure_audit.text import Words

FOLLOW_UP = {
    "must_correct": Words("更正后重新发布", "correct and publish again"),
    "should_correct": Words("限期更正", "correct within the term"),
    "improve": Words("供改进参考", "advice for the next report"),
    "verify": Words("建议核实后书面答复", "verify and answer in writing"),
}

MARKS = {
    "colon": Words("：", ": "),
    "comma": Words("、", ", "),
    "semicolon": Words("；", "; "),
    "between": Words("；", ". "),
    "stop": Words("。", "."),
    "opening": Words("（", " ("),
    "closing": Words("）", ")"),
}

# What a memo says was not looked at, by the beginning of the check ids that would look at it.
OUT_OF_SCOPE = {
    "years.": Words("没有与上一年度的报告比较", "Not compared with last year's report"),
    "narrative.": Words("没有把文字与表中数字对照", "Prose not compared with the tables"),
    "copy.": Words("没有查是否照抄", "Not compared with other reports for copied text"),
    "ledger.": Words("没有与登记台账核对", "Not compared with the registers"),
}

PHRASES = {
    # --- head
    "unit": Words("单位", "Unit"),
    "county": Words("县区", "County"),
    "year": Words("年度", "Report year"),
    "edition": Words("格式版本", "Edition of the form"),
    "report_title": Words("报告标题", "Title of the report"),
    "file": Words("报告文件", "Report file"),
    "severity": Words("严重程度", "Severity"),
    "rows": Words("问题（处）", "Problems"),
    "checks": Words("涉及核查（项）", "Checks"),
    "follow_up": Words("处理", "What to do"),
    "statuses": Words("核查项", "Checks"),
    "items": Words("项", ""),
    # --- problems
    "again": Words("复核结果", "Second audit"),
    "problems": Words("问题清单", "Problems"),
    "none": Words("没有发现不符。", "Nothing failed."),
    "one_cause": Words(
        "一个原因列一行，最严重的在前；同一原因引起的其他不符列在该行之内。",
        "One row for each cause, the most severe first; what follows from it stands inside.",
    ),
    "in_source": Words("原件", "In the file"),
    "to_table": Words("看表", "see table"),
    "description": Words("问题描述", "Problem"),
    "printed": Words("原文数据", "As printed"),
    "expected": Words("应为与计算", "Expected"),
    "basis": Words("依据", "Basis"),
    "obligation": Words("核查要求", "Demand"),
    "advice": Words("整改建议", "Advice"),
    "repair_one": Words("哪一处有误（最小的改法）", "What is wrong (smallest change)"),
    "repair_many": Words(
        "哪一处有误（以下任一种最小的改法都能使关系成立）",
        "What is wrong (any one of these smallest changes makes the figures agree)",
    ),
    "related": Words("同因涉及", "Same cause"),
    "ids": Words("编号（豁免或说明时整条抄录）", "Ids (to be copied whole into waivers.yaml)"),
    "lapsed": Words("豁免或说明", "Waiver or answer"),
    "waived": Words(
        "已豁免与已说明的（不列为问题）", "Waived or answered (not listed as problems)"
    ),
    "last_year": Words(
        "上一年的豁免与说明（供参考，本年不生效）",
        "Waivers and answers of last year (to know of; nothing of them holds this year)",
    ),
    # --- tables
    "tables": Words("报告中的统计表", "The report's tables"),
    "legend": Words(
        "按格式重绘，各格为报告所印原文。圈号是问题清单中的序号，可点回。",
        "Redrawn after the form, each cell as printed. Circled numbers lead to the problems.",
    ),
    "legend_strong": Words("需改的格", "cell to correct"),
    "legend_light": Words("所涉的格", "cell concerned"),
    "legend_void": Words("格式本身不填", "not to be filled"),
    "not_found": Words("报告中没有读到这张表。", "This table was not found in the report."),
    # --- passed
    "passed": Words("核查通过的", "What passed"),
    "none_passed": Words("没有通过的核查项。", "No check passed."),
    "blanks": Words("含空白格，按 0 计则成立", "hold if blank means 0"),
    # --- unjudged
    "unjudged": Words("未能判断的与未核查的", "What could not be judged or was not looked at"),
    "not_assessable": Words("待核", "Not assessable"),
    "not_applicable": Words("不适用", "Not applicable"),
    "unreadable": Words("不能辨读的格（原件截图）", "Cells that could not be read, as in the file"),
    "picture_of": Words("原件截图", "Picture of the file"),
    "notes": Words("读取时的情况", "Notes from reading"),
    "none_open": Words("没有待核的核查项。", "No check was left open."),
    "unbound": Words(
        "正文中没有核对到的数字", "Numbers of the text that were compared with nothing"
    ),
    "limits": Words("本次没有核查的", "What was not looked at"),
    "limit_blind": Words(
        "填齐的第三、四部分表，任何一格单独填错都能由计算发现；看不出的有：两个整行或两个整列互换，"
        "一个数连同它的行、列总计和平衡各数一起改动，全部填 0，填的是别的单位、别的年份的数。"
        "第二部分表的数相互联系少，多数单独填错的看不出。",
        "In tables 3 and 4 without blanks the arithmetic sees any single wrong cell, not two whole "
        "rows or columns exchanged, nor a figure changed together with its totals and balance, "
        "nor all zeros, nor the figures of another unit or year. The figures of table 2 are tied "
        "together less: most single faults there cannot be seen.",
    ),
    # --- provenance
    "provenance": Words("核查依据的文件与规则", "Source and rules"),
    "format": Words("文件类型", "Format"),
    "sha256": Words("文件校验码（SHA-256）", "SHA-256 of the file"),
    "priors": Words("对照的往年报告", "Prior reports compared with"),
    "ruleset": Words("规则集", "Rule set"),
    "version": Words("程序版本", "Version"),
    "form": Words("格式文件", "Notice of the form"),
    "recheck": Words("复核", "Check again"),
    "recheck_how": Words(
        "重新核查，比较其中的 report_sha256、ruleset 和各项结论：",
        "Check again and compare report_sha256, ruleset and every outcome:",
    ),
}

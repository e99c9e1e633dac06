"""Faults of whole reports: figures, prose, and what does not follow on from last year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from disclosure_audit.forms import editions
from tests.power.written import EDITION, NEIGHBOURS, REQUESTS, YEAR, Base, Written, retold
from tests.rendering.figures import Figures, Number, faultless
from tests.repairs.injection import BLIND, ONE, OTHER, SEVERAL, Slip, other, summed

EDITION_2019 = "2019"


@dataclass(frozen=True)
class Faulted:
    """A report with a fault.

    Attributes:
        own, last: This year's report and last year's.
        wrong: The cells that are wrong, with their true values.
        altered: Paragraphs that are wrong.
        quotes: The wrong words of those paragraphs; a finding must show one of them. None: any.
        checks: Beginnings of the ids of checks that rightly fail, where no cell or words tell.
        also: Beginnings of the ids of other checks that rightly fail.
        compared: The sums of the year agree: a finding names a cell by comparing it outright.
    """

    own: Written
    last: Written
    wrong: Mapping[str, Number] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    compared: bool = False


Fault = Callable[[Base, Random], Faulted | None]


# ---------------------------------------------------------------- figures
def miswritten(slip: Slip) -> Fault:
    """A slip in the figures of a report whose prose and last year are right."""

    def fault(base: Base, random: Random) -> Faulted | None:
        case = slip(_figures(base.own), EDITION, random)
        if case is None:
            return None
        return Faulted(replace(base.own, figures=case.printed), base.last, case.wrong)

    return fault


def _figures(written: Written) -> Figures:
    return {cell: value for cell, value in written.figures.items() if value is not None}


def last_years(base: Base, random: Random) -> Faulted | None:
    """One figure left as it was last year."""
    true, before = _figures(base.own), _figures(base.last)
    cell = random.choice(summed(true))
    if not before[cell] or before[cell] == true[cell]:
        return None
    own = replace(base.own, figures={**true, cell: before[cell]})
    return Faulted(own, base.last, {cell: true[cell]})


# ---------------------------------------------------------------- years
def _following(base: Base, printed: Figures, random: Random) -> Faulted | None:
    """Figures that do not follow on, with prose that says the same as they do."""
    true = base.own.figures
    wrong = {cell: true[cell] or 0 for cell in true if printed[cell] != true[cell]}
    if not wrong:
        return None
    changed = retold(Base(replace(base.own, figures=printed), base.last), random)
    return Faulted(changed.own, base.last, wrong, compared=True)


def carried_wrongly(base: Base, random: Random) -> Faulted | None:
    """Too many carried in and as many too few received: the sums of the year agree."""
    true = _figures(base.own)
    able = [c.id for c in EDITION.columns[:-1] if true[f"t3.received.{c.id}"]]
    if not able:
        return None
    column = random.choice(able)
    by = random.randint(1, int(true[f"t3.received.{column}"]))
    printed = dict(true)
    for of in (column, "total"):
        printed[f"t3.carried_in.{of}"] += by
        printed[f"t3.received.{of}"] -= by
    case = _following(base, printed, random)
    cell = f"t3.carried_in.{column}"
    return case and replace(case, wrong={cell: true[cell]})


def stock_wrong(base: Base, random: Random) -> Faulted | None:
    cell = "t2.normative.in_force"
    true = _figures(base.own)
    return _following(base, {**true, cell: true[cell] + random.randint(1, 9)}, random)


def ten_times(base: Base, random: Random) -> Faulted | None:
    """A count of decisions with a zero too many, in table and prose."""
    true, before = _figures(base.own), _figures(base.last)
    kinds = ("licences", "penalties", "coercion")
    able = [c for c in (f"t2.{kind}.decisions" for kind in kinds) if 10 <= before[c] <= true[c]]
    if not able:
        return None
    cell = random.choice(able)
    return _following(base, {**true, cell: 10 * true[cell]}, random)


def table_left(base: Base, random: Random) -> Faulted | None:
    """All of table 3 left from last year, in table and prose."""
    before = {c: v for c, v in _figures(base.last).items() if c.startswith("t3.")}
    case = _following(base, {**_figures(base.own), **before}, random)
    return case and replace(case, checks=("years.carry.", "copy.figures."))


# ---------------------------------------------------------------- prose
def number(pattern: str, change: Callable[[int, Random], int]) -> Fault:
    """One number of section one miswritten; the pattern's group is the number."""

    def fault(base: Base, random: Random) -> Faulted | None:
        texts = base.own.texts["overview"] or ()
        found = [(n, match) for n, text in enumerate(texts) for match in re.finditer(pattern, text)]
        if not found:
            return None
        n, match = random.choice(found)
        true = int(match[1].replace(",", ""))
        printed = change(true, random)
        if printed == true or printed < 0:
            return None
        return _paragraph(
            base,
            n,
            f"{texts[n][: match.start(1)]}{printed}{texts[n][match.end(1) :]}",
            f"{printed}",
        )

    return fault


def _paragraph(base: Base, n: int, text: str, *quotes: str) -> Faulted:
    """Section one with another paragraph `n`."""
    texts = list(base.own.texts["overview"] or ())
    texts[n] = text
    own = base.own.with_text("overview", *texts)
    return Faulted(own, base.last, altered=frozenset([text]), quotes=quotes)


def slipped(true: int, random: Random) -> int:
    return int(other(f"{true}", random))


def share(base: Base, random: Random) -> Faulted | None:
    return _percentage(base, random, r"占(\d+\.\d)%")


def growth(base: Base, random: Random) -> Faulted | None:
    return _percentage(base, random, r"件，比上年(?:增长|下降)(\d+\.\d)%")


def growth_alone(base: Base, random: Random) -> Faulted | None:
    """The sentence gives the percentage without the number that grew."""
    return _percentage(base, random, r"数量比上年(?:增长|下降)(\d+\.\d)%")


def _percentage(base: Base, random: Random, pattern: str) -> Faulted | None:
    for n, text in enumerate(base.own.texts["overview"] or ()):
        match = re.search(pattern, text)
        if match:
            printed = f"{float(match[1]) + random.choice((0.3, 1, 2.5, 7, 30)):.1f}"
            return _paragraph(
                base, n, f"{text[: match.start(1)]}{printed}{text[match.end(1) :]}", f"{printed}%"
            )
    return None


def part_above_whole(base: Base, random: Random) -> Faulted | None:
    for n, text in enumerate(base.own.texts["overview"] or ()):
        match = re.search(r"公开信息([\d,]+)条，其中\D+?(\d+)条，占", text)
        if match:
            more = f"{int(match[1].replace(',', '')) + random.randint(1, 50)}"
            return _paragraph(
                base, n, f"{text[: match.start(2)]}{more}{text[match.end(2) :]}", f"{more}条"
            )
    return None


def said_when(cell: Callable[[Figures], bool], sentence: str) -> Fault:
    """A sentence put into the paragraph on applications that the figures contradict."""

    def fault(base: Base, random: Random) -> Faulted | None:
        if not cell(_figures(base.own)):
            return None
        text = (base.own.texts["overview"] or ())[REQUESTS]
        return _paragraph(base, REQUESTS, f"{text}{sentence}", sentence.rstrip("。")[-4:])

    return fault


def nothing_received(base: Base, random: Random) -> Faulted | None:
    if not base.own.figures["t3.received.total"]:
        return None
    return _paragraph(base, REQUESTS, f"本年未收到政府信息公开申请。{_cases(base)}", "未收到")


def last_paragraph(base: Base, random: Random) -> Faulted | None:
    """What last year's report says of applications, left standing."""
    cells = [f"t3.{row}.total" for row in ("received", "carried_in", "concluded", "carried_out")]
    own, last = base.own.figures, base.last.figures
    if all(own[cell] == last[cell] for cell in cells):
        return None
    text = next(t for t in base.last.texts["overview"] or () if "依申请公开" in t)
    text = text.removeprefix("（二）依申请公开。").partition("由此引起")[0]
    case = _paragraph(base, REQUESTS, f"{text}{_cases(base)}")
    return replace(case, also=("copy.last_year", "narrative.silence"))


def _cases(base: Base) -> str:
    """What the paragraph on applications says of reviews and suits."""
    text = (base.own.texts["overview"] or ())[REQUESTS]
    opening = re.search(
        r"没有发生行政复议|行政复议0件|(?:未发生)?因(?:政府)?信息公开引起的行政复议", text
    )
    cases = text[opening.start() :] if opening else ""
    return re.sub(r"新收[^。]*比上年[^。]*\.\d%。", "", cases)


def copied(section: str) -> Fault:
    def fault(base: Base, random: Random) -> Faulted:
        texts = base.last.texts[section] or ()
        own = base.own.with_text(section, *texts)
        also = ("statutory.problems_followed_up", "narrative.")
        return Faulted(own, base.last, checks=("copy.last_year",), also=also)

    return fault


def other_place(base: Base, random: Random) -> Faulted | None:
    if not base.own.name.endswith("镇"):
        return None
    place = random.choice(NEIGHBOURS)
    words = random.choice(("人民政府认真落实条例", "党委、政府高度重视信息公开"))
    if place.endswith("街道"):
        words = "办事处认真落实条例"
    texts = base.own.texts["overview"] or ()
    return _paragraph(base, 1, f"{place}{words}。{texts[1]}", place)


def other_county(base: Base, random: Random) -> Faulted | None:
    if not base.own.name.endswith("镇"):
        return None
    place = random.choice(("余干县", "蒙城县", "桐庐县", "青白江区"))
    texts = base.own.texts["overview"] or ()
    return _paragraph(base, 1, f"{place}政务公开办公室组织了抽查。{texts[1]}", place)


def without(section: str) -> Fault:
    def fault(base: Base, random: Random) -> Faulted:
        own = replace(base.own, texts={**base.own.texts, section: None})
        return Faulted(own, base.last, checks=("section.missing.",), also=("statutory.",))

    return fault


def old_period(base: Base, random: Random) -> Faulted:
    texts = tuple(t.replace(f"{YEAR}", f"{YEAR - 1}") for t in base.own.texts["preamble"] or ())
    own = base.own.with_text("preamble", *texts)
    return Faulted(own, base.last, altered=frozenset(texts), quotes=(f"{YEAR - 1}",))


def old_title(base: Base, random: Random) -> Faulted:
    own = replace(base.own, title_year=YEAR - 1)
    return Faulted(own, base.last, checks=("text.year", "form.title"))


def old_edition(base: Base, random: Random) -> Faulted:
    figures = faultless(editions()[EDITION_2019], random)
    own = replace(base.own, figures=figures, edition=EDITION_2019)
    # Its figures are another report's: prose and last year disagree as well.
    also = ("years.", "narrative.", "value.", "t2.", "copy.")
    return Faulted(own, base.last, checks=("form.edition",), also=also)


def no_contact(base: Base, random: Random) -> Faulted:
    own = base.own.with_text("preamble", *(base.own.texts["preamble"] or ())[:1])
    return Faulted(own, base.last, checks=("text.contact",))


def no_results(base: Base, random: Random) -> Faulted:
    texts = (base.own.texts["overview"] or ())[:-1]
    own = base.own.with_text("overview", *texts)
    return Faulted(own, base.last, checks=("statutory.",))


_RESULTS = "予以公开|部分公开|不予公开|无法提供|不予处理|其他处理"
_WHO = "自然人|企业|法律服务机构|其他组织|科研机构|社会公益组织"
FIGURES: dict[str, Fault] = {
    **{name: miswritten(slip) for name, slip in ONE.items() if "last year" not in name},
    "沿用上年 last year's figure": last_years,
    **{name: miswritten(slip) for name, slip in SEVERAL.items()},
    **{name: miswritten(slip) for name, slip in OTHER.items() if "table 2" in name},
}
PROSE: dict[str, Fault] = {
    "新收件数写错 received, miswritten": number(
        r"(?:新收政府信息公开申请|收到申请|收到政府信息公开申请)(\d+)件", slipped
    ),
    "办结件数写错 concluded, miswritten": number(r"办结(\d+)件", slipped),
    "结转件数写错 carried over, miswritten": number(r"结转(?:下年度)?(\d+)件", slipped),
    "一类结果写错 a result, miswritten": number(rf"(?:{_RESULTS})(\d+)件", slipped),
    "一类申请人写错 an applicant, miswritten": number(rf"(?:{_WHO})(\d+)件", slipped),
    "复议诉讼件数写错 a case count, miswritten": number(r"行政(?:复议|诉讼)(\d+)件", slipped),
    "许可件数写错 licences, miswritten": number(r"行政许可(?:决定)?(\d+)件", slipped),
    "文件存量写错 stock of documents, miswritten": number(
        r"现行有效(?:的行政规范性文件共)?(\d+)件", slipped
    ),
    "分项不等于总数 parts do not add up": number(r"信息([\d,]+)条[^。]*?、", slipped),
    "分项大于总数 a part above the whole": part_above_whole,
    "占比写错 a share, miswritten": share,
    "增减幅度写错 growth, miswritten": growth,
    "增减幅度写错，句中没有件数 growth without the number": growth_alone,
    "说没有收到 said to be none": nothing_received,
    "“均维持”与表不符 “all upheld” is untrue": said_when(
        lambda f: f["t4.review.upheld"] < f["t4.review.total"], "行政复议结果均为维持。"
    ),
    "“全部办结”与表不符 “all concluded” is untrue": said_when(
        lambda f: f["t3.carried_out.total"] > 0, "收到的政府信息公开申请已全部办结。"
    ),
    "留下上年的一段 last year's paragraph left": last_paragraph,
    "第五部分照抄上年 section five copied": copied("problems"),
    "第一部分照抄上年 section one copied": copied("overview"),
    "留有同县乡镇名称 a neighbour's name": other_place,
    "留有别县名称 another county's name": other_county,
    "缺第五部分 section five missing": without("problems"),
    "缺第六部分 section six missing": without("other"),
    "统计期限未改 last year's period": old_period,
    "标题年份未改 last year in the title": old_title,
    "用了旧版表格 the older edition": old_edition,
    "缺联系方式 no contact": no_contact,
    "缺三项结果 the three results missing": no_results,
}
YEARS: dict[str, Fault] = {
    "上年结转改动，本年自平 carry-over altered": carried_wrongly,
    "文件存量改动 stock altered": stock_wrong,
    "决定件数多写一个 0，正文相同 ten times, prose too": ten_times,
    "第三部分表沿用上年，正文相同 table 3 left": table_left,
}
UNSEEN: dict[str, Fault] = {
    **{name: miswritten(slip) for name, slip in BLIND.items()},
}
KINDS = {**FIGURES, **PROSE, **YEARS, **UNSEEN}

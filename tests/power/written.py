"""Whole reports in memory: figures that follow on from last year's, with prose true of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random

from disclosure_audit.checks import Finding
from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.forms import editions
from disclosure_audit.reports import Report, SectionText
from disclosure_audit.runs.audit import findings_of
from disclosure_audit.years.ledgers import Ledgers
from disclosure_audit.years.siblings import Siblings
from tests.builders import KIT_POLICY, TITLES, report, section, year_data
from tests.narrative.prose import prose
from tests.rendering.chains import next_year, settled
from tests.rendering.figures import SIZES, Figures, Number, faultless

YEAR = 2023
REQUESTS = 3
"""The paragraph of section one that tells of applications."""
NEIGHBOURS = ("柳河镇", "双桥乡", "石门街道", "白沙镇")
"""The other townships of the county."""
_MANY = 300
EDITION = editions()["2021"]
Texts = dict[str, tuple[str, ...] | None]
_PROBLEMS = (
    (
        "公开的政策解读偏少，群众看不懂的地方较多。",
        "下一步请业务站所参加解读材料的起草，每季度抽查一次，并请村干部和老党员试读，改到看得懂为止。",
    ),
    (
        "上年查出的解读偏少的问题已经改进，业务站所都参加了起草。",
        "今年的不足是栏目更新有时不及时；将建立每周提醒，新任信息员上岗前先跟班学习，由党政办逐月通报。",
    ),
)
_SUPERVISED = (
    "工作考核合格，社会评议满意，未发生责任追究。",
    "年度工作考核为良好等次，社会评议结果为满意，没有需要责任追究的情形。",
)


@dataclass(frozen=True)
class Written:
    """One year's report as its authors have it: figures, texts by section, title.

    Attributes:
        figures: By cell id; None is a blank.
        texts: Paragraphs by section id; None: the section is missing.
        name: Of the unit, as in the title.
        year: The report's own year.
        edition: Of its tables.
        title_year: The year in the title, where it is another one.
    """

    figures: Mapping[str, Number | None]
    texts: Texts
    name: str
    year: int = YEAR
    edition: str = "2021"
    title_year: int | None = None

    def with_text(self, section_id: str, *paragraphs: str) -> Written:
        """Return the same with other paragraphs in one section."""
        return replace(self, texts={**self.texts, section_id: paragraphs})

    @property
    def report(self) -> Report:
        """The report as the reader would hand it on."""
        title = f"{self.name}{self.title_year or self.year}年政府信息公开工作年度报告"
        return report(
            self.figures,
            edition=self.edition,
            title=title,
            name=self.name,
            year=self.year,
            parts=_sections(self.texts),
        )


@dataclass(frozen=True)
class Base:
    """A clean report, and last year's."""

    own: Written
    last: Written


def base(random: Random, shared_data: Path | None = None) -> Base:
    """Return a clean report of a township with last year's; a real city's where data are named."""
    if shared_data is not None:
        years = [real(shared_data, year) for year in (2023, 2024)]
        name = "江苏省宿迁市"
    else:
        years = _two_years(random)
        name = _unit(years)
    last, own = (
        Written(figures, {}, name, year)
        for figures, year in zip(years, (YEAR - 1, YEAR), strict=True)
    )
    return retold(Base(own, last), random)


def retold(base: Base, random: Random) -> Base:
    """Return the same figures with new prose that is true of them."""
    texts = _texts([_all(base.last.figures), _all(base.own.figures)], random)
    last, own = (
        replace(one, texts=said) for one, said in zip((base.last, base.own), texts, strict=True)
    )
    return Base(own, last)


def _all(figures: Mapping[str, Number | None]) -> Figures:
    return {cell: value or 0 for cell, value in figures.items()}


@cache
def real(shared_data: Path, year: int) -> Figures:
    """Figures of 宿迁市, whose own tables and years agree."""
    file = shared_data / "figures" / f"suqian-{year}.json"
    cells: Figures = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["cells"]
    return cells


def _two_years(random: Random) -> list[Figures]:
    size = random.choice(SIZES[:3])
    last = settled(faultless(EDITION, random, size))
    own = settled(next_year(EDITION, random, size, last))
    return [_likely(figures) for figures in (last, own)]


def _likely(figures: Figures) -> Figures:
    """Return the same without rules of a town's own, and without suits after no review at all."""
    none = ["t2.regulations."]
    if not figures["t4.review.total"]:
        none.append("t4.suit_after_review.")
    return {c: 0 if c.startswith(tuple(none)) else value for c, value in figures.items()}


def _unit(years: list[Figures]) -> str:
    """A town, or a county where a town would hardly have so many."""
    most = max(int(value) for figures in years for value in figures.values())
    return "甲县甲镇" if most < _MANY else "甲县"


def _texts(years: list[Figures], random: Random) -> list[Texts]:
    made = []
    for n, figures in enumerate(years):
        told = _own_words(years, random) if n else _elder(_whole(figures))
        year = YEAR - 1 + n
        made.append(
            Texts(
                preamble=(
                    f"本报告统计期限自{year}年1月1日起至{year}年12月31日止。",
                    "联系单位：党政综合办公室，地址：甲镇一路1号，电话：0000-0000001。",
                ),
                overview=(
                    *told,
                    f"（四）政府信息公开平台建设和监督保障。{_SUPERVISED[n]}",
                ),
                problems=_PROBLEMS[n],
                other=(_fees(figures),),
            )
        )
    return made


def _own_words(years: list[Figures], random: Random) -> tuple[str, ...]:
    """True prose of this year, with the growth since the last one."""
    last, own = (figures["t3.received.total"] for figures in years)
    texts = list(prose(_whole(years[1]), random))
    if last and own != last:
        exact = Decimal(abs(own - last) * 100) / last
        by = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        opening = random.choice((f"新收政府信息公开申请{own}件，", "新收申请数量"))
        texts[REQUESTS] += f"{opening}比上年{'增长' if own > last else '下降'}{by}%。"
    return tuple(texts)


def _elder(facts: dict[str, int]) -> tuple[str, ...]:
    """True prose of last year in words that this year's does not use: nothing was copied."""
    received, carried_in, concluded, carried_out = (
        facts[f"t3.{row}.total"] for row in ("received", "carried_in", "concluded", "carried_out")
    )
    licences, penalties = (facts[f"t2.{kind}.decisions"] for kind in ("licences", "penalties"))
    return (
        "（一）主动公开。坚持应公开尽公开，重点公开乡村振兴、住房保障和项目招投标方面的内容。"
        f"这一年里，审批窗口发出行政许可决定{licences}件，执法中队立案后下达行政处罚决定{penalties}件。",
        f"（二）依申请公开。这一年新收政府信息公开申请{received}件，另有上年结转{carried_in}件；"
        f"到12月底办结{concluded}件，还有{carried_out}件结转下年度办理。"
        f"由此引起行政复议{facts['t4.review.total']}件。",
        "（三）政府信息管理。文件在印发前逐件确定公开属性，过时的及时清理。",
    )


def _fees(figures: Figures) -> str:
    amount = figures.get("t2.fees.amount", 0)
    if not amount:
        return "本年度未收取信息处理费，无其他需要报告的事项。"
    return "本年度依法收取行政事业性收费，信息处理费按国办函〔2020〕109号办理。"


def _whole(figures: Figures) -> dict[str, int]:
    return {cell: value for cell, value in figures.items() if isinstance(value, int)}


def _sections(texts: Texts) -> tuple[SectionText, ...]:
    """Every paragraph on a line of its own, so that a place names one."""
    made = []
    line = 10
    for section_id in ("preamble", *TITLES):
        said = texts.get(section_id, ())
        if said is None:
            continue
        one = section(section_id, TITLES.get(section_id), *said)
        paragraphs = tuple(
            Paragraph(paragraph.text, Place(line=line + n))
            for n, paragraph in enumerate(one.paragraphs, 1)
        )
        made.append(replace(one, paragraphs=paragraphs, at=Place(line=line)))
        line += len(paragraphs) + 1
    return tuple(made)


def audited(
    own: Written, last: Written | None = None, ledgers: Ledgers | None = None
) -> tuple[Finding, ...]:
    """Return every finding of a report, with their causes, as a run makes them."""
    data = year_data(own.report, YEAR, last.report if last else None)
    data = replace(data, ledgers=ledgers or Ledgers(), siblings=Siblings(NEIGHBOURS))
    return findings_of(data, KIT_POLICY)

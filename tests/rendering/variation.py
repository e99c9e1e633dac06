"""Seeded variation: how people write figures, labels, headings and the text around them.

The wordings are those of published reports; none of them is taken from the code under test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from disclosure_audit.forms import Cell, Edition
from tests.rendering.figures import Number
from tests.rendering.report import HEADINGS, ReportText, TableOf, parts

_ZEROS = (("0",), ("",), ("-",), ("—",), ("－",), ("/",), ("无",), ("0", "", "—", "/"))
_PADDINGS = (" {} ", "  {}", "\u3000{}", "{}\u00a0")
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_HAN = "〇一二三四五六七八九"
_DOUBTS = ("{}*", "{}①", "{}[1]", "0{}", "约{}", "{}余", "{}?", "{}.")
"""Figures of which a reader cannot be sure; split digits are the further case."""

_LABELS = (
    ("行政事业性收费", "行政事业型收费"),
    ("行政规范性文件", "规范性文件"),
    ("本年制发件数", "本年发件"),
    ("现行有效件数", "现行有效件"),
    ("本年增/减", "本年增\\减"),
    ("本年增/减", "本年 增 / 减"),
    ("本年收费金额（单位：万元）", "本年收费金额(单位:万元)"),
    ("本年收费金额（单位：万元）", "本年收费金额\n（单位：万元）"),
    ("法人或其他组织", "法人或\n其他组织"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
    ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
     "（本列数据的钩稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
    ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
     "(本列)数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"),
)  # fmt: skip
_TITLES = {
    "overview": ("工作总体推进情况", "2023年政务公开总体情况"),
    "proactive": ("主动公开信息情况",),
    "requests": ("政府信息依申请公开办理情况",),
    "disputes": ("因政府信息公开工作被申请行政复议、提起行政诉讼情况",),
    "problems": ("存在的主要问题和改进措施", "存在的问题及改进措施"),
    "other": ("其他报告事项",),
}
_REPORT_TITLES = (
    "{unit}{year}年政府信息公开工作年度报告",
    "{year}年{unit}政府信息公开工作年度报告",
    "{unit}{year}年度政府信息公开工作年度报告",
    "{unit}人民政府{year}年政府信息公开工作报告",
)
_NOTES = (
    "注：本表数据截至本年12月31日。",
    "注：其中3件为上年结转件，2件经延期后答复。",
    "填表人：甲某　　审核人：乙某",
)
_CAPTIONS = ("单位：件", "统计表（单位：件）", "附表1")
_PROSE = (
    "本年公开政府信息128条，其中规范性文件3件，行政许可12件。",
    "（一）主动公开。全年主动公开信息1,024条，较上年增加12条。",
    "（二）依申请公开。本年收到政府信息公开申请5件，其中自然人4件，予以公开2件。",
    "1.存在问题：公开不够及时。",
    "没有行政复议、行政诉讼。",
)
_SCRIPT = str.maketrans(
    "业个为举会体决况减办务区单发后国处学实审对属废开强当总执护报据数无机权条构没现确稳类纠纳"
    "组织经结继续维缴罚获补规计认议许讼诉访询请购费转过这采钩项额关镇乡万",
    "業個為舉會體決況減辦務區單發後國處學實審對屬廢開強當總執護報據數無機權條構沒現確穩類糾納"
    "組織經結繼續維繳罰獲補規計認議許訟訴訪詢請購費轉過這採鉤項額關鎮鄉萬",
)
_YEARS = {"2019": (2019, 2020), "2021": (2021, 2022, 2023, 2024, 2025)}


@dataclass(frozen=True)
class Sample:
    """A report to be printed and read back.

    Attributes:
        report: What is printed.
        printed: The number that stands in each cell; None for a blank.
        doubtful: Whether some of its figures are written so that no reader can be sure of them.
    """

    report: ReportText
    printed: Mapping[str, Number | None]
    doubtful: bool


@dataclass(frozen=True)
class Hand:
    """How one author writes figures; each attribute is a set of ways to draw from."""

    zeros: tuple[str, ...]
    digits: tuple[str, ...]
    units: tuple[bool, ...]
    paddings: tuple[str, ...]

    @classmethod
    def of(cls, random: Random) -> Hand:
        """Draw an author: most write plain figures, some in a way of their own."""
        every = ("plain", "full", "grouped", "han")
        digits = [(way,) for way in every]
        return cls(
            zeros=random.choice(_ZEROS),
            digits=random.choices([*digits, every], (70, 10, 10, 3, 7))[0],
            units=random.choices([(False,), (True,), (False, True)], (80, 8, 12))[0],
            paddings=random.choices([("{}",), ("{}", *_PADDINGS)], (80, 20))[0],
        )

    def written(self, value: Number, cell: Cell, random: Random) -> str:
        """Return a figure as this author writes it."""
        if value == 0:
            return random.choice(self.zeros)
        digits = _digits(abs(value), random.choice(self.digits))
        sign = _sign(value, random) if cell.signed else ""
        unit = ("万元" if cell.amount else "件") if random.choice(self.units) else ""
        return random.choice(self.paddings).format(f"{sign}{digits}{unit}")


def sample(
    edition: Edition,
    figures: Mapping[str, Number | None],
    random: Random,
    *,
    doubtful: bool = False,
) -> Sample:
    """Return a report with these figures, written by a hand drawn with `random`.

    `doubtful`: up to three figures are written so that no reader can be sure of them.
    """
    hand = Hand.of(random)
    cells = edition.cells
    texts = {
        cell: "" if value is None else hand.written(value, cells[cell], random)
        for cell, value in figures.items()
    }
    printed = {cell: value if _has_digit(texts[cell]) else None for cell, value in figures.items()}
    doubts = [cell for cell, value in printed.items() if value is not None and value >= 10]
    if doubtful:
        for cell in random.sample(doubts, min(3, len(doubts))):
            texts[cell] = _doubtful(_plain(figures[cell] or 0), random)
    report = _report(edition, texts, random)
    return Sample(_in_traditional_script(report) if random.random() < 0.08 else report, printed,
                  doubtful)  # fmt: skip


def _has_digit(text: str) -> bool:
    return any(character.isnumeric() for character in text)


def _digits(value: Number, way: str) -> str:
    plain = _plain(value)
    if way == "grouped":
        whole, point, fraction = plain.partition(".")
        return f"{int(whole):,}{point}{fraction}"
    if way == "full":
        return plain.translate(_FULL_WIDTH)
    if way == "han" and "." not in plain:
        return _in_han(int(value))
    return plain


def _plain(value: Number) -> str:
    """Plain digits: a tiny amount never as 1E-7."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _in_han(value: int) -> str:
    """Chinese numerals: 十二 and 三十 below a hundred, digit for digit above."""
    if value < 10 or value > 99:
        return "".join(_HAN[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    return f"{_HAN[tens] if tens > 1 else ''}十{_HAN[ones] if ones else ''}"


def _sign(value: Number, random: Random) -> str:
    if value < 0:
        return random.choice(("-", "-", "-", "−", "－", "减少", "减"))
    return random.choice(("", "", "", "+", "增加", "增"))


def _doubtful(digits: str, random: Random) -> str:
    if random.random() < 0.3:
        at = random.randint(1, len(digits) - 1)
        return f"{digits[:at]} {digits[at:]}"
    return random.choice(_DOUBTS).format(digits)


# ---------------------------------------------------------------- around the figures
def _report(edition: Edition, texts: Mapping[str, str], random: Random) -> ReportText:
    year = random.choice(_YEARS[edition.key])
    unit = random.choice(("甲乡", "丙镇", "丁街道", "乙县戊镇"))
    tables = ("t2", "t3", "t4")
    sections = ("overview", "problems", "other")
    return ReportText(
        title=random.choice(_REPORT_TITLES).format(unit=unit, year=year),
        preamble=(f"本报告由{unit}编制，统计期限为{year}年1月1日至12月31日。",),
        headings=_headings(random),
        paragraphs={s: tuple(random.sample(_PROSE, random.randint(1, 3))) for s in sections},
        figures=texts,
        edition=edition.key,
        labels=_labels(edition, random),
        captions=_some_of(tables, _CAPTIONS, random),
        notes=_some_of(tables, _NOTES, random),
    )


def _some_of(tables: tuple[str, ...], texts: tuple[str, ...], random: Random) -> dict[str, str]:
    return {table: random.choice(texts) for table in tables if random.random() < 0.12}


def _headings(random: Random) -> dict[str, str]:
    """Official headings, some of them numbered or worded another way."""
    headings = dict(HEADINGS)
    if random.random() < 0.4:
        for number, (section, official) in enumerate(HEADINGS.items(), 1):
            ordinal, title = official[:2], official[2:]
            if random.random() < 0.3:
                ordinal = random.choice((f"{number}、", f"{number}. ", f"{ordinal[0]}、 "))
            if random.random() < 0.2:
                title = random.choice(_TITLES[section])
            headings[section] = f"{ordinal}{title}"
    return headings


def _labels(edition: Edition, random: Random) -> dict[str, str]:
    labels: dict[str, str] = {}
    if random.random() < 0.5:
        labels = {official: seen for official, seen in _LABELS if random.random() < 0.25}
    if random.random() < 0.15:
        labels |= {text: _spaced(text, random) for text in ("总计", "其他", "规章", "自然人")}
    if random.random() < 0.15:
        labels |= {
            row.label.text: row.label.text.replace("（", "(").replace("）", ")")
            for row in edition.rows
        }
    if random.random() < 0.15:
        long = [row.label.text for row in edition.rows if len(row.label.text) > 14]
        labels |= {text: _wrapped(text, random) for text in long}
    return labels


def _spaced(text: str, random: Random) -> str:
    return random.choice((" ", "  ", "\u3000")).join(text)


def _wrapped(text: str, random: Random) -> str:
    at = random.randint(6, len(text) - 4)
    return f"{text[:at]}\n{text[at:]}"


def _in_traditional_script(report: ReportText) -> ReportText:
    """The same report as a writer of traditional characters prints it, figures apart."""
    slots = (slot for part in parts(replace(report, labels={})) if isinstance(part, TableOf)
             for row in part.grid for slot in row)  # fmt: skip
    official = {slot.text for slot in slots if not slot.figure}
    return replace(
        report,
        title=report.title.translate(_SCRIPT),
        headings={section: text.translate(_SCRIPT) for section, text in report.headings.items()},
        labels={text: report.labels.get(text, text).translate(_SCRIPT) for text in official},
    )

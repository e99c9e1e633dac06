"""What a number is about where its own words do not say: the text before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from disclosure_audit.forms import Entry, vocabulary
from disclosure_audit.reports.claims.slots import Hits, hits_in, of_slot

_YEAR_WORD = re.compile(r"本年|全年|年内|上年|他年|下年|上一年|某年|同期")
_COMPARED = re.compile(r"[较比与同跟从由]$")
_PLANNED = re.compile(
    r"(?<!规划)(?<!年度)(?<!工作)计划(?![类、书\d])|拟(?!稿|定|制)|力争|争取(?!到)|预计|"
    r"将(?:于|在|新|再|进一步|继续)|确保|力求|打算|不少于"
)
_PLANNED_ON = re.compile(r"下一步|下年(?!度?继续|办理)|打算|改进(?:措施|方向)")
_SINCE = re.compile(r"(?<!本年)(?<!年初)以来|至今|截至目前|截止目前|迄今|他年累计|开通后|建站")
_EACH_TIME = re.compile(r"每|平均|人均|日均|月均")
_DISPUTED_ELSEWHERE = re.compile(r"处罚|许可|征地|拆迁|工伤|土地|强制|房屋")
_PART_OF_YEAR = re.compile(
    r"[上下]半年|(?<![每按逐半分各])季度|第?[一二三四1-4]季(?!度)|(?<![\d个])\d{1,2}\s?月(?!台|报|刊)"
)
# From January to December, up to December, the day on which the year ends.
_NOT_A_PART = re.compile(
    r"1\s?月\s?(?:1\s?日)?\s?起?\s?[-至到~—–]+\s?(?:\d{4}\s?年)?\s?12\s?月(?:\s?31\s?日)?|1\s?[-至到~—–]+\s?12\s?月|"
    r"(?:截[至止]到?|至|到)[^,;。]{0,7}?12\s?月|12\s?月\s?31\s?日|12\s?月[底末]|每\d\s?月"
)
_WHOLE_YEAR = re.compile(
    r"全年|今年(?!\d)|本年|年内|一年来|累计|合计|总计|共计|20\d{2}\s?年(?!\s?\d{1,2}\s?月)"
)
_OUT_OF = re.compile(r"[^,;。]{0,8}[,:(]?\s?(?:其中|包括|分别|均为)")
_CLAUSE_END = re.compile(r"[,;:。]")
CARRIED_IN = re.compile(
    r"(?:上年|上一年)度?(?:末)?(?:结转|接转|转来|转入|遗留|结余|延续|未办结|跨年)|结转上一?年度?|(?:年[初末底]|跨年)"
)
_NEXT = re.compile(r"(?:结转|转|转入|转至|转到|顺延|跨|次)(?:至|到|入)?下年|下年度?继续|下年办理")


@dataclass
class Context:
    """What the sentences so far have spoken of."""

    row: tuple[Entry, ...] = ()
    row_sure: bool = False
    row_just_named: bool = False
    row_of_some: bool = False
    rows_named: int = 0
    results: tuple[Entry, ...] = ()
    disputed: bool = False
    joined: bool = False
    proceedings: tuple[Entry, ...] = ()
    kinds: tuple[Entry, ...] = ()
    spoken: str = ""
    heading: str = ""
    year_word: str = ""
    parts_of_published: bool = field(default=False)

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.kinds = ()
        self.proceedings = ()
        self.results = ()
        self.disputed = False
        self.row_sure = False
        self.row_just_named = False
        self.row_of_some = False
        self.rows_named = 0
        self.year_word = ""
        self.parts_of_published = False

    def begin_number(self, between: str) -> None:
        """Take note of what stands between a number and the one before it."""
        self.joined = between[:1] in ("、", "和", "及", "与")
        if ";" in between:
            self.row_sure = self.row_of_some = False
        elif self.row_just_named and (_OUT_OF.match(between) or between.endswith("各")):
            self.row_sure = True
        self.row_just_named = False

    def name_row(self, row: tuple[Entry, ...]) -> None:
        """Take note of the row that a number was bound to."""
        self.row_sure = self.rows_named == 0 and all(entry.weak for entry in row)
        self.rows_named += row != self.row or self.rows_named == 0
        self.row = row
        self.row_just_named = not all(entry.weak for entry in row)
        self.row_of_some = False

    def see(self, hits: Hits) -> None:
        """Take note of kinds and proceedings that are named."""
        kinds, proceedings = of_slot(hits, "kind"), of_slot(hits, "proceeding")
        self.kinds = kinds or self.kinds
        self.proceedings = proceedings or self.proceedings


def about_applications(text: str) -> bool:
    """Whether a text speaks of applications last, not of another matter.

    Words of table 3 that hold other matters in themselves (信访举报投诉) are left out.
    """
    known = vocabulary()
    last = max((m.end() for m in known.applications.finditer(text)), default=-1)
    other = max((m.end() for m in known.foreign.finditer(text)), default=-1)
    if other == -1:
        return last > other
    masked = text
    for hit in hits_in(text):
        if hit.entry.slot == "row" and not hit.entry.weak:
            end = hit.start + len(hit.word)
            masked = masked[: hit.start] + "申请".ljust(len(hit.word), "　") + masked[end:]
    last = max((m.end() for m in known.applications.finditer(masked)), default=-1)
    other = max((m.end() for m in known.foreign.finditer(masked)), default=-1)
    return last > other


def year_of(clause: str, standing: str) -> tuple[str, bool]:
    """Return the year that a clause speaks of, and whether it holds for clauses after it.

    Parameters
    ----------
    clause
        Up to the number.
    standing
        The year of the clauses before.
    """
    masked = _NEXT.sub("　", CARRIED_IN.sub("　", clause))
    for match in reversed(list(_YEAR_WORD.finditer(masked))):
        if _COMPARED.search(masked[: match.start()]):
            continue
        word = match[0].replace("上一年", "上年")
        return word, len(masked[: match.start()].strip(" 在截至但而,其中")) == 0
    return standing, False


def compared_with(clause: str) -> bool:
    """Whether a clause compares with another year: 较上年的, 与上年同期."""
    return bool(re.search(r"[较比与同跟从由](?:上年|上一年|他年|同期)", clause))


def is_plan(text: str) -> bool:
    """Whether a text speaks of what is to be done."""
    masked = _NEXT.sub("　", text)
    clause = masked[max(masked.rfind(mark) for mark in ",;:。") + 1 :]
    return bool(_PLANNED.search(clause) or _PLANNED_ON.search(masked))


def is_rate(lead: str) -> bool:
    """Whether a number is said of each time or each thing."""
    return bool(_EACH_TIME.search(lead))


def is_since(sentence: str) -> bool:
    """Whether a sentence counts from an earlier year on."""
    return bool(_SINCE.search(sentence))


def disputed_elsewhere(text: str) -> bool:
    """Whether a review or suit is about something other than disclosure."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    near = text[ends[-2] :] if len(ends) > 1 else text
    about = "信息公开" in near or "公开申请" in near or "公开工作" in near
    return bool(_DISPUTED_ELSEWHERE.search(near)) and not about


def part_of_year(said: str) -> bool:
    """Whether what was said last of time is a part of the year: 上半年, 第一季度, 12月.

    Parameters
    ----------
    said
        The sentence up to the number, months of dates with a year kept.
    """
    last = max((match.end() for match in _PART_OF_YEAR.finditer(_NOT_A_PART.sub("　", said))),
               default=-1)  # fmt: skip
    return last >= 0 and not _WHOLE_YEAR.search(_NOT_A_PART.sub("　", said), last)

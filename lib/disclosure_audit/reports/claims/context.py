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
_CARRIED = re.compile(
    r"(?:上年|上一年)度?(?:末)?(?:结转|接转|转来|转入|遗留|结余|延续|未办结|跨年)|结转上一?年度?|(?:年[初末底]|跨年)"
)
_NEXT = re.compile(r"(?:结转|转|转入|转至|转到|顺延|跨|次)(?:至|到|入)?下年|下年度?继续|下年办理")


@dataclass
class Context:
    """What the sentences so far have spoken of."""

    row: tuple[Entry, ...] = ()
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
        self.year_word = ""
        self.parts_of_published = False

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
    masked = _NEXT.sub("　", _CARRIED.sub("　", clause))
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
    about = "信息公开" in text or "公开申请" in text or "公开工作" in text
    return bool(_DISPUTED_ELSEWHERE.search(text)) and not about

"""Copied passages are found whatever figures and names were changed; what all share is not."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks import Outcome, Policy
from disclosure_audit.checks.contents import problems_followed_up
from disclosure_audit.checks.copying import last_year, other_unit
from disclosure_audit.checks.passages import (
    LEAST,
    MAX_LETTERS,
    letters_of,
    runs_of_most,
    share_of,
    shared_passages,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports import Report
from disclosure_audit.years import Sibling, Siblings, YearData
from tests.builders import KIT_POLICY, report, sections

OWN = (
    "麦收时节组织收割机手信息对接会，按村公布作业次序和收费上限，机手姓名与车号一并上墙。"
    "全镇12个村先后张贴作业安排表，夜间由广播滚动播报，误工投诉比往年明显减少。"
    "对烘干塔排队情况每两小时更新一次，农户凭手机短信到场，不再整夜守候在塔前。"
)
OTHER = (
    "冬季取暖补贴分三批发放，名单先在村民小组会上念，再贴到村口，最后上传网站。"
    "有异议的由包片干部当面复核，复核结论写在原名单旁边，并注明复核日期和经手人。"
    "年底对全部名单作一次回访，电话接通率九成以上，没有发现冒领和漏发的情形。"
)
PHRASE = "本机关坚持公开为常态的要求把各项制度落到实处并接受社会各界监督"


@dataclass(frozen=True)
class WithLastYear(Subject):
    """A subject whose year data hold last year's report."""

    before: Report | None = None

    @property
    def last_year(self) -> Report | None:
        return self.before


def against_last_year(now: str, before: str, section: str = "problems") -> Outcome:
    new = report(parts=sections(**{section: (now,)}))
    old = report(parts=[part for part in sections(**{section: (before,)}) if part.id == section])
    data = YearData(new, "乙县", "甲镇", 2023, Path("report.txt"))
    return last_year.look(WithLastYear(data, KIT_POLICY, old), "copy.last_year")


def against_county(own: str, *others: str, unread: int = 0, policy: Policy = KIT_POLICY) -> Outcome:
    siblings = tuple(Sibling(f"丙{n}镇", {"overview": text}) for n, text in enumerate(others))
    made = report(parts=sections(overview=(own,)))
    data = YearData(made, "乙县", "甲镇", 2023, Path("report.txt"), Siblings((), siblings, unread))
    return other_unit.look(Subject(data, policy), "copy.other_unit")


def test_a_section_copied_from_last_year_is_found_with_its_place_and_words() -> None:
    """Changing years and figures does not hide it."""
    found = against_last_year(OWN, OWN.replace("12个村", "9个村").replace("两小时", "三小时"))
    assert (found.status, found.severity) == ("fail", None)
    assert "第五部分有 100%" in found.message.zh
    assert "麦收时节组织收割机手" in found.message.zh
    assert "本报告第五部分第 1 字起，对方第五部分第 1 字起" in found.message.zh
    assert found.at


def test_other_words_about_the_same_things_are_no_copy() -> None:
    """A text of its own passes and says what was compared."""
    found = against_last_year(OWN, OTHER)
    assert found.status == "pass"
    assert "相同最多 0%" in found.message.zh


def test_one_long_passage_in_a_text_of_its_own_is_only_asked_about() -> None:
    """Between the thresholds the unit is asked."""
    sentence = OWN.split("。")[0] + "。" + OWN.split("。")[1] + "。"
    fresh = (
        OTHER + "新建烈士纪念设施查询页面，收录本镇英烈名录，方便亲属祭扫时查找安葬地点和事迹材料。"
    )
    found = against_last_year(sentence + fresh, sentence)
    assert (found.status, found.severity) == ("fail", "verify")
    assert "建议核实" in found.message.zh


def test_without_last_year_or_its_text_nothing_is_claimed() -> None:
    """No report: not applicable; sections too short: could not be judged."""
    data = YearData(report(), "乙县", "甲镇", 2023, Path("report.txt"))
    alone = last_year.look(Subject(data, KIT_POLICY), "copy.last_year")
    assert alone.status == "not_applicable"
    assert against_last_year("公开不够及时，将改进。", OWN).status == "not_assessable"


def test_a_neighbours_text_with_the_names_changed_is_a_copy() -> None:
    """The memo says with how many reports it was compared and from whom it is."""
    own = "甲镇把信息公开列入考核。" + OWN
    found = against_county(own, OTHER, own.replace("甲镇", "丙1镇"), unread=3)
    assert (found.status, found.severity) == ("fail", None)
    assert "比较了同县 2 份报告，另有 3 份未比较" in found.message.zh
    assert "与丙1镇相同" in found.message.zh
    assert "丙0镇" not in found.message.zh


def test_a_passage_is_shown_with_its_section_in_both_reports() -> None:
    """A text moved to another section is found, and both places are named."""
    made = report(parts=sections(overview=(OTHER,), problems=(OWN,)))
    sibling = Sibling("丙镇", {"overview": OWN, "problems": OTHER[:40]})
    data = YearData(made, None, "甲镇", 2023, Path("r.txt"), Siblings((), (sibling,)))
    found = other_unit.look(Subject(data, KIT_POLICY), "copy.other_unit")
    assert "本报告第五部分第 1 字起，对方第一部分第 1 字起" in found.message.zh
    assert found.at == (made.sections[5].paragraphs[0].at,)


def test_what_most_units_share_was_handed_down() -> None:
    """A text of the county in every report is no copy of one of them; one shared by two is."""
    others = [OWN + f"第{n}镇另有安排。" for n in range(5)]
    assert against_county(OWN + OTHER, *others).status == "pass"
    few = [OWN, *(OTHER.replace("取暖", f"取{c}暖") + c * 30 for c in "子丑寅卯")]
    assert against_county(OWN, *few).status == "fail"


def test_without_read_siblings_nothing_is_claimed() -> None:
    """Reports that were not audited yet are counted, not compared."""
    found = against_county(OWN, unread=4)
    assert found.status == "not_applicable"
    assert "4 份" in found.message.zh
    bare = replace(KIT_POLICY, lists=type(KIT_POLICY.lists)())
    assert against_county(OWN, OWN, policy=bare).status == "not_applicable"


def test_legal_phrases_titles_and_set_phrases_are_left_out() -> None:
    """What every report says makes no passage."""
    text = (
        "依据《中华人民共和国政府信息公开条例》第五十条和国办公开办函〔2021〕30号的规定编制本报告"
    )
    one, other = (letters_of(text + tail, (), [PHRASE]) for tail in ("甲" * 30, "乙" * 30))
    assert shared_passages(one, other) == ()
    one, other = (letters_of(PHRASE + tail, (), [PHRASE]) for tail in ("甲" * 30, "乙" * 30))
    assert shared_passages(one, other) == ()
    assert shared_passages(letters_of(PHRASE), letters_of(PHRASE))


def test_last_year_s_problems_are_taken_up_or_asked_about() -> None:
    """上年 or 整改 in section five will do."""
    old = report(parts=sections(problems=("补贴公告偏晚，将改进。",)))

    def status(text: str) -> str:
        new = report(parts=sections(problems=(text,)))
        subject = WithLastYear(YearData(new, None, "甲镇", 2023, Path("r.txt")), KIT_POLICY, old)
        return problems_followed_up.look(subject, "statutory.problems_followed_up").status

    assert status("上年公告偏晚的问题已经解决。今年解读偏少，将增加。") == "pass"
    assert status("解读偏少，将增加图解。") == "fail"


TEXT = st.text(alphabet="甲乙丙丁戊，。12", max_size=120)


@given(
    one=TEXT, other=TEXT, shared=st.text(alphabet="子丑寅卯辰巳午未", min_size=LEAST, max_size=60)
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_whatever_stands_in_both_is_found_and_nothing_else(
    one: str, other: str, shared: str
) -> None:
    """A planted passage is covered; every passage reported is the same letters in both texts."""
    first, second = one + shared + other, other + "。" + shared + one
    a, b = letters_of(first), letters_of(second)
    passages = shared_passages(a, b)
    start = len(one)
    assert any(p.start <= start and start + len(shared) <= p.end for p in passages)
    for passage in passages:
        mine = letters_of(first[passage.start : passage.end]).text
        theirs = letters_of(second[passage.other_start : passage.other_end]).text
        assert mine == theirs
        assert passage.letters == len(mine) >= LEAST
    assert 0 <= share_of(a, passages) <= 1
    assert shared_passages(a, a)[0].letters == a.length


def test_hostile_texts_take_time_that_grows_with_their_length() -> None:
    """One letter over and over, and a period of few letters, take no more than another text."""
    for text in ("甲" * 400_000, "甲乙" * 200_000, ("甲" * 19 + "乙") * 20_000):
        start = time.perf_counter()
        a, b = letters_of(text), letters_of(text[7:])
        assert len(a.text) <= MAX_LETTERS
        assert shared_passages(a, b)
        assert runs_of_most([a, b, a], 3)
        assert time.perf_counter() - start < 2


def test_twenty_neighbours_are_compared_in_a_fraction_of_a_second() -> None:
    """A narrative of 3,000 characters each: see docs/method for the measured time."""
    own = (OWN + OTHER) * 13
    others = [own.replace("村", chr(0x4E00 + n)) for n in range(20)]
    start = time.perf_counter()
    assert against_county(own, *others).status in ("pass", "fail")
    assert time.perf_counter() - start < 1

"""Numbers of the prose that were compared with nothing are named in the memo."""

from __future__ import annotations

from disclosure_audit.memo import view_of
from tests.builders import report, sections, year_data

BOUND = "本年收到政府信息公开申请0件，公开信息9条，其中甲类4条、其他5条。"


def unbound(*texts: str) -> list[str]:
    data = year_data(report(parts=sections(overview=texts, problems=(), preamble=())))
    return [line.message for line in view_of(data, (), ruleset="test").unbound]


def test_a_number_that_was_held_against_nothing_is_listed() -> None:
    """Events and scores are listed with the words before them; counts that were bound are not."""
    assert unbound(BOUND, "召开会议3次，得分92.5分。") == ["召开会议3次", "得分92.5分"]


def test_dates_and_the_like_are_not_listed() -> None:
    """Dates, document numbers, articles, phones, plans: they say how much of nothing."""
    assert (
        unbound("2023年5月，按国办发〔2021〕30号第五条，电话0714-8532001。下一步计划培训2次。")
        == []
    )


def test_a_very_long_list_says_how_many_more() -> None:
    """At most sixty are named."""
    listed = unbound("".join(f"事项{n}次。" for n in range(2, 80)))
    assert (len(listed), listed[-1]) == (61, "另有 18 个")

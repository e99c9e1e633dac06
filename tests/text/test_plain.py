"""Plain text: what two labels share, and the numbers in front of headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.text import bare, natural_number, ordinal_of, shortened, single_line
from disclosure_audit.text.plain import half_width, is_solid, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一、 总体情况", "一总体情况"),
        ("（一）予以公开", "(一)予以公开"),
        ("本年增/减", "本年增\\减"),
        ("行政許可", "行政许可"),
        ("政府信息公開行政複議", "政府信息公开行政复议"),
        ("Ａ１", "a1"),
        ("第二十\u200b条", "第二十条"),
        ("其 他\n", "其他"),
    ],
)
def test_looks_do_not_part_labels(one: str, other: str) -> None:
    """Spaces, brackets, marks, width and script are no difference."""
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("總體情況", "总体情况"),
        ("其他對外管理服務事項", "其他对外管理服务事项"),
        ("本年新收政府信息公開申請數量", "本年新收政府信息公开申请数量"),
        ("上年結轉政府信息公開申請數量", "上年结转政府信息公开申请数量"),
        ("屬於國家秘密", "属于国家秘密"),
        ("危及三安全一穩定", "危及三安全一稳定"),
        ("補正後申請內容仍不明確", "补正后申请内容仍不明确"),
        ("要求行政機關確認或重新出具已獲取信息", "要求行政机关确认或重新出具已获取信息"),
        ("結轉下年度繼續辦理", "结转下年度继续办理"),
        ("未經復議直接起訴", "未经复议直接起诉"),
        ("存在的主要問題及改進情況", "存在的主要问题及改进情况"),
    ],
)
def test_traditional_labels_are_the_simplified_ones(traditional: str, simplified: str) -> None:
    """The form in traditional characters is the same form."""
    assert bare(traditional) == simplified


def test_raised_digits_are_no_part_of_a_label() -> None:
    """A footnote mark does not change a label, nor is it taken for a digit."""
    assert bare("总计²") == bare("总计")
    assert half_width("１２²") == "12²"


@given(st.text())
def test_bare_text_is_bare(text: str) -> None:
    """Taking the looks away twice changes nothing more."""
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("一、总体情况", "han", 1, "总体情况"),
        ("十二． 其他", "han", 12, "其他"),
        ("一 总体情况", "han", 1, "总体情况"),
        ("（三）管理", "han_bracket", 3, "管理"),
        ("( 二 ) 管理", "han_bracket", 2, "管理"),
        ("㈢管理", "han_bracket", 3, "管理"),
        ("第五部分 问题", "part", 5, "问题"),
        ("1、总体", "arabic", 1, "总体"),
        ("12. 总体", "arabic", 12, "总体"),
        ("１．总体", "arabic", 1, "总体"),
        ("2）总体", "arabic", 2, "总体"),
        ("⒉总体", "arabic", 2, "总体"),
        ("（2）总体", "arabic_bracket", 2, "总体"),
        ("⑵总体", "arabic_bracket", 2, "总体"),
        ("③总体", "circled", 3, "总体"),
    ],
)
def test_ordinals_of_every_style(text: str, style: str, value: int, rest: str) -> None:
    """The number in front of a heading is known in every system in use."""
    ordinal = ordinal_of(text)
    assert ordinal is not None
    assert (ordinal.style, ordinal.value, ordinal.rest) == (style, value, rest)


@pytest.mark.parametrize(
    "text",
    ["总体情况", "2023年工作", "3.5万元", "12.31前", "第二十条第（一）项", "一是加强", "一般",
     "十分", "", "（本列数据）", "100、"],
)  # fmt: skip
def test_what_only_looks_like_an_ordinal(text: str) -> None:
    """Years, decimals, articles and words that begin with a numeral carry no ordinal."""
    assert ordinal_of(text) is None


@given(st.text(max_size=40))
def test_any_text_has_an_ordinal_or_none(text: str) -> None:
    """Looking for an ordinal never raises, and what is left is the end of the line."""
    ordinal = ordinal_of(text)
    assert ordinal is None or (ordinal.value >= 1 and single_line(text).endswith(ordinal.rest))


@pytest.mark.parametrize(("han", "value"), [("一", 1), ("十", 10), ("十九", 19), ("二十一", 21)])
def test_numerals_of_ordinals(han: str, value: int) -> None:
    """Numerals up to 99 have their values."""
    assert natural_number(han) == value


@given(st.text(), st.integers(1, 50))
def test_shortened_text_fits(text: str, limit: int) -> None:
    """A shortened text is one line, never longer than its limit, and marked where it was cut."""
    short = shortened(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
    assert short == single_line(text) or short.endswith("…")


def test_characters_that_print_nothing_go() -> None:
    """Zero-width characters and direction marks are not visible."""
    assert visible("1\u200b2\ufeff\u202e\u00ad") == "12"


ODD = st.sampled_from("三12—a \t\n\x0b\x1c\x7f\x85\u00a0\u00ad\u200b\u2028\u3000\ue000\ufeff")


@given(st.text(ODD, max_size=6) | st.text(max_size=6))
def test_a_solid_text_is_as_it_shows(text: str) -> None:
    """What is called solid holds no white space and nothing unseen; figures and words are solid."""
    if is_solid(text):
        assert " ".join(visible(text).split()) == text == text.replace("\u00a0", "").strip()
    assert is_solid(text) or not text.isalnum()

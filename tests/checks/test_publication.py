"""What the file alone tells of its publication: its dates, pictures in place of text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from disclosure_audit.checks import Finding, Policy, audit
from disclosure_audit.checks.lists import Deadline, Lists
from disclosure_audit.documents import Place
from disclosure_audit.documents.html import read_content
from disclosure_audit.reports import Report, ShownDate, Source, date_in
from disclosure_audit.years import YearData
from tests.builders import KIT_POLICY, TEXTS, TITLES, report, section, sections
from tests.rendering import web_page
from tests.rendering.site_shells import SHELLS, shelled
from tests.sample_county.mailang import PLANS


def on_site(name: str) -> set[date | None]:
    """The dates read from a page of a site system with a whole report, published 22 January."""
    made = web_page.plain(PLANS[0].report).decode()
    body = made[made.index("<body>") + 6 : made.index("</body>")]
    content = read_content(shelled(name, PLANS[0].report.title, body))
    return {date_in(line.text) for line in content.dated}


def found_in(of: Report, policy: Policy = KIT_POLICY) -> dict[str, Finding]:
    data = YearData(of, of.county, of.township, of.year, Path("report.html"))
    return {finding.check: finding for finding in audit(data, policy)}


def shown(*days: date | None, of: Report | None = None, format: str = "html") -> Report:
    dates = tuple(ShownDate(day, f"发布时间：{day}", Place(line=3)) for day in days)
    return replace(of or report(), published=dates, source=Source("r", "0" * 64, format))


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2023, 12, 31), "pass"),
        (date(2024, 1, 31), "pass"),
        (date(2024, 2, 1), "fail"),
        (date(2023, 12, 1), "fail"),
        (date(2025, 9, 1), "fail"),
    ],
)
def test_the_day_is_held_against_the_policy_and_the_end_of_the_year(day: date, status: str) -> None:
    """By practice alone a late day is only asked about; before the year's end it cannot be."""
    found = found_in(shown(day))["statutory.deadline"]
    assert (found.status, found.severity) == (status, "verify" if status == "fail" else None)


def test_a_local_notice_makes_a_late_day_a_fault() -> None:
    """The policy says that a notice binds the unit, and which."""
    notice = Deadline(2, 20, "某市〔2024〕1号", notice=True)
    policy = replace(KIT_POLICY, lists=Lists(deadline=notice))
    late = found_in(shown(date(2024, 2, 21)), policy)["statutory.deadline"]
    assert (late.status, late.severity) == ("fail", "should_correct")
    assert "某市〔2024〕1号" in late.outcome.message.zh
    assert found_in(shown(date(2024, 2, 20)), policy)["statutory.deadline"].status == "pass"
    none = replace(KIT_POLICY, lists=Lists())
    assert found_in(shown(date(2024, 9, 9)), none)["statutory.deadline"].status == "not_applicable"


def test_a_date_signed_below_the_text_counts_where_the_page_shows_none() -> None:
    """A line of its own; a date inside a sentence is none."""
    signed = report(parts=sections(other=(*TEXTS["other"], "2024年3月5日")))
    assert found_in(signed)["statutory.deadline"].status == "fail"
    said = report(parts=sections(other=(*TEXTS["other"], "专栏于2024年3月5日改版。")))
    assert found_in(said)["statutory.deadline"].status == "not_applicable"


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ((), "not_applicable"),
        ((date(2024, 1, 12),), "pass"),
        ((date(2024, 1, 12), date(2024, 1, 12)), "pass"),
        ((date(2025, 1, 12), date(2025, 1, 15)), "fail"),
        ((date(1970, 1, 1),), "fail"),
        ((None,), "fail"),
    ],
)
def test_dates_of_a_page_agree_and_can_be(days: tuple[date | None, ...], status: str) -> None:
    """1970-01-01 is a fault of the site's system; two dates of one page are asked about."""
    assert found_in(shown(*days))["text.publication_date"].status == status


def test_an_impossible_date_is_one_cause() -> None:
    """The day of publishing fails with it, by the same cause."""
    found = found_in(shown(date(1970, 1, 1)))
    assert found["statutory.deadline"].caused_by == found["text.publication_date"].id


@pytest.mark.parametrize("name", SHELLS)
def test_the_date_that_a_site_shows_is_read_or_left_but_never_another(name: str) -> None:
    """Pages of the site systems in use: 22 January 2024, or no date."""
    assert on_site(name) <= {date(2024, 1, 22)}


def test_most_sites_dates_are_read() -> None:
    """Of the site systems in use, those that name the date as one of publishing."""
    read = [name for name in SHELLS if on_site(name)]
    assert 2 * len(read) > len(SHELLS), read


def test_the_page_s_own_word_and_its_line_are_read() -> None:
    """The meta element of sites of authorities, and 发布时间 beside the title."""
    page = (
        "<html><head><meta name='PubDate' content='2024-01-20 09:10'></head><body>"
        "<h1>甲镇2023年政府信息公开工作年度报告</h1><p>发布时间：2024年1月22日 来源：甲镇</p>"
        "<p>一、总体情况</p><p>（一）主动公开。全年公开信息五条，都在网站上公布。</p></body></html>"
    )
    dated = read_content(page.encode()).dated
    assert [date_in(line.text) for line in dated] == [date(2024, 1, 20), date(2024, 1, 22)]


def test_text_published_as_pictures_is_found_in_a_page_alone() -> None:
    """A picture file is only asked about; how a Word file was published cannot be told."""
    pictured = [
        section(p.id, TITLES[p.id], pictures=3) if p.id == "overview" else p for p in sections()
    ]
    page = shown(of=report(parts=pictured))
    assert found_in(page)["text.publication_html"].severity == "improve"
    assert found_in(shown(format="png"))["text.publication_html"].severity == "verify"
    assert found_in(shown())["text.publication_html"].status == "pass"
    assert found_in(shown(format="docx"))["text.publication_html"].status == "not_applicable"

"""Whose report it is and of which year, told from the title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.reports.report import Unit
from disclosure_audit.text import ordinal_of
from disclosure_audit.text.plain import half_width, single_line

_MAX_TITLE = 60
_MAX_TITLE_LINES = 3
_TITLE = re.compile(r"(信息|政务|政府).{0,6}公开.{0,12}(报告|年报)|工作年度报告")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=\s*年|年度|[^\d])")
_HAN_YEAR = re.compile(r"二[〇零○O0][〇零○O0一二三四五六七八九]{2}(?=\s*年)")
_HAN_DIGITS = {**{c: str(i) for i, c in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}
_TOWNSHIP = r"(?:街道|民族乡|镇|乡|苏木)"
_UNIT_NAME = re.compile(
    r"(?:(?P<province>.{2,8}?(?:省|自治区)))?"
    r"(?:(?P<city>[^省]{2,8}?(?:市|自治州|地区|盟)))?"
    r"(?:(?P<county>.{1,9}?(?:县|区|旗|市)))?"
    rf"(?P<unit>.{{1,12}}?{_TOWNSHIP})(?:人民政府|政府|办事处|办)?"
)
_UNIT_ALONE = re.compile(rf"(?P<unit>.{{1,12}}?{_TOWNSHIP})(?:人民政府|政府|办事处|办)?")
_DEPARTMENT = re.compile(r".*(?:局|委员会|委|办公室|办公厅|中心|厅|院|队)")
_COUNTY_OR_ABOVE = re.compile(
    r"(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?(?:市|自治州|地区|盟))?(?:.{1,9}?(?:县|区|旗|市))?"
    r"(?:人民政府|政府)?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title line as printed, with what it says."""

    text: str
    at: Place
    name: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's name taken apart; each part None where the name does not say it."""

    township: str | None
    county: str | None
    unit: Unit | None


def title_of(paragraphs: list[Paragraph], page_title: str | None) -> Title | None:
    """Return the report's title: the first title line of its text, else the page's title.

    Parameters
    ----------
    paragraphs
        Those before the first section.
    page_title
        Title that the page or file carries outside its text.
    """
    lines = [single_line(paragraph.text) for paragraph in paragraphs]
    found = [_title_at(paragraphs, lines, first, end) for first, end in _title_lines(lines)]
    if found:
        # A page's navigation repeats 政府信息公开年度报告: the title says who and when.
        return max(found, key=lambda t: (t.name is not None) + (t.year is not None))
    if page_title and is_title(page_title):
        return _title(re.split(r"\s*[-_|｜]\s*", single_line(page_title))[0], Place())
    return None


def _title_lines(lines: list[str]) -> list[tuple[int, int]]:
    """Return from where to where titles go: on one line, else broken over two or three."""
    for count in range(1, _MAX_TITLE_LINES + 1):
        places = [
            (first, first + count)
            for first in range(len(lines) - count + 1)
            if is_title("".join(lines[first : first + count]))
        ]
        if places:
            return places
    return []


def _title_at(paragraphs: list[Paragraph], lines: list[str], first: int, end: int) -> Title:
    """Return the title on these lines, with the lines above that name its unit or year."""
    text = "".join(lines[first:end])
    for above in range(first - 1, max(first - _MAX_TITLE_LINES, -1), -1):
        title = _title(text, paragraphs[first].at)
        if (title.name and title.year) or not _begins_title(lines[above]):
            break
        text, first = lines[above] + text, above
    return _title(text, paragraphs[first].at)


def is_title(text: str) -> bool:
    """Whether a line can be the title of an annual report."""
    line = single_line(text)
    plausible = 6 <= len(line) <= _MAX_TITLE and not any(mark in line for mark in "。；，：")
    return plausible and ordinal_of(line) is None and bool(_TITLE.search(line))


def name_of(text: str | None) -> Name:
    """Return township, county and kind told from a unit's name."""
    plain = re.sub(r"\s+", "", text or "")
    match = _UNIT_NAME.fullmatch(plain)
    if match and _swallowed(match):
        match = _UNIT_ALONE.fullmatch(plain)
    if match:
        unit: Unit = "subdistrict" if match["unit"].endswith("街道") else "township"
        return Name(match["unit"], match.groupdict().get("county"), unit)
    if _DEPARTMENT.fullmatch(plain):
        return Name(plain, None, "department")
    short = re.sub(r"(人民政府|政府)$", "", plain)
    if short and _COUNTY_OR_ABOVE.fullmatch(plain):
        return Name(re.sub(r"^.{2,8}?(省|自治区)(?=.)", "", short), None, "county_or_above")
    return Name(plain or None, None, None)


def _swallowed(match: re.Match[str]) -> bool:
    """Whether a county was read out of a town's own name, as 红旗 out of 红旗岭镇."""
    county, unit = match["county"] or "", re.sub(_TOWNSHIP, "", match["unit"])
    alone = not match["province"] and not match["city"]
    return alone and len(county) == 2 and not county.endswith("县") and len(unit) < 2


def _title(text: str, at: Place) -> Title:
    return Title(text, at, _name_in(text), year_in(text))


def year_in(text: str) -> int | None:
    """Return the first year printed in `text`, in Western or Chinese digits."""
    western = _YEAR.search(half_width(text))
    if western:
        return int(western[0])
    han = _HAN_YEAR.search(text)
    return int("".join(_HAN_DIGITS.get(c, "0") for c in han[0])) if han else None


def _name_in(title: str) -> str | None:
    """Return the unit's name in a title: what stands before the year, or between year and 政府."""
    plain = half_width(re.sub(r"\s+", "", title))
    year = _YEAR.search(plain) or _HAN_YEAR.search(plain)
    if year and year.start() > 0:
        return plain[: year.start()].removeprefix("关于") or None
    rest = re.sub(r"^年?度?", "", plain[year.end() :]) if year else plain
    match = re.match(r"(.+?)(?=政府信息公开|政务公开|政务信息|信息公开|年度|工作)", rest)
    # 甲镇人民政府信息公开: 政府 stands there once for 人民政府 and for 政府信息.
    name = re.sub(r"(?<=.)人民$", "", match[1]) if match else ""
    return name if name_of(name).unit else None


def _begins_title(line: str) -> bool:
    """Whether a line can be the first part of a title: the unit, the year, 政府信息公开."""
    return 2 <= len(line) <= 30 and bool(
        re.fullmatch(
            rf"(.*({_TOWNSHIP}|政府|办事处|办公室|局|委员会))?"
            r"((?:19|20)\d{2}年?度?|二[〇零○\d一二三四五六七八九]{3}年度?)?(政府信息公开(工作)?)?",
            re.sub(r"\s+", "", half_width(line)),
        )
    )

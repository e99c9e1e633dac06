"""The page as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from disclosure_audit.checks import Policy, audit
from disclosure_audit.documents import Note, Place
from disclosure_audit.memo import MemoParts, memo_parts
from disclosure_audit.memo.exporter import memo_page
from disclosure_audit.reports import CellValue
from disclosure_audit.text import Language, Words
from tests.memo.browser import Witness, chromium
from tests.memo.builders import (
    RULESET,
    change,
    column,
    finding,
    memo_notebook,
    report,
    words,
    year_data,
)

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>document.title='pwned';alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<a href='javascript:alert(3)'>click</a>",
    '"><svg onload=alert(4)>',
    "'\"]]></style></title></textarea><script>alert(5)</script>",
    "{{7*7}}{% for x in y %}{{ x }}",
    "长" * 400,
    "W" * 400,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def parts_of(text: str, path: str = "folder/report.txt", language: Language = "zh") -> MemoParts:
    """A memo in which every place that a report can fill holds `text`."""
    cell = "t3.received.natural_person"
    of = report(
        title=text,
        township=text,
        county=text,
        cells={**report().cells, cell: CellValue("invalid", None, text, Place(line=3))},
        notes=(Note("x", words(text)),),
    )
    foreign = Words(text, text)
    ties = ((change(cell, 1, 2, text),), (change("t3.received.total", 1, 2, text),))
    fault = finding(
        f"value.{cell}",
        cells=(cell,),
        message=foreign,
        expected=text,
        actual=text,
        calculation=foreign,
        suggestion=foreign,
        repairs=ties,
    )
    others = (
        finding("section.title.other", message=foreign, severity="improve", actual=text),
        finding("t3.balance.total", message=foreign, caused_by=fault.id, cells=column("total")),
        finding("text.year", "not_assessable", message=foreign),
        finding("text.period", "pass", message=foreign, family="text"),
        finding("statutory.requests", "waived", message=foreign),
        finding("text.tables_as_pictures", "not_applicable", message=foreign),
    )
    data = year_data(of, path)
    return memo_parts(data, (fault, *others), ruleset=text, language=language)


@pytest.mark.parametrize("guarded", [True, False], ids=["policy", "no-policy"])
@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_text(browser: Browser, tmp_path: Path, text: str, guarded: bool) -> None:
    """Whatever a report prints appears as text: nothing runs or loads, with or without the CSP."""
    target = tmp_path / "memo.html"
    name = text.replace("/", "∕")[:80]
    target.write_text(
        memo_page(memo_notebook(parts_of(text, f"folder/{name}.txt"))), encoding="utf-8"
    )
    if not guarded:
        html = target.read_text("utf-8")
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
        assert bare != html
        target.write_text(bare, encoding="utf-8")
    witness = Witness(browser, 390, 844)
    opened = witness.open(target)
    for link in opened.query_selector_all(".da-memo a"):
        link.evaluate("element => element.click()")
    assert witness.dialogs == []
    assert witness.console == []
    assert {url.partition("#")[0] for url in witness.requests} == {target.resolve().as_uri()}
    assert text[:30] in (opened.text_content(".da-problems") or "")
    assert text[:30] in (opened.text_content("#da-c-t3-received-natural_person") or "")
    assert opened.title().startswith("关于")
    assert opened.evaluate("document.querySelectorAll('script, img, svg, iframe').length") == 0
    assert sideways(witness) == 0


def sideways(witness: Witness) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return int(
        witness.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


def full_memo(language: Language = "zh") -> MemoParts:
    cells = {
        name: CellValue("blank", None, "") if name.startswith("t3") else cell
        for name, cell in report("2019").cells.items()
    }
    cells["t3.received.total"] = CellValue("given", 12, "12")
    data = year_data(report("2019", cells=cells, year=2020))
    return memo_parts(
        replace(data, year=2020), audit(data, Policy((), "t")), ruleset=RULESET, language=language
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 390, 768, 1199, 1200, 1920])
def test_the_page_never_scrolls_sideways(
    browser: Browser, tmp_path: Path, width: int, language: Language
) -> None:
    """Wide tables scroll in their own box; the page itself fits every screen."""
    target = tmp_path / "memo.html"
    target.write_text(memo_page(memo_notebook(full_memo(language))), encoding="utf-8")
    witness = Witness(browser, width, 844)
    witness.open(target)
    assert sideways(witness) == 0


def test_tables_stand_beside_the_problems_on_a_wide_screen(
    browser: Browser, tmp_path: Path
) -> None:
    """From 1200 pixels the tables are right of the problems; below, they come after them."""
    target = tmp_path / "memo.html"
    target.write_text(memo_page(memo_notebook(full_memo())), encoding="utf-8")
    for width, beside in ((1280, True), (900, False)):
        opened = Witness(browser, width).open(target)
        problems = opened.locator(".da-problems").bounding_box()
        tables = opened.locator(".da-tables").bounding_box()
        assert problems is not None
        assert tables is not None
        assert (tables["x"] >= problems["x"] + problems["width"]) is beside
        assert (tables["y"] >= problems["y"] + problems["height"]) is not beside


def test_print_opens_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    """On paper the passed checks are spelled out, though they are folded on the screen."""
    target = tmp_path / "memo.html"
    target.write_text(memo_page(memo_notebook(full_memo())), encoding="utf-8")
    opened = Witness(browser).open(target)
    item = opened.locator(".da-passed li").first
    assert not item.is_visible()
    opened.emulate_media(media="print")
    assert item.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_dark(browser: Browser, tmp_path: Path, scheme: str) -> None:
    """All texts, severities and links keep a contrast of at least 4.5 to 1 on the page."""
    target = tmp_path / "memo.html"
    target.write_text(memo_page(memo_notebook(full_memo())), encoding="utf-8")
    opened = Witness(browser).open(target)
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ground = channels(opened.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    script = "nodes => [...new Set(nodes.map(n => getComputedStyle(n).color))]"
    selector = (
        ".da-part p, .da-part dd, .da-part dt, .da-part a, .da-part .da-soft, .da-finding .da-sev"
    )
    colours = opened.eval_on_selector_all(selector, script)
    assert len(colours) >= 3
    assert min(contrast(channels(colour), ground) for colour in colours) >= 4.5


def channels(colour: str) -> tuple[float, ...]:
    return tuple(float(part) for part in re.findall(r"[\d.]+", colour)[:3])


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[float, ...]) -> float:
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

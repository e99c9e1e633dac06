"""The pictures of a memo in README: ``python -m tests.memo.pictures`` after ``make audit``."""

from __future__ import annotations

from pathlib import Path

from tests.memo.browser import Witness, chromium

ROOT = Path(__file__).resolve().parents[2]
MEMO = ROOT / "townships" / "青禾县" / "晚渡镇" / "2020" / "memo.html"


def main() -> None:
    with chromium() as browser:
        for name, width, height in (("desk", 1280, 1000), ("phone", 390, 844)):
            page = Witness(browser, width, height).open(MEMO)
            page.screenshot(path=ROOT / "docs" / "images" / f"memo-{name}.png")


if __name__ == "__main__":
    main()

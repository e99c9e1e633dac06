"""Reports of several picture files: report-1.png, report-2.png and so on are one report."""

from __future__ import annotations

import re
from pathlib import Path

from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_FILES = 100
"""Pages of one report."""

_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_FIRST = re.compile(r"(?P<stem>.+)-0*1")


def is_first_page(path: Path) -> bool:
    """Whether a file's name is that of the first of several pages, such as report-1.png."""
    return _FIRST.fullmatch(path.stem) is not None


def page_files(path: Path) -> tuple[Path, ...]:
    """Return the files of a report in their order: more than one where the name ends in -1.

    Parameters
    ----------
    path
        A picture; the others lie beside it, of whatever picture format.

    Raises
    ------
    FilerError
        A page between two others is missing, one is there twice, or there are too many.
    """
    named = _FIRST.fullmatch(path.stem)
    if named is None:
        return (path,)
    pattern = re.compile(re.escape(named["stem"]) + r"-(\d{1,4})")
    found: dict[int, list[Path]] = {}
    for other in sorted(path.parent.iterdir()):
        page = pattern.fullmatch(other.stem)
        if page and other.suffix.lower() in _PICTURES:
            found.setdefault(int(page[1]), []).append(other)
    found.pop(0, None)
    wanted = range(1, max(found, default=1) + 1)
    if len(wanted) > MAX_FILES:
        raise _refused(
            f"页号到 {len(wanted)}，一份报告最多 {MAX_FILES} 页。请确认文件名。",
            f"go up to page {len(wanted)}; a report has {MAX_FILES} at most. Check the names.",
        )
    for number in wanted:
        names = found.get(number, [])
        if len(names) != 1:
            zh, en = ("缺少", "is missing") if not names else ("重复", "is there twice")
            raise _refused(
                f"第 {number} 页{zh}。请补齐各页，每页一个文件。",
                f"lack order: page {number} {en}. Put one file there for each page.",
            )
    return tuple(found[number][0] for number in wanted)


def _refused(zh: str, en: str) -> FilerError:
    return FilerError(Words(f"分页图片（如 report-1.png）{zh}", f"The page files {en}"))

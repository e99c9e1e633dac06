"""A year folder: which file of it is the report."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.documents import FORMATS, is_first_page
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a path that no system opens is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def folder_before(folder: Path) -> Path | None:
    """Return the township's year folder of the year before `folder`, where there is one."""
    if not folder.name.isdecimal():
        return None
    before = folder.parent / str(int(folder.name) - 1)
    return before if is_folder(before) else None


def _is_report(path: Path) -> bool:
    """Whether a file is named as the report, or as the first of its pages."""
    name = path.stem.lower()
    return name == "report" or (name.startswith("report-") and is_first_page(path))


def report_in(folder: Path) -> Path:
    """Return the ``report.<ext>`` of a year folder, or ``report-1.<ext>`` for several pages.

    Raises
    ------
    FilerError
        There is none, or there are several.
    """
    try:
        found = sorted(p for p in folder.iterdir() if _is_report(p) and p.is_file())
    except OSError as error:
        raise FilerError(
            Words(
                f"文件夹 {folder} 打不开（{error.strerror}）。请检查权限。",
                f"{folder} cannot be opened ({error.strerror}). Check its permissions.",
            )
        ) from error
    found = [p for p in found if p.suffix.lower() != ".json"]
    readable = [p for p in found if p.suffix.lower().lstrip(".") in FORMATS]
    if len(readable) == 1 and len(found) == 1:
        return readable[0]
    if len(found) > 1:
        names = "、".join(p.name for p in found)
        raise FilerError(
            Words(
                f"文件夹 {folder} 中有几份报告（{names}），只应有一份。请留下正式发布的一份。",
                f"{folder} holds several reports ({names}); one is allowed. "
                "Keep the one that was published.",
            )
        )
    if found:
        return found[0]  # its reader says what the format lacks
    extensions = "、".join(sorted(FORMATS))
    raise FilerError(
        Words(
            f"文件夹 {folder} 中没有报告。请放入一份名为 report 的文件（{extensions}），"
            "例如 report.html。",
            f"{folder} holds no report. Put one there named report ({extensions}), "
            "for example report.html.",
        )
    )


def holds_report(folder: Path) -> bool:
    """Whether a year folder holds a file named as the report, or cannot be looked into."""
    try:
        return any(_is_report(p) and p.suffix.lower() != ".json" for p in folder.iterdir())
    except OSError:
        return True

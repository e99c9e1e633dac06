"""What is installed, which readers work, what is missing and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec

from disclosure_audit.documents import FORMATS, libreoffice
from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.forms import editions
from disclosure_audit.runs.places import default_policy, notebook_path
from disclosure_audit.text import Words

_PACKAGES = (
    "papermill", "nbconvert", "nbclient", "jupyterlab", "ipywidgets", "pandas", "pydantic",
    "chinesecalendar",
)  # fmt: skip
_RECOGNITION = ("rapidocr", "onnxruntime", "cv2", "PIL")
_LIBRARY_OF = {
    "html": "lxml", "mht": "lxml", "docx": "lxml", "xlsx": "lxml", "ods": "lxml", "xls": "xlrd",
    "et": "xlrd", "pdf": "pypdfium2", "png": "rapidocr", "jpg": "rapidocr", "tif": "rapidocr",
    "bmp": "rapidocr", "gif": "rapidocr", "webp": "rapidocr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: whether it is fine, and what to say of it."""

    fine: bool
    words: Words


def examination() -> list[Item]:
    """Return everything that the kit needs, with its state."""
    running = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    items = [Item(True, Words(f"Python {running}", f"Python {running}"))]
    items += [_package(name) for name in ("disclosure-audit", *_PACKAGES)]
    items += [_reader(extension) for extension in FORMATS]
    items += [_recognition(), _libreoffice(), _kernel(), _exporter()]
    items.append(_promise("表格格式", "editions of the form", lambda: "、".join(editions())))
    items.append(
        _promise("核查笔记本", "audit notebook", lambda: notebook_path("township_audit").name)
    )
    items.append(_promise("核查口径", "policy", lambda: default_policy().name))
    return items


def _package(name: str) -> Item:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Item(
            False,
            Words(
                f"缺少 {name}：pip install --require-hashes -r requirements.lock",
                f"{name} is missing: pip install --require-hashes -r requirements.lock",
            ),
        )
    return Item(True, Words(f"{name} {found}", f"{name} {found}"))


def _reader(extension: str) -> Item:
    library = _LIBRARY_OF.get(FORMATS[extension][0])
    if library is None or find_spec(library):
        return Item(True, Words(f"可读取 .{extension}", f"reads .{extension}"))
    return Item(
        False,
        Words(
            f"不能读取 .{extension}：缺少 {library}，请按 README 重新安装",
            f".{extension} is not read: {library} is missing, install again as README says",
        ),
    )


def _recognition() -> Item:
    missing = [name for name in _RECOGNITION if not find_spec(name)]
    if not missing:
        return Item(
            True,
            Words(
                "文字识别：rapidocr（读取扫描件和图片，不联网）",
                "recognition: rapidocr (scans and pictures, offline)",
            ),
        )
    return Item(
        False,
        Words(
            f"不能读取扫描件和图片：缺少 {'、'.join(missing)}，请按 README 重新安装",
            f"scans and pictures are not read: {', '.join(missing)} missing, install again as "
            "README says",
        ),
    )


def _libreoffice() -> Item:
    found = libreoffice.program()
    if found is not None:
        return Item(
            True,
            Words(f"LibreOffice：{found}（读取 doc、wps）", f"LibreOffice: {found} (doc, wps)"),
        )
    return Item(
        False,
        Words(
            "没有 LibreOffice，不能读取 .doc 和 .wps：apt-get install libreoffice-writer "
            "libreoffice-calc，或从 libreoffice.org 安装；也可在 Word 或 WPS 中另存为 docx",
            "no LibreOffice, so .doc and .wps are not read: apt-get install libreoffice-writer "
            "libreoffice-calc, or install it from libreoffice.org; or save the files as docx in "
            "Word or WPS",
        ),
    )


def _kernel() -> Item:
    if find_spec("ipykernel"):
        return Item(True, Words("Jupyter 内核 python3", "Jupyter kernel python3"))
    return Item(
        False, Words("缺少 Jupyter 内核：安装 ipykernel", "no Jupyter kernel: install ipykernel")
    )


def _exporter() -> Item:
    names = {point.name for point in entry_points(group="nbconvert.exporters")}
    if "disclosure_memo" in names:
        return Item(True, Words("备忘录导出器 disclosure_memo", "exporter disclosure_memo"))
    return Item(
        False,
        Words(
            "缺少备忘录导出器：在项目文件夹运行 pip install --no-deps --no-build-isolation -e .",
            "exporter disclosure_memo is missing: run pip install --no-deps "
            "--no-build-isolation -e . in the project's folder",
        ),
    )


def _promise(zh: str, en: str, look: Callable[[], str]) -> Item:
    try:
        found = look()
    except DisclosureAuditError as error:
        return Item(False, error.words)
    return Item(True, Words(f"{zh}：{found}", f"{en}: {found}"))

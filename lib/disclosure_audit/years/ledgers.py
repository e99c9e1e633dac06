"""The registers behind a report: the files of a year folder's ledgers/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from disclosure_audit.documents import Note, Place
from disclosure_audit.documents.cells_of_sheets import sheets_in
from disclosure_audit.documents.encodings import NoTextError
from disclosure_audit.documents.sheet_blocks import MAX_CELLS
from disclosure_audit.errors import FilerError
from disclosure_audit.forms import Edition
from disclosure_audit.forms.ledgers import LedgerForm, ledger_forms
from disclosure_audit.text import Words, shortened
from disclosure_audit.years.ledger_rows import Ledger, too_many
from disclosure_audit.years.ledger_sheets import ledger_of

FOLDER = "ledgers"
_MAX_FILES = 100
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Ledgers:
    """All registers of a year folder by id, and what there is to note of them."""

    found: Mapping[str, Ledger] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def load_ledgers(folder: Path, form: Edition) -> Ledgers:
    """Read the registers of a year folder.

    Parameters
    ----------
    folder
        The year folder.
    form
        The report's edition of the form: its rows name the outcomes.

    Returns
    -------
    Ledgers
        One for each known file. What cannot be read is a Ledger with its problem: the report is
        audited without it, and nothing that it bears on passes.
    """
    known = ledger_forms()
    files: dict[str, list[Path]] = {}
    notes: list[Note] = []
    files_in = _files(folder / FOLDER, notes)
    for path in files_in or ():
        name = path.stem.lower()
        if name in known and path.suffix.lower() in (".csv", ".xlsx"):
            files.setdefault(name, []).append(path)
        else:
            notes.append(_unknown_file(path))
    if files_in is None:
        notes.append(Note("ledger", _NO_FOLDER, Place(file=FOLDER)))
        return Ledgers(
            {name: Ledger(known[name], FOLDER, problem=_NO_FOLDER) for name in known}, tuple(notes)
        )
    found = {}
    for name, paths in files.items():
        found[name], own = _ledger(known[name], paths, form)
        notes += own
    return Ledgers(found, tuple(notes))


def _files(folder: Path, notes: list[Note]) -> list[Path] | None:
    """Return the files of the registers; None where what has their folder's name is no folder."""
    try:
        paths = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "~$")))
    except OSError:
        return None if folder.exists() else []
    if len(paths) > _MAX_FILES:
        words = Words(
            f"{FOLDER}/ 中有 {len(paths)} 个文件，只看前 {_MAX_FILES} 个。",
            f"{FOLDER}/ holds {len(paths)} files; only the first {_MAX_FILES} were looked at.",
        )
        notes.append(Note("ledger", words, Place(file=FOLDER)))
    return paths[:_MAX_FILES]


def _ledger(form: LedgerForm, paths: list[Path], edition: Edition) -> tuple[Ledger, list[Note]]:
    path = paths[0]
    file = _name(path)
    if len(paths) > 1:
        names = "、".join(_name(p) for p in paths)
        return Ledger(form, file, problem=_several_files(names)), []
    try:
        sheets = sheets_in(path) if path.is_file() else None
    except NoTextError:
        return Ledger(form, file, problem=_said_of(file, _NO_TEXT)), []
    except FilerError as error:
        return Ledger(form, file, problem=_said_of(file, error.words)), []
    if sheets is None:
        return Ledger(form, file, problem=_said_of(file, _NO_FILE)), []
    if sum(len(sheet.cells) for sheet in sheets) > MAX_CELLS:
        return Ledger(form, file, problem=too_many(file)), []
    return ledger_of(sheets, form, file, edition)


_NO_TEXT = Words(
    "内容不是能读取的文字：应为 UTF-8 或 GB18030 编码，并且没有损坏。"
    "请用电子表格程序打开这份台账，核对后另存为 csv 或 xlsx。",
    "The content is no text that can be read: UTF-8 or GB18030 is expected, undamaged. Open the "
    "register in a spreadsheet program, look it over and save it as csv or xlsx.",
)
_NO_FILE = Words(
    "不是文件（是文件夹、管道、设备或失效的链接），没有读取。请换成 csv 或 xlsx 文件。",
    "It is no file (but a folder, a pipe, a device or a broken link) and was not read. Put a csv "
    "or xlsx file there.",
)
_NO_FOLDER = Words(
    f"{FOLDER} 打不开，或者不是文件夹，没有读取台账。请建成文件夹，把台账放在里面。",
    f"{FOLDER} cannot be opened or is no folder; no register was read. Make it a folder that holds "
    "the registers.",
)


def _said_of(file: str, words: Words) -> Words:
    return Words(f"{file}：{words.zh}", f"{file}: {words.en}")


def _name(path: Path) -> str:
    return f"{FOLDER}/{shortened(path.name, _LONGEST_NAME)}"


def _several_files(names: str) -> Words:
    return Words(
        f"同一台账有几个文件（{names}），只应有一个。请留下正式的一个。",
        f"There are several files of one register ({names}). Keep the right one.",
    )


def _unknown_file(path: Path) -> Note:
    names = "、".join(f"{name}.csv" for name in ledger_forms())
    return Note(
        "ledger",
        Words(
            f"{_name(path)} 没有使用：台账的文件名应为 {names}（或 .xlsx）。",
            f"{_name(path)} was not used: registers are named {names} (or .xlsx).",
        ),
        Place(file=_name(path)),
    )

"""The registers behind a report: the files of a year folder's ledgers/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from disclosure_audit.documents import Note, Place
from disclosure_audit.documents.cells_of_sheets import sheets_in
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
    for path in _files(folder / FOLDER, notes):
        name = path.stem.lower()
        if name in known and path.suffix.lower() in (".csv", ".xlsx"):
            files.setdefault(name, []).append(path)
        else:
            notes.append(_unknown_file(path))
    found = {}
    for name, paths in files.items():
        found[name], own = _ledger(known[name], paths, form)
        notes += own
    return Ledgers(found, tuple(notes))


def _files(folder: Path, notes: list[Note]) -> list[Path]:
    try:
        paths = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "~$")))
    except OSError:
        if folder.exists():
            words = Words(
                f"{FOLDER} 打不开，没有读取台账。",
                f"{FOLDER} cannot be opened; no register was read.",
            )
            notes.append(Note("ledger", words, Place(file=FOLDER)))
        return []
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
        sheets = sheets_in(path)
    except FilerError as error:
        said = error.words
        return Ledger(form, file, problem=Words(f"{file}：{said.zh}", f"{file}: {said.en}")), []
    if sum(len(sheet.cells) for sheet in sheets) > MAX_CELLS:
        return Ledger(form, file, problem=too_many(file)), []
    return ledger_of(sheets, form, file, edition)


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

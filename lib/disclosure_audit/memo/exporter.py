"""From an executed notebook to memo.html: nbconvert's exporter ``disclosure_memo``.

Nothing is published by default. Only text/html outputs of code cells tagged ``memo`` reach the
page, each cleaned (cleaning.py); the template never sees the notebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import nbformat
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from disclosure_audit.errors import MachineError
from disclosure_audit.memo.cleaning import cleaned, ids_in, without_dead_links
from disclosure_audit.memo.parts import METADATA_KEY, PART_NAMES, part_style
from disclosure_audit.text import Language, Words, shortened

TAG = "memo"
_HTML = "text/html"
_LANGUAGE_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_UNTITLED = Words("核查备忘", "Audit memo")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Published:
    """One output that may be published: its part name (None: some other output) and clean HTML."""

    part: str | None
    html: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """What the page template gets.

    Parameters
    ----------
    language
        Of the page, as an HTML language tag.
    title
        Of the page; plain text.
    parts
        What is published, in the notebook's order.
    style
        The style sheet of the parts.
    """

    language: str
    title: str
    parts: tuple[Published, ...]
    style: Markup

    @property
    def beside(self) -> bool:
        """Whether there are tables to stand beside the problems."""
        return any(part.part == "tables" for part in self.parts)


# nbconvert and nbformat are typed in part only: its own subclasses override with other types too.
class DisclosureMemoExporter(TemplateExporter):
    """Writes the memo of an executed notebook as one HTML page."""

    export_from_notebook = "Disclosure memo"
    output_mimetype = _HTML

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "disclosure_memo"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(files("disclosure_audit.memo").joinpath("templates"))]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources.

        Parameters
        ----------
        nb
            The executed notebook.
        resources, kw
            As nbconvert passes them.

        Raises
        ------
        MachineError
            A cell failed or did not run, or nothing is tagged for the memo.
        """
        page = page_of(nb)
        empty = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
        return super().from_notebook_node(empty, {**(resources or {}), "memo": page}, **kw)

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.undefined = StrictUndefined
        return environment


def memo_page(notebook: NotebookNode) -> str:
    """Return the memo of an executed notebook.

    Raises
    ------
    MachineError
        A cell failed or did not run, or nothing is tagged for the memo.
    """
    exporter = DisclosureMemoExporter()  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook)
    return html


def page_of(notebook: NotebookNode) -> Page:
    """Return what of an executed notebook may be published.

    Raises
    ------
    MachineError
        A cell failed or did not run, or nothing is tagged for the memo.
    """
    _refuse_failed(notebook)
    found = [
        (_own_metadata(output), cleaned(output.data[_HTML]))
        for cell in _memo_cells(notebook)
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result") and _HTML in output.data
    ]
    if not found:
        raise MachineError(
            Words(
                "笔记本中没有可写入备忘录的内容：应有标签为 memo 且输出了 HTML 的单元。"
                "请先运行笔记本，或恢复随程序提供的笔记本。",
                "The notebook holds nothing for the memo: cells tagged memo with HTML outputs were "
                "expected. Run the notebook first, or restore the one that came with the kit.",
            )
        )
    targets = frozenset(name for _, html in found for name in ids_in(html))
    language = _first(found, "language")
    known: Language = "en" if language == "en" else "zh"
    title = shortened(_first(found, "title") or "", _LONGEST_TITLE)
    return Page(
        language=_LANGUAGE_TAGS[known],
        title=title or _UNTITLED.said(known),
        parts=tuple(_published(own, html, targets) for own, html in found),
        style=Markup(part_style()),
    )


def _published(own: dict[str, str], html: str, targets: frozenset[str]) -> Published:
    # Markup is right here and nowhere else: nh3 has just cleaned this text.
    name = own.get("part")
    part = name if name in PART_NAMES else None
    return Published(part, Markup(without_dead_links(html, targets)))


def _memo_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and isinstance(tags, list) and TAG in tags:
            yield cell


def _refuse_failed(notebook: NotebookNode) -> None:
    """Raise MachineError where a cell failed, or a memo cell never ran: the memo would be short."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise _failed(number, f"{output.ename}: {output.evalue}")
    for cell in _memo_cells(notebook):
        if cell.execution_count is None and not cell.outputs:
            number = notebook.cells.index(cell) + 1
            raise MachineError(
                Words(
                    f"笔记本第 {number} 个单元应写入备忘录，但没有运行过，备忘录会不完整。"
                    "请重新运行整个笔记本。",
                    f"Cell {number} of the notebook belongs to the memo but never ran, so the memo "
                    "would be incomplete. Run the whole notebook again.",
                )
            )


def _failed(number: int, said: str) -> MachineError:
    line = shortened(said, 200)
    return MachineError(
        Words(
            f"笔记本第 {number} 个单元运行出错（{line}），没有生成备忘录。请排除后重新运行。",
            f"Cell {number} of the notebook failed ({line}), so no memo was made. "
            "Mend it and run the notebook again.",
        )
    )


def _own_metadata(output: NotebookNode) -> dict[str, str]:
    """Return the part's own metadata, its texts only: the notebook may come from anywhere."""
    own = output.get("metadata", {}).get(_HTML, {})
    own = own.get(METADATA_KEY, {}) if isinstance(own, dict) else {}
    return {k: v for k, v in own.items() if isinstance(v, str)} if isinstance(own, dict) else {}


def _first(found: list[tuple[dict[str, str], str]], key: str) -> str | None:
    return next((own[key] for own, _ in found if own.get(key)), None)

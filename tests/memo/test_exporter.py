"""From a notebook to the page: what may be published, and what never is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from disclosure_audit.checks import Policy, audit
from disclosure_audit.errors import MachineError
from disclosure_audit.memo import memo_parts
from disclosure_audit.memo.cleaning import cleaned
from disclosure_audit.memo.exporter import DisclosureMemoExporter, memo_page
from disclosure_audit.memo.parts import PART_NAMES
from disclosure_audit.text import Language
from disclosure_audit.years import load_year
from tests.memo.builders import (
    RULESET,
    change,
    code_cell,
    column,
    finding,
    memo,
    memo_notebook,
    notebook,
    words,
)

HELLO = '<p class="da-soft">hello</p>'


def page(node: NotebookNode) -> str:
    html, _ = DisclosureMemoExporter().from_notebook_node(node)
    return str(html)


def body(node: NotebookNode) -> str:
    return page(node).partition("<body>")[2]


def a_memo(language: Language = "zh") -> NotebookNode:
    ties = ((change("t3.received.total", 6, 12),), (change("t3.concluded.total", 12, 6),))
    fault = finding("t3.balance.total", cells=column("total"), repairs=ties)
    effect = finding("t3.row_total.received", cells=column("total")[:1], caused_by=fault.id)
    return memo_notebook(memo(fault, effect, finding("title.form", "pass"), language=language))


def test_only_tagged_cells_are_published() -> None:
    """Sources, markdown, print-outs, plain texts and cells without the tag stay out of the page."""
    printing = code_cell(HELLO, ["memo"])
    printing.outputs.append(nbformat.v4.new_output("stream", text="stdout secret"))
    printing.outputs.append(
        nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg>secret</svg>"})
    )
    note = nbformat.v4.new_markdown_cell("# markdown secret", metadata={"tags": ["memo"]})
    raw = nbformat.v4.new_raw_cell("raw secret", metadata={"tags": ["memo"]})
    other = code_cell("<p>untagged secret</p>", ["interactive"])
    odd = code_cell("<p>odd secret</p>", [])
    odd.metadata.tags = "memorable memo"
    html = page(notebook(note, raw, printing, other, odd))
    assert "hello" in html
    assert "secret" not in html


def test_a_failed_cell_makes_no_page() -> None:
    """An error in any cell, tagged or not, means that there is no memo."""
    failed = code_cell(None, [])
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="boom", traceback=["x"])
    failed.outputs.append(error)
    with pytest.raises(MachineError, match="第 2 个单元运行出错（ValueError: boom）"):
        page(notebook(code_cell(HELLO, ["memo"]), failed))


def test_a_cell_that_never_ran_makes_no_page() -> None:
    """A notebook that ended early would give a short memo: it gives none."""
    idle = code_cell(None, ["memo"])
    idle.execution_count = None
    with pytest.raises(MachineError, match="没有运行过"):
        page(notebook(code_cell(HELLO, ["memo"]), idle))


@pytest.mark.parametrize("cells", [[], [code_cell(HELLO, [])], [code_cell(None, ["memo"])]])
def test_a_notebook_without_memo_outputs_makes_no_page(cells: list[NotebookNode]) -> None:
    """Nothing tagged, or tagged without HTML: a sentence, not an empty page."""
    with pytest.raises(MachineError, match="没有可写入备忘录的内容"):
        page(notebook(*cells))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>pwned</script>",
        "<style>pwned{}</style>",
        "<img src=x onerror=pwned>",
        "<svg onload=pwned><a xlink:href='javascript:pwned'>",
        "<iframe srcdoc='pwned'></iframe>",
        "<form action='https://pwned'><input name=pwned></form>",
        "<a href='javascript:pwned'>x</a>",
        "<a href='https://pwned.example/'>x</a>",
        "<a href='//pwned.example/'>x</a>",
        "<a href='#pwned' onclick='pwned()'>x</a>",
        "<p style='background:url(https://pwned)' title='pwned'>x</p>",
        "<p id='pwned' class='pwned'>x</p>",
        "<td colspan='pwned'>x</td>",
        "<!-- pwned -->",
        "<math><mtext><style><img src=x onerror=pwned></style></mtext></math>",
        "<link rel=stylesheet href=https://pwned><meta http-equiv=refresh content='0;pwned'>",
    ],
)
def test_an_output_is_cleaned(hostile: str) -> None:
    """Of a tagged output, nothing that runs, loads, leads outside or restyles is left."""
    html = body(notebook(code_cell(HELLO + hostile, ["memo"])))
    assert "hello" in html
    assert "pwned" not in html


@pytest.mark.parametrize("address", ["javascript:x", "https://x.example", "/x", "#x", "#da-x y"])
def test_links_lead_to_the_memos_own_places_only(address: str) -> None:
    """Cleaning alone, before targets are known, drops every address but the memo's own anchors."""
    assert cleaned(f'<a href="{address}">x</a>') == "<a>x</a>"
    assert cleaned('<a href="#da-x">x</a>') == '<a href="#da-x">x</a>'


PNG = "iVBORw0KGgo" + "A" * 200 + "="


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "data:image/jpeg;base64,/9j/4AAQ",
        "data:image/png,plain",
        "data:image/png;base64,PHNjcmlwdD4=",
        f"data:image/png;base64,{PNG}#da-x",
        f"data:image/png;charset=utf-8;base64,{PNG}",
        f"data:image/png;base64,{PNG} onerror=alert(1)",
        f"DATA:image/png;base64,{PNG}",
        f"data:IMAGE/PNG;base64,{PNG}",
        f" data:image/png;base64,{PNG}",
        f"data:image/png;base64,{PNG}\n",
        f"da\tta:image/png;base64,{PNG}",
        f"data:image/png;base64, {PNG}",
        "data:image/png;base64,iVBORw0KGgo" + "A" * 13_326,
        "https://pwned.example/x.png",
        "//pwned.example/x.png",
        "x.png",
        "#da-x",
        "",
    ],
)
def test_pictures_are_the_pages_own(address: str) -> None:
    """Of a picture only a small PNG within the page is kept; no other address in any spelling."""
    escaped = address.replace("<", "&lt;")
    assert cleaned(f'<img src="{escaped}" alt="x">') == '<img alt="x">'
    assert cleaned(f'<a href="{escaped}">x</a>') in ("<a>x</a>", '<a href="#da-x">x</a>')
    assert "src" not in cleaned(f'<p src="{escaped}">x</p>')


def test_links_never_lead_to_data() -> None:
    """The address of a small PNG is one for pictures, not for links or anything else."""
    address = f"data:image/png;base64,{PNG}"
    picture = f'<img src="{address}" alt="x" width="200">'
    assert cleaned(picture) == picture
    assert cleaned(f'<a href="{address}">x</a>') == "<a>x</a>"
    assert cleaned(f'<img srcset="{address} 2x" alt="x" onload="a()">') == '<img alt="x">'
    for tag in ("iframe", "object", "embed", "video", "source", "input", "link", "svg"):
        assert "data:" not in cleaned(f'<{tag} src="{address}" data="{address}"></{tag}>')


def test_what_a_memo_needs_is_kept() -> None:
    """Tables with spans and scopes, folded lists, anchors and links within the page stay."""
    kept = (
        '<table class="da-form"><tbody><tr><th scope="row" rowspan="2">a</th>'
        '<td id="da-x" colspan="3">b</td></tr></tbody></table>'
        '<details open=""><summary>c</summary><a href="#da-x">d</a></details>'
    )
    assert kept in body(notebook(code_cell(kept, ["memo"])))


def test_a_link_to_what_is_not_published_becomes_text() -> None:
    """A notebook may publish the problems without the tables: no link then leads nowhere."""
    node = a_memo()
    node.cells = [cell for cell in node.cells if 'id="da-tables"' not in str(cell.outputs)]
    html = page(node)
    assert "看表 ①" in html
    assert "href=" not in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_has_its_target(language: Language) -> None:
    """Every href of a memo is the id of one place in the page, and no id stands twice."""
    html = page(a_memo(language))
    ids = re.findall(r'\bid="([^"]*)"', html)
    links = re.findall(r'\bhref="#([^"]*)"', html)
    assert len(links) > 5
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_findings_and_cells_lead_to_each_other() -> None:
    """A finding links to its first cell, and that cell links back to the finding."""
    html = page(a_memo())
    assert '<a href="#da-c-t3-received-total">看表 ①</a>' in html
    cell = re.search(r'<td id="da-c-t3-received-total".*?</td>', html)
    assert cell is not None
    assert '<a href="#da-f1">①</a>' in cell[0]


def test_nothing_outside_is_named() -> None:
    """The page has no address, no script and no style sheet but its own; its policy says so."""
    html = page(a_memo())
    assert re.findall(r"https?:|//[a-z]|<script|<link|@import|url\(|src=", html) == []
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html


def test_the_notebooks_own_style_is_left_behind() -> None:
    """Parts bring a style sheet for JupyterLab; the page holds it once, not once a part."""
    html = page(a_memo())
    assert html.count("<style>") == 1
    assert html.count(".da-no{") == 1


def test_title_and_language_come_from_the_parts() -> None:
    """The page's title is the memo's, escaped, and its language is the memo's."""
    node = a_memo("en")
    for cell in node.cells:
        own = cell.outputs[0].metadata["text/html"]["disclosure_audit"]
        own["title"] = "</title><script>pwned</script>"
    html = page(node)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>&lt;/title&gt;&lt;script&gt;pwned&lt;/script&gt;</title>" in html
    assert "<script>" not in html


def test_an_unknown_language_is_not_believed() -> None:
    """Metadata that the kit did not write cannot reach the page's language."""
    cell = code_cell(
        HELLO,
        ["memo"],
        metadata={"text/html": {"disclosure_audit": {"language": '"><x', "part": 7}}},
    )
    assert '<html lang="zh-CN">' in page(notebook(cell))


def test_same_input_same_bytes() -> None:
    """The same findings give the same page, in this process and in another."""
    first, second = page(a_memo()), page(a_memo())
    assert first == second
    code = "from tests.memo.test_exporter import *; import sys; sys.stdout.write(page(a_memo()))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout == first


def test_nbconvert_knows_the_exporter(tmp_path: Path) -> None:
    """`jupyter nbconvert --to disclosure_memo memo.ipynb` writes the very same memo.html."""
    nbformat.write(a_memo(), tmp_path / "memo.ipynb")
    jupyter = Path(sys.executable).with_name("jupyter")
    subprocess.run(
        [jupyter, "nbconvert", "--to", "disclosure_memo", "memo.ipynb"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "memo.html").read_text(encoding="utf-8") == memo_page(a_memo())


def test_the_memo_room_is_light() -> None:
    """Importing disclosure_audit.memo does not import nbconvert."""
    code = "import sys, disclosure_audit.memo; sys.exit('nbconvert' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("where", ["shared", "sample"])
def test_a_real_memo_fits_in_a_mail(where: str, shared_data: Path, project_root: Path) -> None:
    """The memo on 枣岭乡 2020, with 150 blank cells marked, stays well under 100 kB."""
    sample = project_root / "townships" / "青禾县" / "枣岭乡" / "2020"
    path = shared_data / "zaoling-2020.txt" if where == "shared" else sample
    data = load_year(path)
    findings = audit(data, Policy((), "test"))
    parts = memo_parts(data, findings, ruleset=RULESET)
    assert len(page(memo_notebook(parts)).encode()) < 74_000


def test_jupyter_shows_each_part() -> None:
    """Every part offers HTML with its own style, a plain summary, and says which part it is."""
    parts = memo(finding("title.form", message=words("标题不符")))
    for name in PART_NAMES:
        data, metadata = getattr(parts, name)._repr_mimebundle_()
        assert data["text/html"].startswith("<style>.da-part{")
        assert data["text/plain"].strip()
        assert metadata["text/html"]["disclosure_audit"]["part"] == name
    assert "标题不符" in parts.problems._repr_mimebundle_()[0]["text/plain"]

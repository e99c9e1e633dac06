"""The audit notebook: its parameters, and runs by nbclient and by plain papermill."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from disclosure_audit.runs import TownshipParameters
from tests.reports_text import report_text

NAME = "notebooks/township_audit.ipynb"


def notebook(root: Path) -> nbformat.NotebookNode:
    return nbformat.read(root / NAME, as_version=4)


def tagged(node: nbformat.NotebookNode, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in node.cells if tag in cell.metadata.get("tags", [])]


def test_the_tagged_cell_and_the_model_name_the_same_parameters(project_root: Path) -> None:
    """A parameter of the model is one of the notebook, with the same default, and vice versa."""
    (cell,) = tagged(notebook(project_root), "parameters")
    assigned = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    fields = TownshipParameters.model_fields
    assert list(assigned) == list(fields)
    for name, field in fields.items():
        if not field.is_required():
            assert assigned[name] == field.default, name


def test_it_runs_top_to_bottom_as_it_is_where_jupyterlab_opens_it(project_root: Path) -> None:
    """Opened in JupyterLab it audits the sample township and shows every part of the memo."""
    node = notebook(project_root)
    NotebookClient(
        node, timeout=120, resources={"metadata": {"path": project_root / "notebooks"}}
    ).execute()
    cells = tagged(node, "memo")
    assert len(cells) == 6
    assert all("text/html" in cell.outputs[0].data for cell in cells)
    assert "枣岭乡" in cells[0].outputs[0].data["text/html"]


def test_plain_papermill_runs_it_with_a_parameter_file(project_root: Path, tmp_path: Path) -> None:
    """No kit command is needed: papermill -f PARAMS.yaml works from the project's folder."""
    params = tmp_path / "p.yaml"
    params.write_text("year_folder: townships/青禾县/麦浪镇/2024\nlanguage: en\n", encoding="utf-8")
    papermill = [sys.executable, "-m", "papermill", NAME, str(tmp_path / "out.ipynb")]
    subprocess.run(
        [*papermill, "-f", str(params), "--no-progress-bar"],
        cwd=project_root,
        check=True,
        capture_output=True,
    )
    out = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert "麦浪镇" in tagged(out, "memo")[0].outputs[0].data["text/html"]


@pytest.mark.parametrize("name", ["a'b", 'a"b', "a{b}", "a\\b", "$(touch x)", "'''", "{{7*7}}"])
def test_a_folder_name_that_looks_like_code_is_a_name(
    project_root: Path, tmp_path: Path, name: str
) -> None:
    """Quotes, braces and backslashes in a path reach the notebook as text."""
    import papermill

    folder = tmp_path / name / "青松镇" / "2024"
    try:
        folder.mkdir(parents=True)
    except OSError:  # a system where such a name cannot be
        return
    (folder / "report.txt").write_text(report_text(), encoding="utf-8")
    prepared = papermill.execute_notebook(
        str(project_root / NAME),
        None,
        parameters={"year_folder": str(folder)},
        prepare_only=True,
    )
    (cell,) = tagged(prepared, "injected-parameters")
    assigned = ast.parse(cell.source).body
    assert len(assigned) == 1
    assert isinstance(assigned[0], ast.Assign)
    assert ast.literal_eval(assigned[0].value) == str(folder)
    shutil.rmtree(tmp_path / name)

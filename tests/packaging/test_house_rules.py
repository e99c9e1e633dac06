"""Rules of the house that no linter holds."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

LONGEST_MODULE = 500
PROJECT_ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((PROJECT_ROOT / "notebooks").glob("*.ipynb"))
PACKAGES = sorted(
    ".".join(init.parent.relative_to(PROJECT_ROOT / "lib").parts)
    for init in (PROJECT_ROOT / "lib").rglob("__init__.py")
)

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)


def cells(notebook: Path, kind: str) -> list[dict[str, Any]]:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    return [cell for cell in content["cells"] if cell["cell_type"] == kind]


def python_of(cell: dict[str, Any]) -> str:
    """The cell's source without IPython's own lines, which Python cannot parse."""
    lines = "".join(cell["source"]).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))


def test_no_module_is_longer_than_a_reader_holds_in_mind(project_root: Path) -> None:
    """No module of the package has more than 500 lines."""
    lengths = {
        str(module.relative_to(project_root)): len(module.read_text("utf-8").splitlines())
        for module in (project_root / "lib").rglob("*.py")
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_there_are_notebooks() -> None:
    """The notebook that the main job runs is there, so the rules below hold of something."""
    assert "township_audit.ipynb" in [notebook.name for notebook in NOTEBOOKS]


@each_notebook
def test_notebooks_carry_no_outputs(notebook: Path) -> None:
    """A notebook is committed without outputs and without execution counts."""
    executed = [
        number
        for number, cell in enumerate(cells(notebook, "code"), start=1)
        if cell["outputs"] or cell["execution_count"] is not None
    ]
    assert executed == []


@each_notebook
def test_notebooks_define_nothing(notebook: Path) -> None:
    """A notebook defines no function and no class: notebooks tell, modules work."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    defined = [
        getattr(node, "name", "lambda")
        for cell in cells(notebook, "code")
        for node in ast.walk(ast.parse(python_of(cell)))
        if isinstance(node, kinds)
    ]
    assert defined == []


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_exist(package: str) -> None:
    """Every name that a room offers in `__all__` exists, and is offered once."""
    room = importlib.import_module(package)
    offered = list(getattr(room, "__all__", []))
    assert [name for name in offered if not hasattr(room, name)] == []
    assert len(offered) == len(set(offered))


def test_what_the_kit_makes_is_not_committed(project_root: Path) -> None:
    """Kit files beside reports are ignored by git, whatever the township's name."""
    made = ["memo.html", "memo.ipynb", "findings.json", "report.json", "run.json"]
    paths = [f"townships/样例县/枣岭乡/2020/{name}" for name in made]
    answer = subprocess.run(
        ["git", "-c", "core.quotePath=false", "check-ignore", *paths],
        cwd=project_root,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert answer.stdout.splitlines() == paths

"""environment.yml, pyproject.toml and the two lock files say the same thing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# Where conda-forge calls a package something other than its index name; none does today.
CONDA_NAMES: dict[str, str] = {}
# Of conda's own: the interpreter, and the tool that installs the kit into the environment.
CONDA_ONLY = {"python", "pip"}
LOCKS = ["requirements.lock", "requirements-dev.lock"]
ADDRESS = re.compile(
    r"https?:|file:|://|--(extra-)?index-url|--find-links|--trusted-host|(?m:^-[if] )"
)


def canonical(requirements: list[str]) -> dict[str, str]:
    """Canonical name → specifier."""
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(one.name): str(one.specifier) for one in parsed}


@pytest.fixture(scope="module")
def pyproject(project_root: Path) -> dict[str, Any]:
    return tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runtime(pyproject: dict[str, Any]) -> dict[str, str]:
    return canonical(pyproject["project"]["dependencies"])


@pytest.fixture(scope="module")
def environment(project_root: Path) -> list[Any]:
    text = (project_root / "environment.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["dependencies"]


def pins(lock: Path) -> dict[str, list[Version]]:
    """Canonical name → pinned versions; several where a marker chooses between them."""
    found = defaultdict(list)
    for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)", lock.read_text("utf-8")):
        found[canonicalize_name(name)].append(Version(version))
    return dict(found)


def test_conda_environment_repeats_the_runtime_dependencies(
    environment: list[Any], runtime: dict[str, str]
) -> None:
    """environment.yml names each runtime dependency with pyproject's floor, and nothing else."""
    pip_section = next(item["pip"] for item in environment if isinstance(item, dict))
    conda = [item for item in environment if isinstance(item, str)]
    from_index = [item for item in pip_section if not item.startswith("-e")]
    named = canonical(conda + from_index)
    expected = {CONDA_NAMES.get(name, name): floor for name, floor in runtime.items()}
    assert {name: floor for name, floor in named.items() if name not in CONDA_ONLY} == expected


def test_conda_environment_has_the_same_python(
    environment: list[Any], pyproject: dict[str, Any]
) -> None:
    """environment.yml asks for the Python that pyproject.toml requires."""
    assert f"python{pyproject['project']['requires-python']}" in environment


def test_conda_environment_installs_the_kit_from_its_folder(environment: list[Any]) -> None:
    """environment.yml installs the kit last, from the folder that it stands in."""
    assert environment[-1]["pip"][-1] == "-e ."


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])],
)
def test_every_dependency_is_pinned_within_its_floor(
    project_root: Path, pyproject: dict[str, Any], lock: str, groups: list[str]
) -> None:
    """Each dependency is pinned in the lock, at versions that its floor in pyproject allows."""
    asked = list(pyproject["project"]["dependencies"])
    for group in groups:
        asked += pyproject["dependency-groups"][group]
    pinned = pins(project_root / lock)
    outside = {
        line: [
            str(version) for version in pinned.get(canonicalize_name(Requirement(line).name), [])
        ]
        for line in asked
        if not all(
            version in Requirement(line).specifier
            for version in pinned.get(canonicalize_name(Requirement(line).name), [Version("0")])
        )
    }
    assert outside == {}, "run `make lock`"


def test_build_requirements_are_those_of_the_build_group(pyproject: dict[str, Any]) -> None:
    """All that builds the kit is in the group that the lock is made from, so none is unpinned."""
    asked = canonical(pyproject["build-system"]["requires"])
    assert asked.items() <= canonical(pyproject["dependency-groups"]["build"]).items()


def test_the_two_locks_pin_the_same_versions(project_root: Path) -> None:
    """The development lock holds every pin of the runtime lock, so tests run what users run."""
    runtime_pins, dev_pins = (pins(project_root / lock) for lock in LOCKS)
    assert {name: dev_pins.get(name) for name in runtime_pins} == runtime_pins


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_entry_has_hashes(project_root: Path, lock: str) -> None:
    """Each entry of a lock is an exact pin with SHA-256 hashes."""
    text = re.sub(r"(?m)^#.*\n", "", (project_root / lock).read_text(encoding="utf-8"))
    entries = text.replace("\\\n", " ").splitlines()
    assert entries
    pattern = re.compile(r"\S+==\S+( ; [^#]+?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+")
    assert [entry for entry in entries if not pattern.fullmatch(entry)] == []


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
def test_no_index_address_is_written_down(project_root: Path, name: str) -> None:
    """A lock names packages and hashes, never the place they come from: that is each site's own."""
    assert ADDRESS.findall((project_root / name).read_text(encoding="utf-8")) == []


def test_the_wheel_carries_what_the_command_needs(project_root: Path, tmp_path: Path) -> None:
    """A built wheel holds the notebook, the policy and every data file of the package."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=project_root,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    package = project_root / "lib" / "disclosure_audit"
    data = {
        f"disclosure_audit/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.suffix in {".toml", ".j2", ".css"}
    }
    outside = {
        "disclosure_audit/notebooks/township_audit.ipynb",
        "disclosure_audit/params/policy.yaml",
    }
    assert sorted((data | outside) - carried) == []

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.errors import InspectorError
from disclosure_audit.runs import parameters_from, township_parameters

FOLDER = {"year_folder": "townships/a/b/2024"}


def refused(values: dict[object, object]) -> InspectorError:
    with pytest.raises(InspectorError) as caught:
        township_parameters(values)  # type: ignore[arg-type]
    return caught.value


def test_an_unknown_name_is_refused_and_the_allowed_ones_are_named() -> None:
    """A misspelt parameter never runs with a default in its place."""
    error = refused({**FOLDER, "yaer": 2024})
    assert "yaer" in error.words.zh
    assert "year_folder" in error.words.zh
    assert "yaer" in error.words.en


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"year_folder": 2024},
        {"year_folder": ""},
        {"year_folder": "   "},
        {**FOLDER, "year": "2024"},
        {**FOLDER, "year": 2024.0},
        {**FOLDER, "year": True},
        {**FOLDER, "year": 1890},
        {**FOLDER, "language": "fr"},
        {**FOLDER, "priors": "one"},
        {**FOLDER, 5: "x"},
    ],
)
def test_a_wrong_type_or_an_impossible_value_is_refused(values: dict[object, object]) -> None:
    """What is no such parameter is said in both languages, without a traceback."""
    error = refused(values)
    assert error.exit_status == 2
    assert error.words.zh
    assert error.words.en


@pytest.mark.parametrize(
    "value",
    ['x"\nimport os', "x\r# ", "x\x00", "x\u2028y", "x\u202ey", "x\ud800", "x" * 1001],
)
def test_a_value_that_could_break_out_of_the_injected_cell_is_refused(value: str) -> None:
    """Line breaks and other control characters never reach the notebook."""
    assert "year_folder" in refused({"year_folder": value}).words.zh


@given(st.text())
def test_every_value_is_one_plain_line_or_refused(value: str) -> None:
    """No text whatever passes with a character that ends a line or hides."""
    try:
        parameters = township_parameters({"year_folder": value})
    except InspectorError:
        return
    assert parameters.year_folder.splitlines() == [value]


def test_a_parameter_file_gives_the_same_parameters_as_its_values(tmp_path: Path) -> None:
    """YAML is read by its plain types."""
    file = tmp_path / "p.yaml"
    file.write_text("year_folder: a/b/2024\nyear: 2024\nlanguage: en\n", encoding="utf-8")
    parameters = parameters_from(file)
    assert (parameters.year_folder, parameters.year, parameters.language) == (
        "a/b/2024",
        2024,
        "en",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "year_folder: [",
        "!!python/object/apply:os.system ['true']",
        "\x00",
        "a: &a [*a]",
    ],
)
def test_a_file_that_is_no_list_of_names_and_values_is_refused(tmp_path: Path, text: str) -> None:
    """Bad YAML, other shapes and object tags end in a sentence; nothing is evaluated."""
    file = tmp_path / "p.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InspectorError):
        parameters_from(file)


def test_a_missing_parameter_file_is_said(tmp_path: Path) -> None:
    """The path stands in the sentence."""
    with pytest.raises(InspectorError, match="nowhere"):
        parameters_from(tmp_path / "nowhere.yaml")

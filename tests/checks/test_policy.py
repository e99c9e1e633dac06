"""A policy file that is not as it must be is refused in a sentence, never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.checks import load_policy
from disclosure_audit.errors import InspectorError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("severities: 5", "列表"),
        ("severities: blank", "列表"),
        ("severities: {a: b}", "列表"),
        ("severities: [5]", "checks、severity、source"),
        ("severities: [{checks: a, severity: improve}]", "缺少键 source"),
        ("severities: [{checks: a, severity: improve, source: ''}]", "source 为空"),
        ("severities: [{checks: a, severity: improve, source: 5}]", "文字"),
        ("severities: [{checks: a, severity: grave, source: b}]", "must_correct"),
        ("severities: 2023-99-99", "YAML"),
        ("severities: [", "YAML"),
        ("- a", "severities"),
        ("other: 1", "severities"),
    ],
)
def test_a_wrong_policy_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    """The file is named, and what it must hold."""
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InspectorError) as caught:
        load_policy(path, None)
    assert said in caught.value.said("zh")
    assert "policy.yaml" in caught.value.said("en")


def test_a_missing_policy_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere is an error, an empty file is no override."""
    with pytest.raises(InspectorError):
        load_policy(tmp_path / "no.yaml", None)
    (tmp_path / "empty.yaml").touch()
    assert load_policy(tmp_path / "empty.yaml", None).overrides == ()

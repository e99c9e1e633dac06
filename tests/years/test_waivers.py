"""waivers.yaml as a file: what a person writes, and what is refused with a sentence."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.years import NO_WAIVERS, Named, Waivers, load_waivers

ID = "t3.balance.total-0a1b2c3d"
ENTRY = f"""
  - finding: {ID}
    reason: 两镇合并，上年数另附
    who: 某县政务公开办 张某
    until: 2026-12-31
"""
GOOD = f"waivers:{ENTRY}"


def loaded(folder: Path, text: str | bytes) -> Waivers:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "waivers.yaml").write_bytes(data)
    return load_waivers(folder)


def test_an_entry_holds_what_was_written(tmp_path: Path) -> None:
    """Finding, reason, who and the last day, with the line to look at."""
    (entry,) = loaded(tmp_path, GOOD).entries
    assert entry.findings == (Named("t3.balance.total", "0a1b2c3d"),)
    assert (entry.kind, entry.line, entry.until) == ("waiver", 2, date(2026, 12, 31))
    assert (entry.reason, entry.who) == ("两镇合并，上年数另附", "某县政务公开办 张某")


def test_answers_stand_in_a_list_of_their_own(tmp_path: Path) -> None:
    """Who accepts an exception and who answers a question are not the same."""
    both = loaded(tmp_path, f"{GOOD}answers:{ENTRY}")
    assert [entry.kind for entry in both.entries] == ["waiver", "answer"]


@pytest.mark.parametrize(
    "fields",
    [
        "finding: t3.balance.total\n    values: 0a1b2c3d",
        f"finding: {ID}\n    values: 0a1b2c3d",
        f"finding: [{ID}]",
    ],
)
def test_a_finding_is_named_by_its_id_or_by_check_and_values(tmp_path: Path, fields: str) -> None:
    """The fingerprint is the end of the id, wherever it is written."""
    (entry,) = loaded(tmp_path, GOOD.replace(f"finding: {ID}", fields)).entries
    assert entry.findings == (Named("t3.balance.total", "0a1b2c3d"),)


def test_a_fingerprint_of_digits_alone_is_still_those_digits(tmp_path: Path) -> None:
    """YAML would take 00000012 for the number ten."""
    fields = "finding: t3.balance.total\n    values: 00000012"
    (entry,) = loaded(tmp_path, GOOD.replace(f"finding: {ID}", fields)).entries
    assert entry.findings[0].finding == "t3.balance.total-00000012"


def test_several_findings_may_share_a_reason(tmp_path: Path) -> None:
    """One decision on a merged unit covers seven columns, each with its own fingerprint."""
    ids = [f"years.carry.{name}-0000000{n}" for n, name in enumerate(("total", "business"))]
    (entry,) = loaded(tmp_path, GOOD.replace(ID, f"[{', '.join(ids)}]")).entries
    assert [named.finding for named in entry.findings] == ids


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "waivers、answers"),
        ("waivers: 5", "列表"),
        ("waivers: [5]", "finding"),
        (GOOD.replace("who", "whom"), "whom"),
        (GOOD.replace("    who: 某县政务公开办 张某\n", ""), "缺少键 who"),
        (GOOD.replace("2026-12-31", "明年"), "2026-12-31"),
        (GOOD.replace("2026-12-31", "2026-13-31"), "第 5 行"),
        (GOOD.replace("2026-12-31", "2026-12-31 08:00:00"), "日期"),
        (GOOD.replace("两镇合并，上年数另附", "''"), "reason 为空"),
        (GOOD.replace("两镇合并，上年数另附", "长" * 1001), "1000"),
        (GOOD.replace("两镇合并，上年数另附", "12"), "引号"),
        (GOOD.replace(ID, "t3.balance.total"), "指纹"),
        (GOOD.replace(ID, "'*'"), "指纹"),
        (GOOD.replace(ID, "[]"), "finding 为空"),
        (GOOD.replace(ID, f"{ID}\n    values: 11111111"), "不同"),
        (GOOD.replace(ID, f"{ID}\n    values: 1"), "8 位"),
        (GOOD + "    reason: 又一条\n", "两次"),
        (GOOD + GOOD, "两次"),
        (GOOD.replace("reason: ", "reason: &a "), "锚点"),
        ("waivers: [" * 9_000, "嵌套太深"),
        ("waivers: !!python/object/apply:os.system ['true']", "标签"),
        ("#" * 100_001, "太大"),
        ("waivers: [", "YAML"),
        ("\x00", "YAML"),
        (GOOD.encode("gbk"), "UTF-8"),
        ("waivers:\n" + "  - {}\n" * 501, "500"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_holds_nothing(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    """One wrong entry, and none holds; the sentence says where and what is allowed."""
    made = loaded(tmp_path, text)
    assert made.entries == ()
    assert made.present
    assert made.fault is not None
    assert said in made.fault.zh
    assert "waivers.yaml" in made.fault.en
    assert str(tmp_path.parent) not in made.fault.zh


def test_no_file_and_an_empty_file_are_no_fault(tmp_path: Path) -> None:
    """Nothing is excused, and nothing is wrong."""
    assert load_waivers(tmp_path) is NO_WAIVERS
    assert loaded(tmp_path, "# 暂无\n") == Waivers(present=True)


def test_a_folder_a_pipe_or_a_link_to_nowhere_by_that_name_is_said(tmp_path: Path) -> None:
    """What cannot be opened is never taken for absent."""
    (tmp_path / "waivers.yaml").symlink_to(tmp_path / "nowhere")
    assert load_waivers(tmp_path).fault is not None
    (tmp_path / "waivers.yaml").unlink()
    (tmp_path / "waivers.yaml").mkdir()
    assert load_waivers(tmp_path).fault is not None
    (tmp_path / "waivers.yaml").rmdir()
    os.mkfifo(tmp_path / "waivers.yaml")
    assert load_waivers(tmp_path).fault is not None


def test_the_other_ending_is_said(tmp_path: Path) -> None:
    """waivers.yml would lie there unread."""
    (tmp_path / "waivers.yml").write_text(GOOD, encoding="utf-8")
    made = load_waivers(tmp_path)
    assert (made.entries, made.fault is None) == ((), False)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(alphabet="waivers:answer\n -[]{}&*!'\"#0123\\?|>\t中", max_size=60))
def test_whatever_stands_there_ends_in_entries_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """No text raises, and none holds that lacks a key."""
    made = loaded(tmp_path_factory.mktemp("year"), text)
    assert made.entries == ()


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 12))
def test_a_file_cut_out_anywhere_never_excuses_another_finding(
    tmp_path_factory: pytest.TempPathFactory, at: int, length: int
) -> None:
    """Where characters were lost, the entry is refused or still names the same check."""
    made = loaded(tmp_path_factory.mktemp("year"), GOOD[:at] + GOOD[at + length :])
    assert all(
        named.finding.endswith(("0a1b2c3d",)) and ID.endswith(named.values)
        for entry in made.entries
        for named in entry.findings
    )


def test_the_page_s_example_is_well_formed(tmp_path: Path, project_root: Path) -> None:
    """What users copy is right."""
    page = (project_root / "docs" / "waivers.md").read_text(encoding="utf-8")
    made = loaded(tmp_path, page.split("```yaml\n")[1].split("```")[0])
    assert made.fault is None
    assert [len(entry.findings) for entry in made.entries] == [2, 1]

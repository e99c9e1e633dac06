"""The command line: thin, and quick to start because each command imports what it needs itself."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, cast
from unicodedata import category

import typer

from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.text.words import Language, Words

_UNEXPECTED = 4
_INTERRUPTED = 130
_ORDERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that are orders to a terminal or to whoever lays out text."""


class Lang(StrEnum):
    """Language of messages."""

    zh = "zh"
    en = "en"


def _set_language(value: Lang | None) -> Lang | None:
    if value is not None:
        _state["language"] = value.value
    return value


def _set_debug(value: bool) -> bool:
    _state["debug"] = bool(_state["debug"]) or value
    return value


# What --lang and --debug said: they may stand before or behind the command's name.
_state: dict[str, Any] = {"language": "zh", "debug": False}

LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help="消息语言 Language of messages (default zh).", callback=_set_language
    ),
]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="出错时显示追踪 Add the traceback.", callback=_set_debug)
]

app = typer.Typer(
    name="disclosure-audit",
    help="核查乡镇政府信息公开工作年度报告。Audits annual reports on government information "
    "disclosure.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _kit(lang: LangOption = None, debug: DebugOption = False) -> None:
    """Options that hold for every command."""


@app.command()
def extract(
    report: Annotated[Path, typer.Argument(help="报告文件 The report file.")],
    year: Annotated[int | None, typer.Option(help="应报年度 The year due.")] = None,
    township: Annotated[str | None, typer.Option(help="单位名称 The unit's name.")] = None,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """读出报告，打印 report.json。Read a report and print report.json.

    退出码 exit: 0 读出 read; 3 不可读或不是年度报告 not readable or no annual report.
    """
    from disclosure_audit.documents import bounded
    from disclosure_audit.reports import as_json, read_report
    from disclosure_audit.years import check_year, is_folder, report_in

    check_year(year)
    path = report_in(report) if is_folder(report) else report
    read = bounded(lambda: read_report(path, year=year, township=township))
    _print(json.dumps(as_json(read, _language()), ensure_ascii=False, indent=1))


@app.command()
def check(
    path: Annotated[Path, typer.Argument(help="报告或年度文件夹 A report or a year folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="打印 findings.json。Print it.")] = False,
    prior: Annotated[
        list[Path] | None,
        typer.Option(help="往年报告或年度文件夹 A prior report or year folder to compare with."),
    ] = None,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """核查一份报告，列出结果。Check a report and list the findings.

    退出码 exit: 0 无须更正 nothing to correct; 1 有须更正 something to correct;
    3 不可读 not readable.
    """
    from disclosure_audit import checks
    from disclosure_audit.checks.listing import listing
    from disclosure_audit.documents import bounded
    from disclosure_audit.runs.audit import findings_of
    from disclosure_audit.runs.places import default_policy, default_rules
    from disclosure_audit.years import load_year

    data = load_year(path, priors=tuple(map(str, prior or ())), within=bounded)
    policy = checks.load_policy(default_policy(), default_rules())
    _remark(policy.remarks)
    findings = findings_of(data, policy)
    if as_json:
        content = checks.as_json(findings, data.report.source.sha256, policy.ruleset, _language())
        _print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        _print(listing(data, findings, _language()))
    raise typer.Exit(1 if any(f.severity not in (None, "verify") for f in findings) else 0)


@app.command()
def audit(
    target: Annotated[
        Path, typer.Argument(help="参数文件或年度文件夹 A parameter file or a year folder.")
    ],
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """运行核查笔记本，在报告旁写出备忘录。Run the notebook; put the memo beside the report.

    退出码 exit: 0 已写出 memo written; 3 报告不可读 report unreadable; 4 运行失败 run failed.
    """
    from disclosure_audit import checks
    from disclosure_audit.runs import parameters_from, run_township, township_parameters

    if target.suffix.lower() in (".yaml", ".yml"):
        parameters = parameters_from(target)
    else:
        parameters = township_parameters({"year_folder": str(target)}, str(target))
    if lang is not None or _state["language"] != "zh":
        parameters = parameters.model_copy(update={"language": _language()})
    _state["language"] = parameters.language
    run = run_township(parameters)
    _remark(run.remarks)
    counts = checks.counts(run.findings)
    words = Words(
        f"{_relative(run.memo)}　不符 {counts['fail']}，待核 {counts['not_assessable']}，"
        f"通过 {counts['pass']}",
        f"{_relative(run.memo)}  failed {counts['fail']}, not assessable "
        f"{counts['not_assessable']}, passed {counts['pass']}",
    )
    _print(words.said(_language()))


@app.command()
def doctor(lang: LangOption = None, debug: DebugOption = False) -> None:
    """说明装了什么、能读什么、缺什么。Say what is installed, what is read and what is missing.

    退出码 exit: 0 齐全 all there; 8 有缺 something missing.
    """
    from disclosure_audit.runs.doctor import examination

    items = examination()
    for item in items:
        _print(f"{'✓' if item.fine else '✗'} {item.words.said(_language())}")
    raise typer.Exit(0 if all(item.fine for item in items) else 8)


def main() -> None:
    """Run the command line; every error ends in a sentence and the contract's exit status."""
    # A closed terminal or a stopped batch ends like Ctrl-C: what was begun aside is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        cast(Any, stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_guarded(lambda: cast(int | None, app(standalone_mode=False))))


def _guarded(command: Callable[[], int | None]) -> int:
    try:
        status = command() or 0
        sys.stdout.flush()
        return status
    except DisclosureAuditError as error:
        return _fail(error.said(_language()), error.exit_status)
    except (typer.Abort, KeyboardInterrupt):
        words = Words("已中止，原有的备忘录没有改动。", "Stopped; the last memo is as it was.")
        return _fail(words.said(_language()), _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(_no_access(error).said(_language()), _UNEXPECTED)
    except Exception as error:
        usage = getattr(error, "exit_code", None)
        if isinstance(usage, int) and hasattr(error, "format_message"):
            return _usage(error, usage)
        return _fail(_unexpected(error).said(_language()), _UNEXPECTED)


def _usage(error: Any, status: int) -> int:
    said = error.format_message()
    words = Words(f"命令用法不对（{said}）。用 --help 查看用法。", f"{said} See --help.")
    return _fail(words.said(_language()), status)


def _no_access(error: OSError) -> Words:
    return Words(
        f"文件或文件夹不能访问（{error.filename or ''}：{error.strerror}）。"
        "请检查路径、权限和磁盘空间。",
        f"A file or folder cannot be used ({error.filename or ''}: {error.strerror}). Check path, "
        "permissions and disk space.",
    )


def _unexpected(error: Exception) -> Words:
    what = f"{type(error).__name__}: {error}"
    return Words(
        f"程序内部出错（{what}）。报告没有被改动；请加 --debug 再运行一次，把结果交给维护人员。",
        f"The kit failed ({what}). The report was not changed; run again with --debug and report "
        "what it says.",
    )


def _fail(sentence: str, status: int) -> int:
    print(_harmless(sentence), file=sys.stderr)
    if _state["debug"]:
        traceback.print_exc()
    return status


def _harmless(sentence: str) -> str:
    """One line that orders nothing: a file name may hold what a terminal obeys."""
    return "".join(
        sign.encode("unicode_escape").decode("ascii") if category(sign) in _ORDERS else sign
        for sign in sentence
    )


def _language() -> Language:
    return cast(Language, _state["language"])


def _remark(remarks: Iterable[Words]) -> None:
    """Say on standard error what is to be known and stops nothing."""
    for words in remarks:
        print(_harmless(words.said(_language())), file=sys.stderr)


def _print(text: str) -> None:
    print(text)


def _relative(path: Path) -> Path:
    """Return a path as seen from here where it lies below, else as it is."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    main()

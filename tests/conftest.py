"""Fixtures that every test may use, and the rule that nothing is skipped in the project's CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = PROJECT_ROOT.parent / "shared" / "data"
SHARED_DATA_ABSENT = "shared data absent"


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds pyproject.toml."""
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real reports and figures that lie beside the project and are no part of it."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"{SHARED_DATA_ABSENT}: no folder {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="module")
def asked_for(request: pytest.FixtureRequest) -> frozenset[str]:
    """The words that the chosen tests of a module have for parameters: what need be prepared."""
    items = [item for item in request.session.items if item.path == request.path]
    values = [value for item in items for value in _parameters(item)]
    return frozenset(value for value in values if isinstance(value, str))


def _parameters(item: pytest.Item) -> list[object]:
    return list(item.callspec.params.values()) if hasattr(item, "callspec") else []


class NoSkips:
    """Fails a session in which a test was skipped for want of something installable."""

    def __init__(self) -> None:
        self.unexcused: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # xfail is reported as skipped too, but it did run.
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._note(report.nodeid, report.longrepr)

    def _note(self, nodeid: str, longrepr: object) -> None:
        reason = str(longrepr[2] if isinstance(longrepr, tuple) else longrepr)
        reason = reason.removeprefix("Skipped: ")
        if reason.startswith(SHARED_DATA_ABSENT) and not SHARED_DATA.is_dir():
            return
        self.unexcused.append(f"{nodeid}: {reason}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexcused and session.exitstatus in (
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.unexcused:
            terminalreporter.section("skipped, and DISCLOSURE_AUDIT_NO_SKIPS is set", red=True)
            for line in self.unexcused:
                terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    # Under xdist the controller alone decides: every worker's reports reach it.
    if os.environ.get("DISCLOSURE_AUDIT_NO_SKIPS") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NoSkips(), "disclosure-audit-no-skips")

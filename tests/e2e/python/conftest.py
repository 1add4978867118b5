"""Prints the `CASE` line of each case after all its tests."""

from __future__ import annotations

import pytest

_ran: dict[str, list[tuple[bool, float]]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    report = yield
    assert isinstance(report, pytest.TestReport)
    marker = item.get_closest_marker("case")
    if marker is not None and (report.when == "call" or report.failed):
        _ran.setdefault(marker.args[0], []).append((report.passed, report.duration * 1000))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line("")
    for name, runs in _ran.items():
        verdict = "ok" if all(passed for passed, _ in runs) else "failed"
        terminalreporter.write_line(f"CASE {name} {verdict} {runs[0][1]:.1f}")

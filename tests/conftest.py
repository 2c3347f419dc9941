"""Settings of the whole test run."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

pytest_plugins = ["pytester", "tests.browser.session", "tests.demo"]

# No test measures time: on a busy machine an example may take as long as it takes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """With CI=true a skipped test is a failed one, so that a run can't be green by testing nothing."""
    expected_to_fail = hasattr(report, "wasxfail")
    if os.environ.get("CI") == "true" and report.outcome == "skipped" and not expected_to_fail:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"CI=true allows no skipped test. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Skips inside a test or by a marker."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Skips of a whole module."""
    report = yield
    _fail_if_skipped(report)
    return report

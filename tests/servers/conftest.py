"""Shows the servers' last words when a test fails."""

from collections.abc import Generator

import pytest

from tests.servers.fixtures import logs_of
from tests.servers.process import tail


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """All tests here are slow: where those are not asked for, their files need not even be read."""
    return True if config.option.markexpr == "not slow" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds the end of the servers' logs to the report of a test that failed."""
    report = yield
    if report.failed:
        report.sections.extend((f"log of {log.stem}", tail(log)) for log in logs_of(item))
    return report

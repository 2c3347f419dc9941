"""With CI=true a skipped test fails the run."""

from pathlib import Path

import pytest

SKIPS = {
    "inside a test": "import pytest\ndef test_it():\n    pytest.skip('no browser')\n",
    "by a marker": "import pytest\n@pytest.mark.skip(reason='no browser')\ndef test_it(): pass\n",
    "in a fixture": (
        "import pytest\n@pytest.fixture\ndef browser(): pytest.skip('no browser')\n"
        "def test_it(browser): pass\n"
    ),
    "of a module": "import pytest\npytest.skip('no browser', allow_module_level=True)\n",
}


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """An empty project under this project's conftest."""
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace('pytest_plugins = ["pytester"]', ""))
    return pytester


@pytest.mark.parametrize("how", SKIPS)
def test_a_skip_fails_in_ci(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Every way to skip is a failure that keeps its reason."""
    monkeypatch.setenv("CI", "true")
    project.makepyfile(SKIPS[how])
    result = project.runpytest_inprocess()
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*CI=true allows no skipped test*no browser*"])


@pytest.mark.parametrize("how", SKIPS)
def test_a_skip_is_a_skip_elsewhere(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """On a writer's machine without a browser the rest of the tests still count."""
    monkeypatch.delenv("CI", raising=False)
    project.makepyfile(SKIPS[how])
    project.runpytest_inprocess().assert_outcomes(skipped=1)


def test_an_expected_failure_is_no_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test marked xfail runs, so it may stay."""
    monkeypatch.setenv("CI", "true")
    project.makepyfile("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n")
    project.runpytest_inprocess().assert_outcomes(xfailed=1)

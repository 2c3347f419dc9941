"""The hostile sites."""

import pytest

from tests.hostile.sites import HostileSites


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileSites:
    """The small site with one of ``texts/`` everywhere, built when it is asked for."""
    return HostileSites(tmp_path_factory)

"""The demonstration, played once for all tests of one process."""

import pytest

from tests.operations.commanding import played


@pytest.fixture(scope="session")
def env(tmp_path_factory) -> dict[str, str]:
    """Return the environment of an installation in which the demonstration was played."""
    return played(tmp_path_factory.mktemp("demo"))

import shutil

import pytest

from assessor.storage import Workspace


@pytest.fixture(scope="session")
def _empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "workspace.assessor"
    Workspace(path).close()
    return path


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A workspace for properties, which leave it as they found it."""
    with Workspace(tmp_path_factory.mktemp("shared") / "workspace.assessor") as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspace.assessor"


@pytest.fixture
def workspace(path, _empty):
    """An open, empty workspace; copied, for that is quicker than making one."""
    shutil.copyfile(_empty, path)
    with Workspace(path) as opened:
        yield opened

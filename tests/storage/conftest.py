import shutil

import pytest

from assessor.storage import Workspace
from tests.postgresql import on_both


def pytest_generate_tests(metafunc):
    if "backups" not in metafunc.module.__name__:  # of files alone
        on_both(metafunc)


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
def workspace(engine, request, path, _empty):
    """An open, empty workspace; copied or emptied, for that is quicker than making one."""
    if engine == "server":
        yield request.getfixturevalue("server_workspace")
        return
    shutil.copyfile(_empty, path)
    with Workspace(path) as opened:
        yield opened

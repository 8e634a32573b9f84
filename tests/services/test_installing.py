import shutil

import pytest

from assessor.paths import shipped
from assessor.services.installing import install_standard
from assessor.services.transfer import merge_files
from assessor.standards import Library, StandardError
from tests.actors import NOON, site
from tests.standards.standard_files import change, standard


def test_what_waited_for_a_standard_is_scored_when_it_is_installed(people, tmp_path):
    zhang, clerk, _chief = people
    signed = zhang.checks(site(), faults=2)
    stick = zhang.exports(signed.check_id, tmp_path / "stick")
    ref = zhang.library.standard("NSC-2021").ref
    bare = tmp_path / "bare"
    shutil.copytree(shipped("standards") / "common", bare / "common")
    installed = tmp_path / "installed"
    library = Library(bare, installed)
    (merged,) = merge_files(clerk.workspace, library, clerk.trust, [stick], NOON)
    assert merged.outcome == "pending"

    source = shipped("standards") / "NSC-2021" / str(ref.revision)
    found, scored = install_standard(source, installed, library, clerk.workspace, NOON)
    assert (found.name, found.is_new, scored) == (str(ref), True, 1)
    assert clerk.workspace.documents.checks()[0].scored
    assert clerk.workspace.standard_copies.refs() == {ref}


def test_without_a_workspace_it_is_installed_all_the_same(tmp_path):
    source = standard(tmp_path / "mail")
    library = Library(shipped("standards"), tmp_path / "installed")
    found, scored = install_standard(source, tmp_path / "installed", library, None, NOON)
    assert (found.is_new, scored) == (True, 0)


def test_a_broken_standard_scores_nothing(people, tmp_path):
    source = standard(tmp_path / "mail")
    change(source, "standard.toml", "format = 1", "format = 9")
    library = Library(shipped("standards"), tmp_path / "installed")
    with pytest.raises(StandardError):
        install_standard(source, tmp_path / "installed", library, people[1].workspace, NOON)
    assert not (tmp_path / "installed").exists()

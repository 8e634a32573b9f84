"""Whatever a newer program wrote is refused, in a sentence that says which program reads it."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from assessor.__main__ import main
from assessor.exchange.container import Member, document_member, pack
from assessor.services import care, judging_files
from tests.actors import NOON
from tests.durability.operations import AFTER, Scene, _a_signed_check, open_work

STANDARDS = Path(__file__).parents[1] / "data" / "standards" / "format-2"


@pytest.fixture
def scene(tmp_path):
    return Scene.set_up(tmp_path / "scene")


@pytest.fixture
def refused(capsys, tmp_path):
    """Run a command that must refuse; gives what it says."""

    def _run(*arguments, profile=tmp_path / "profile"):
        capsys.readouterr()
        code = main(["--language", "en", "--profile", str(profile), *map(str, arguments)])
        said = capsys.readouterr()
        assert code == 1, said
        return said.out + said.err

    return _run


def test_a_workspace(scene, refused):
    profile = _a_signed_check(scene)
    path = profile / "workspace.assessor"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE layout SET min_reader = 99, min_program = '7.8'")
    before = path.read_bytes()
    for command in (("doctor",), ("check", "list"), ("digest",)):
        assert "Install version 7.8 or newer" in refused(*command, profile=profile)
    assert path.read_bytes() == before


def test_a_backup(scene, refused, tmp_path):
    profile = _a_signed_check(scene)
    with open_work(profile) as workspace:
        made = care.back_up(workspace, tmp_path / "one.backup", AFTER)
    with zipfile.ZipFile(made.path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    told = json.loads(members["backup.json"]) | {"format": 2, "program": "7.8"}
    members["backup.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(made.path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    said = refused("restore", made.path, "--to", tmp_path / "again.assessor")
    assert "made by version 7.8 of this program. Install that version or a newer one" in said
    assert not (tmp_path / "again.assessor").exists()


def test_a_result_file_waits_for_a_newer_program(scene, refused, tmp_path):
    profile = _a_signed_check(scene)
    with open_work(profile) as workspace:
        body = workspace.documents.body(workspace.documents.checks()[0].head)
    body = body.replace(b'"format":1', b'"format":2')
    member = document_member(hashlib.sha256(body).hexdigest())
    sign = partial(scene.zhang.key.sign_manifest, at=NOON)
    result = tmp_path / "newer.asice"
    result.write_bytes(pack([Member(member, "application/json", body)], sign))
    scene.clerk.opens()
    (outcome,) = scene.clerk.merges(result)
    (waiting,) = scene.clerk.workspace.documents.to_retry()
    scene.clerk.close()
    assert outcome.outcome == "quarantined"
    assert outcome.reason == waiting.reason
    assert "is of format 2, and this program reads format 1. Install a newer" in outcome.reason
    judged = judging_files.Judge(scene.library, scene.clerk.trust).judged(result)
    assert judged.refused.retry


def test_a_trust_bundle(scene, refused, tmp_path):
    bundle = tmp_path / "office.trust"
    bundle.write_bytes(b"format: 2\n" + scene.zhang.trust.bundle())
    said = refused("keys", "trust", bundle)
    assert "is of format 2, and this program reads format 1. Install a newer" in said


@pytest.mark.parametrize(
    ("standard", "file"), [("SHOP-2030", "standard.toml"), ("TOWN-SHOP", "tailoring.toml")]
)
def test_a_standard_and_a_tailoring(refused, tmp_path, standard, file):
    shutil.copytree(STANDARDS, tmp_path / "standards")
    folder = tmp_path / "standards" / standard / "1"
    head = (folder / file).read_text("utf-8")
    assert "format = 2" in head
    (folder / file).write_text(head.replace("format = 2", "format = 3"), "utf-8")
    said = refused("standards", "check", folder)
    assert "format 3 is newer than this program, which reads 2" in said

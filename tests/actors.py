"""People of the journeys: an office and its inspectors, each with a profile of their own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    Observation,
    Rate,
    Site,
    Unit,
    UnitKind,
    Visit,
    YesNo,
)
from assessor.paths import Paths, shipped
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.services.fieldwork import new_check
from assessor.services.sign_off import SignedCheck, correct, sign_off
from assessor.services.taking_in import FileOutcome
from assessor.services.transfer import export_check, merge_files
from assessor.signing.authority import Authority, make_office
from assessor.signing.keys import SigningKey, adopt, new_key, open_key, request
from assessor.signing.trust import Trust, keep_bundle, load_trust
from assessor.standards import Library
from assessor.storage import Workspace

PASSPHRASE = "正确 horse battery"
ROUNDS = 1000  # of key derivation: few, for tests make many keys
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
ISSUED = NOON - timedelta(days=30)


def site(number: int = 1, site_type: str = "MARKET", community: str = "990001001001") -> Site:
    return Site(
        code=f"{community}-{site_type}-{number:04}",
        name=f"东门市场{number}",
        site_type=site_type,
        community=community,
        organisation="ORG-SJ",
        address="东门街 1 号",
    )


def units() -> tuple[Unit, ...]:
    return (
        Unit("990001", "示例县", UnitKind.COUNTY),
        Unit("990001001", "东门街道", UnitKind.TOWN, "990001"),
        Unit("990001002", "西河街道", UnitKind.TOWN, "990001"),
        Unit("990001001001", "东门第一社区", UnitKind.COMMUNITY, "990001001"),
        Unit("990001002001", "西河第一社区", UnitKind.COMMUNITY, "990001002"),
        Unit("ORG-SJ", "示例县市场监督管理局", UnitKind.ORGANISATION),
    )


def full_marks(item: CheckItem) -> Observation:
    match item.mode:
        case Mode.FAULTS:
            return Faults()
        case Mode.BAND:
            return Band(10)
        case Mode.RATE:
            return Rate(10, 10)
        case Mode.YES_NO | Mode.VETO:
            return YesNo(True)


@dataclass
class Person:
    """Somebody with a computer, a key and a name; `place` is a shared workspace's address."""

    name: str
    folder: Path
    authority: Authority
    is_office: bool = False
    library: Library = field(default_factory=lambda: Library(shipped("standards")))
    trusts_office: bool = True
    place: str = ""

    def __post_init__(self) -> None:
        self.paths = Paths(self.folder)
        self.paths.keys.mkdir(parents=True)
        made = new_key(self.paths.keys, self.name, "示例县爱卫办", PASSPHRASE, rounds=ROUNDS)
        asked = request(self.paths.keys, made.path.name, PASSPHRASE)
        certificate = self.authority.issue(asked, is_office=self.is_office, at=ISSUED)
        adopted = adopt(self.paths.keys, made.path.name, certificate, PASSPHRASE, rounds=ROUNDS)
        self.key: SigningKey = open_key(adopted.path, PASSPHRASE)
        if self.trusts_office:
            keep_bundle(self.paths.keys, self.authority.bundle())
        self.opens()

    @property
    def trust(self) -> Trust:
        return load_trust(self.paths.keys)

    def close(self) -> None:
        self.workspace.close()

    def restarts(self) -> None:
        self.workspace.close()
        self.opens()

    def opens(self) -> None:
        self.workspace = Workspace(self.place or self.paths.workspace)

    def begins(self, where: Site, campaign: str = "") -> str:
        standard = self.library.standard("NSC-2021")
        visit = Visit(started=NOON, inspectors=(self.name,))
        check = new_check(
            self.workspace, where, standard.ref, visit, campaign=campaign, key=self.key.key_id
        )
        self.workspace.drafts.begin(check, standard.site_type(where.site_type).items[0].id)
        return check.id

    def marks(self, check_id: str, item_id: str, seen: Observation) -> None:
        self.workspace.drafts.mark(check_id, item_id, seen, NOON)

    def marks_the_rest_good(self, check_id: str) -> None:
        check = self.workspace.drafts.get(check_id).check
        for item in self.library.standard("NSC-2021").site_type(check.site.site_type).items:
            if item.id not in check.observations:
                self.marks(check_id, item.id, full_marks(item))

    def photographs(self, words: str) -> str:
        """Take a picture into the workspace; gives its digest."""
        imported = read_photo(draw_scene(words, 1), f"{words}.jpg")
        self.workspace.photos.add(imported.photo, imported.picture, imported.thumbnail)
        return imported.photo.digest

    def signs(
        self, check_id: str, at: datetime = NOON + timedelta(hours=1), **more: str
    ) -> SignedCheck:
        return sign_off(
            self.workspace, self.library, check_id, self.key, language="zh_CN", at=at, **more
        )

    def checks(
        self, where: Site, faults: int = 0, campaign: str = "", at: datetime = NOON
    ) -> SignedCheck:
        """Begin, mark and sign a check, with faults at the sixth item (a point for each place)."""
        check_id = self.begins(where, campaign)
        if faults:
            item = self.library.standard("NSC-2021").site_type(where.site_type).items[5]
            self.marks(check_id, item.id, Faults((Fault(faults, "摊外摊", "CH08"),)))
        self.marks_the_rest_good(check_id)
        return self.signs(check_id, at + timedelta(hours=1))

    def corrects(self, check_id: str, item_id: str, seen: Observation) -> SignedCheck:
        draft = correct(self.workspace, self.library, check_id)
        self.marks(draft, item_id, seen)
        return self.signs(draft, NOON + timedelta(hours=3), reason="复核更正")

    def exports(self, check_id: str, stick: Path) -> Path:
        stick.mkdir(exist_ok=True)
        return export_check(self.workspace, check_id, stick)

    def merges(self, *paths: Path, preview: bool = False) -> tuple[FileOutcome, ...]:
        return merge_files(
            self.workspace,
            self.library,
            self.trust,
            paths,
            NOON + timedelta(days=1),
            preview=preview,
        )

    @property
    def fingerprint(self) -> str:
        return self.workspace.documents.fingerprint()


def authority(folder: Path, name: str = "示例县爱卫办") -> Authority:
    folder.mkdir(parents=True)
    return make_office(folder, name, PASSPHRASE, rounds=ROUNDS, at=ISSUED)

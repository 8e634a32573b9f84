"""A small standard in two revisions, and checks that are marked by the first."""

from pathlib import Path

from assessor.domain.inspection import Site, Visit
from assessor.paths import shipped
from assessor.services.fieldwork import new_check
from assessor.standards import Library
from tests.actors import NOON
from tests.standards import standard_files
from tests.standards.standard_files import change

THIRD = """
[[section.item]]
id = "SHOP.03"
text.zh = "垃圾桶加盖"
text.en = "Bins have lids"
guidance.zh = "看每个垃圾桶。"
guidance.en = "Look at each bin."
mode = "B"
points = "10"
clauses = ["SHOP-2030:30.01"]
origin = { confidence = "own" }

[[section]]
id = "SHOP.B"
"""


def two_revisions(root: Path) -> Library:
    """SHOP.01 with another comma and SHOP.02 as it was; SHOP.03 with other points."""
    for revision, comma, points in ((1, "，", "10"), (2, "、", "5")):
        folder = standard_files.standard(root, revision)
        file = "site_types/SHOP.toml"
        change(folder, file, "地面洁净", f"地面洁净{comma}无积水")
        change(folder, file, '\n[[section]]\nid = "SHOP.B"\n', THIRD)
        left = 60 - int(points)
        change(folder, file, 'points = "60"', f'points = "{left}"')
        change(folder, file, 'points = "10"', f'points = "{points}"')
    return Library(shipped("standards"), root)


SHOP = Site("990001001001-SHOP-0001", "门店", "SHOP", "990001001001")


def begun(workspace, library, revision=1, key=""):
    """A draft of the shop's form, not marked yet; gives its id."""
    ref = library.standard("SHOP-2030", revision).ref
    check = new_check(workspace, SHOP, ref, Visit(NOON, inspectors=("张三",)), key=key)
    workspace.drafts.begin(check, "SHOP.01")
    return check.id

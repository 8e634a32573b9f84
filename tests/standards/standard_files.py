"""A small sound standard and a small sound vocabulary, to be broken in one place."""

from pathlib import Path

import pytest

from assessor.standards import StandardError, load_standard

STANDARD = {
    "standard.toml": """\
format = 1
id = "SHOP-2030"
revision = 1
title.zh = "门店卫生标准"
title.en = "Hygiene of shops"
issuer.zh = "某爱卫会"
issuer.en = "A committee"
issued = "2030-01"
levels = ["county"]
site_types = ["SHOP"]
profiles = ["plain"]

[[source]]
id = "S01"
title.zh = "来源"
title.en = "Source"
""",
    "clauses/1-premises.toml": """\
id = "1"
title.zh = "门店"
title.en = "Premises"

[[clause]]
id = "30.01"
text.zh = "门店整洁。"
text.en = "Shops are clean."
methods = ["site"]
origin = { confidence = "S", sources = ["S01"] }
""",
    "indicators.toml": """\
[[indicator]]
id = "01"
name.zh = "合格率"
name.en = "Share of sound shops"
rule = "threshold"
scopes = ["county"]
target.zh = "≥90%"
target.en = "≥90%"
origin = { confidence = "S", sources = ["S01"] }
""",
    "site_types/SHOP.toml": """\
code = "SHOP"
name.zh = "门店"
name.en = "Shop"
responsible.zh = "市场监管"
responsible.en = "Market regulation"
basis.zh = "第1条。"
basis.en = "Article 1."
points = "100"

[[section]]
id = "SHOP.A"
title.zh = "店内"
title.en = "Inside"

[[section.item]]
id = "SHOP.01"
text.zh = "地面洁净"
text.en = "Floor clean"
guidance.zh = "看全部地面。"
guidance.en = "Look at the whole floor."
mode = "D"
points = "60"
deduct = "5"
clauses = ["SHOP-2030:30.01", "NSC-2014:14.22"]
categories = ["CH05"]
evidence = ["photo"]
origin = { confidence = "own" }

[[section]]
id = "SHOP.B"
title.zh = "证照"
title.en = "Licences"

[[section.item]]
id = "SHOP.02"
text.zh = "证照公示"
text.en = "Licences on display"
guidance.zh = "看墙上的证照。"
guidance.en = "Look at the wall."
mode = "G"
points = "40"
band_lines = [{ faults = 0, grade = 10 }, { faults = 2, grade = 7 }]
veto_below = "0.70"
may_not_apply = false
clauses = ["SHOP-2030:30.01"]
origin = { confidence = "own" }
""",
    "profiles/plain.toml": """\
id = "plain"
title.zh = "简单汇总"
title.en = "Plain sum"
official = false
points = "100"
pass_line = "0.85"
origin = { confidence = "own" }

[[module]]
id = "1"
title.zh = "现场"
title.en = "On site"
points = "100"
site_types = ["SHOP"]
""",
}

VOCABULARY = {
    "common.toml": """\
format = 1
id = "common"
revision = 1
""",
    "chaos.toml": """\
[[category]]
code = "CH01"
name.zh = "乱搭乱建"
name.en = "Illegal structures"
covers.zh = "棚屋"
covers.en = "Sheds"
aliases = ["搭建"]

[[preset]]
id = "ONE"
title.zh = "一组"
title.en = "One"
categories = ["CH01"]
origin = { confidence = "own" }
""",
    "reasons.toml": """\
[[reason]]
code = "not_exist"
text.zh = "无此设施"
text.en = "There is none"
""",
}


def standard(root: Path, revision: int = 1) -> Path:
    """The small standard below a folder of standards."""
    head = STANDARD["standard.toml"].replace("revision = 1", f"revision = {revision}")
    return written(root / "SHOP-2030" / str(revision), STANDARD | {"standard.toml": head})


def vocabulary(root: Path) -> Path:
    """The small vocabulary below a folder of standards."""
    return written(root / "common" / "1", VOCABULARY)


def written(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace one piece of a file; the piece must be there once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def problems(folder, load=load_standard):
    with pytest.raises(StandardError) as caught:
        load(folder)
    return caught.value.problems


def only_problem(folder, load=load_standard):
    found = problems(folder, load)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]

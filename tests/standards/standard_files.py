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

RICH = STANDARD | {
    "standard.toml": STANDARD["standard.toml"].replace(
        'format = 1\nid = "SHOP-2030"',
        """\
format = 2
id = "SHOP-2030"
proposed_from = 2030-03-01
proposed_to = 2034-12-31
overlay = true
areas = ["53", "5304"]""",
    ),
    "indicators.toml": """\
[[indicator]]
id = "01"
name.zh = "合格率"
name.en = "Share of sound shops"
rule = "threshold_or_trend"
scopes = ["county"]
target.zh = "≥90%"
target.en = "≥90%"
unit.zh = "%"
unit.en = "%"
bounds = [{ comparison = "≥", value = "90", level = "county" }]
better = "higher"
years = 3
clauses = ["SHOP-2030:30.01"]
origin = { confidence = "S", sources = ["S01"] }

[[indicator]]
id = "02"
name.zh = "等级"
name.en = "Grade"
kind = "grade"
rule = "threshold"
scopes = ["county"]
target.zh = "C级及以上"
target.en = "C or better"
bounds = [{ comparison = "≤", value = "3" }]
origin = { confidence = "S", sources = ["S01"] }
""",
    "prerequisites.toml": """\
[[prerequisite]]
id = "P01"
text.zh = "有规章"
text.en = "There are rules"
evidence.zh = "文件"
evidence.en = "A document"
clauses = ["SHOP-2030:30.01"]
indicators = ["01"]
origin = { confidence = "S", sources = ["S01"] }
""",
    "thresholds.toml": """\
[[threshold]]
id = "shop.flies.1"
subject.zh = "苍蝇"
subject.en = "Flies"
condition.zh = "一类"
condition.en = "Class 1"
limit.zh = "无"
limit.en = "none"
unit.zh = "只"
unit.en = "flies"
bound = { comparison = "≤", value = "0" }
origin = { confidence = "S", sources = ["S01"] }

[[threshold]]
id = "shop.gap"
subject.zh = "门缝"
subject.en = "Gap"
origin = { confidence = "?", note.zh = "候选0.6", note.en = "perhaps 0.6" }
""",
    "crosswalk/SHOP-2020.toml": """\
[[correspondence]]
older = ["20.01", "20.02"]
newer = ["30.01"]
kinship = "joined"
origin = { confidence = "own" }

[[correspondence]]
older = ["20.03"]
kinship = "gone"
origin = { confidence = "own" }
""",
    "site_types/SHOP.toml": STANDARD["site_types/SHOP.toml"]
    .replace('points = "100"\n', 'points = "100"\ngroups = ["small6"]\n')
    .replace('deduct = "5"\n', 'deduct = "5"\nveto_on_severe = true\nthresholds = ["shop.gap"]\n'),
    "profiles/plain.toml": STANDARD["profiles/plain.toml"].replace(
        'pass_line = "0.85"\n',
        'method = "deductions"\npass_lines = ["0.8", "0.85", "0.90"]\nworst = 3\n',
    )
    + """\
clauses = ["SHOP-2030:30.01"]
weights = [{ site_type = "SHOP", weight = "2" }]
""",
}

TAILORING = """\
format = 2
id = "TOWN-SHOP"
revision = 1
title.zh = "某镇门店标准"
title.en = "Shops of a town"
author = "张三"
reason = "本地要求"
made = 2030-05-01

[base]
standard = "SHOP-2030"
revision = 1
digest = "DIGEST"

[[change]]
item = "SHOP.01"
points = "50"
deduct = "10"
reason = "地面要求更严"

[[switch_off]]
item = "SHOP.02"
reason = "证照另查"

[[add]]
section = "SHOP.B"
reason = "本地新增"
[add.item]
id = "SHOP.03"
text.zh = "门前洁净"
text.en = "Front clean"
guidance.zh = "看门前。"
guidance.en = "Look at the front."
mode = "B"
points = "20"
clauses = ["SHOP-2030:30.01"]
origin = { confidence = "own" }
"""

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


RICH_VOCABULARY = VOCABULARY | {
    "common.toml": VOCABULARY["common.toml"].replace("format = 1", "format = 2"),
    "industry_groups.toml": """\
[[group]]
code = "small6"
name.zh = "六小"
name.en = "Six small trades"
origin = { confidence = "own" }
""",
    "phrases.toml": """\
[[phrase]]
words.zh = "门前堆物"
words.en = "Piles in front"
category = "CH01"
site_types = ["SHOP"]
items = ["SHOP.01"]

[[phrase]]
words.zh = "地面不洁"
words.en = "Dirty floor"
""",
}


def standard(root: Path, revision: int = 1) -> Path:
    """The small standard below a folder of standards."""
    head = STANDARD["standard.toml"].replace("revision = 1", f"revision = {revision}")
    return written(root / "SHOP-2030" / str(revision), STANDARD | {"standard.toml": head})


def rich_standard(root: Path) -> Path:
    """The small standard with everything that format 2 brought."""
    return written(root / "SHOP-2030" / "1", RICH)


def vocabulary(root: Path) -> Path:
    """The small vocabulary below a folder of standards."""
    return written(root / "common" / "1", VOCABULARY)


def rich_vocabulary(root: Path) -> Path:
    """The small vocabulary with everything that format 2 brought."""
    return written(root / "common" / "1", RICH_VOCABULARY)


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


def problems_if_any(folder, load=load_standard):
    """What is wrong with a folder; nothing where it is sound."""
    try:
        load(folder)
    except StandardError as error:
        return error.problems
    return ()

"""A small standard with one item of each marking mode, for what the shipped forms lack."""

_HEAD = """\
format = 1
id = "MODES-2030"
revision = 1
title.zh = "各种计分方式"
title.en = "Every mode"
issuer.zh = "某爱卫会"
issuer.en = "A committee"
issued = "2030-01"
levels = ["county"]
site_types = ["EACH"]
profiles = ["plain"]

[[source]]
id = "S01"
title.zh = "来源"
title.en = "Source"
"""
_CLAUSES = """\
id = "1"
title.zh = "门店"
title.en = "Premises"

[[clause]]
id = "30.01"
text.zh = "门店整洁。"
text.en = "Shops are clean."
methods = ["site"]
origin = { confidence = "S", sources = ["S01"] }
"""
_INDICATORS = """\
[[indicator]]
id = "01"
name.zh = "合格率"
name.en = "Share of sound shops"
rule = "threshold"
scopes = ["county"]
target.zh = "≥90%"
target.en = "≥90%"
origin = { confidence = "S", sources = ["S01"] }
"""
_FORM = """\
code = "EACH"
name.zh = "各式"
name.en = "Of each"
responsible.zh = "市场监管"
responsible.en = "Market regulation"
basis.zh = "第1条。"
basis.en = "Article 1."
points = "60"

[[section]]
id = "EACH.A"
title.zh = "全部"
title.en = "All of it"
"""
_ITEM = """
[[section.item]]
id = "EACH.0{number}"
text.zh = "第{number}项"
text.en = "item {number}"
guidance.zh = "看。"
guidance.en = "Look."
mode = "{mode}"
points = "10"
{more}clauses = ["MODES-2030:30.01"]
origin = {{ confidence = "{confidence}" }}
"""
_PROFILE = """\
id = "plain"
title.zh = "简单汇总"
title.en = "Plain sum"
official = false
points = "100"
origin = { confidence = "own" }

[[module]]
id = "1"
title.zh = "现场"
title.en = "On site"
points = "100"
site_types = ["EACH"]
"""
_PER_PLACE = 'deduct = "2"\n'
_ITEMS = (
    ("D", _PER_PLACE + 'categories = ["CH03"]\n', "own"),
    ("G", "", "own"),
    ("B", "", "own"),
    ("V", "", "own"),
    ("R", "", "?"),
    ("D", _PER_PLACE + "may_not_apply = false\n", "own"),
)


def install(folder):
    """Write the standard below a folder of installed standards."""
    items = "".join(
        _ITEM.format(number=number, mode=mode, more=more, confidence=confidence)
        for number, (mode, more, confidence) in enumerate(_ITEMS, start=1)
    )
    texts = {
        "standard.toml": _HEAD,
        "clauses/1-premises.toml": _CLAUSES,
        "indicators.toml": _INDICATORS,
        "site_types/EACH.toml": _FORM + items,
        "profiles/plain.toml": _PROFILE,
    }
    for name, text in texts.items():
        path = folder / "MODES-2030" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

"""What the columns of official scoring tables are called, in all the words offices use."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

#: The words for each kind of column, the plainest first; a longer word decides before a shorter.
CAPTIONS: Mapping[str, tuple[str, ...]] = {
    "content": (
        "检查内容", "评估内容", "考核内容", "评价内容", "考评内容", "督查内容", "检查要点",
        "评估要点", "考核要点", "检查事项", "检查标准", "评估标准", "考核标准", "检查要求",
        "工作要求", "标准要求", "具体要求", "内容及要求", "内容与要求", "标准内容", "三级指标",
        "二级指标", "内容", "要求", "content",
    ),
    "points": (
        "分值", "标准分值", "标准分", "满分", "分数", "配分", "基准分", "权重", "应得分", "points",
    ),
    "rule": (
        "扣分标准", "评分标准", "评分办法", "评分方法", "评分细则", "评分说明", "计分办法",
        "计分方法", "计分标准", "扣分说明", "扣分办法", "扣分细则", "扣分原则", "扣分依据",
        "赋分标准", "赋分说明", "赋分办法", "评分规则", "扣分规则", "scoring",
    ),
    "clause": ("条款", "条款号", "条款编号", "标准条款", "对应条款", "条款依据", "依据", "clause"),
    "section": (
        "项目", "检查项目", "考核项目", "评估项目", "评价项目", "类别", "大类", "一级指标",
        "分类", "模块", "章节", "部分", "section",
    ),
    "site_type": (
        "点位", "检查点位", "点位类型", "场所类型", "检查场所", "场所", "检查对象", "单位类型",
        "点位类别", "sitetype",
    ),
    "guidance": (
        "检查方法", "检查方式", "评估方法", "考核方法", "考核方式", "核查方式", "检查办法",
        "评估方式", "howtolook",
    ),
    "number": ("序号", "编号", "项次", "no", "number"),
    "note": ("备注", "说明", "note"),
    "result": (
        "得分", "实得分", "扣分", "检查得分", "自评分", "自评得分", "考核得分", "检查情况",
        "存在问题", "扣分原因", "评分人", "检查结果", "result",
    ),
}  # fmt: skip

_EXACT = {word: kind for kind, words in CAPTIONS.items() for word in words}
#: Words that are found inside longer captions, the longest first.
_INSIDE = sorted(
    ((word, kind) for word, kind in _EXACT.items() if len(word) > 1 and not word.isascii()),
    key=lambda pair: -len(pair[0]),
)
_BRACKETED = re.compile(r"\([^)]*\)")
_LONGEST = 14  # characters; a longer text is no caption
_NEEDED = ("content", "section")


def columns_in(texts: Sequence[str]) -> dict[str, list[int]]:
    """Where the columns of each kind are, if a row holds captions; empty if it does not.

    A table has points, or a rule, for something: the contents, or else the projects.
    """
    found: dict[str, list[int]] = {}
    seen: set[tuple[str, str]] = set()
    for at, text in enumerate(texts):
        kind = kind_of(text)
        if kind and (kind, text) not in seen:  # a merged caption stands there several times
            seen.add((kind, text))
            found.setdefault(kind, []).append(at)
    if not ("points" in found or "rule" in found) or not any(key in found for key in _NEEDED):
        return {}
    if "content" not in found:
        found["content"] = [found["section"].pop()]
        if not found["section"]:
            del found["section"]
    return found


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """The kind of column that a caption names; empty for any other text."""
    caption = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    caption = _BRACKETED.sub("", caption).strip(".:：、*")
    if not 0 < len(caption) <= _LONGEST:
        return ""
    if caption in _EXACT:
        return _EXACT[caption]
    return next((kind for word, kind in _INSIDE if word in caption), "")

"""A standard whose one form is as long as is asked for, its items of all modes in turn."""

from assessor.domain.inspection import Site
from tests.ui import each_mode

STANDARD = "LARGE-2030"
SITE = Site("990001001001-EACH-0002", "大型点位", "EACH", "990001001001")
IN_A_SECTION = 20
_POINTS = 2  # of each item: a form has 1000 at most
MODES = "DGDBDVDRDG"  # as shipped forms have them: mostly places are counted

_SECTION = """
[[section]]
id = "EACH.{letter}"
title.zh = "第{letter}部分"
title.en = "part {letter}"
"""


def install(folder, count):
    """Write the standard below a folder of installed standards."""
    each_mode.install(folder)
    made = folder / "MODES-2030"
    (folder / STANDARD).mkdir()
    (made / "1").rename(folder / STANDARD / "1")
    made.rmdir()
    made = folder / STANDARD / "1"
    for path in made.rglob("*.toml"):
        path.write_text(path.read_text("utf-8").replace("MODES-2030", STANDARD), "utf-8")
    parts = [each_mode._FORM.partition("\n[[section]]")[0].replace('"60"', f'"{_POINTS * count}"')]
    for number in range(1, count + 1):
        if number % IN_A_SECTION == 1:
            parts.append(_SECTION.format(letter=chr(ord("A") + number // IN_A_SECTION)))
        mode = MODES[number % len(MODES)]
        more = each_mode._PER_PLACE + 'categories = ["CH03"]\n' if mode == "D" else ""
        item = (
            each_mode._ITEM.format(number="{number}", mode=mode, more=more, confidence="own")
            .replace("0{number}", f"{number:03}")
            .replace('points = "10"', f'points = "{_POINTS}"')
        )
        parts.append(item.replace("{number}", str(number)).replace("MODES-2030", STANDARD))
    (made / "site_types" / "EACH.toml").write_text("\n".join(parts), encoding="utf-8")

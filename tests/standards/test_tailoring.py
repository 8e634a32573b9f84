from datetime import date
from decimal import Decimal

import pytest

from assessor.domain.standard import Alteration, StandardRef
from assessor.standards import Library, digest, load_standard
from tests.standards.standard_files import TAILORING, change, only_problem, problems, written

ADDED = TAILORING[TAILORING.index("[[add]]") :]


def test_a_tailoring_is_its_base_with_the_differences(tailoring):
    base = load_standard(tailoring.parents[1] / "SHOP-2030" / "1")
    read = load_standard(tailoring)
    form = read.site_type("SHOP")
    assert read.ref == StandardRef("TOWN-SHOP", 1, digest(tailoring))
    assert read.title.en == "Shops of a town"
    assert [item.id for item in form.items] == ["SHOP.01", "SHOP.03"]
    assert (form.items[0].points, form.items[0].deduct) == (Decimal(50), Decimal(10))
    assert form.points == Decimal(70)
    assert (read.clauses, read.profiles) == (base.clauses, base.profiles)


def test_a_tailoring_says_who_changed_what_and_why(tailoring):
    made = load_standard(tailoring).tailoring
    assert (made.author, made.reason, made.made) == ("张三", "本地要求", date(2030, 5, 1))
    assert made.base.id == "SHOP-2030"
    assert [(each.item, each.alteration, each.before, each.after) for each in made.items] == [
        ("SHOP.01", Alteration.POINTS, Decimal(60), Decimal(50)),
        ("SHOP.02", Alteration.OFF, Decimal(40), None),
        ("SHOP.03", Alteration.ADDED, None, Decimal(20)),
    ]
    assert made.items[1].reason == "证照另查"


def test_the_clauses_of_the_base_are_those_of_the_tailoring(tailoring):
    assert load_standard(tailoring).clause("SHOP-2030:30.01").id == "30.01"


def test_a_tailoring_is_proposed_by_nobody(tailoring):
    head = tailoring.parents[1] / "SHOP-2030" / "1" / "standard.toml"
    head.write_text(
        head.read_text("utf-8")
        .replace("format = 1", "format = 2")
        .replace("levels =", "proposed_from = 2030-01-01\nlevels ="),
        "utf-8",
    )
    text = TAILORING.replace("DIGEST", digest(head.parent))
    (tailoring / "tailoring.toml").write_text(text, "utf-8")
    assert load_standard(tailoring).proposed_from is None


def test_a_change_of_the_deduction_alone_leaves_the_points(tailoring):
    change(tailoring, "tailoring.toml", 'points = "50"\n', "")
    changed = load_standard(tailoring).tailoring.items[0]
    assert (changed.before, changed.after) == (Decimal(60), Decimal(60))


WRONG = {
    "no digest": ('digest = "', 'digest = "0', "base.digest"),
    "another base": ('standard = "SHOP-2030"', 'standard = "SHOP-2031"', "base.standard"),
    "no reason": ('reason = "地面要求更严"\n', "", "reason"),
    "no day": ("made = 2030-05-01\n", "", "made"),
    "an unknown item": ('item = "SHOP.02"', 'item = "SHOP.09"', "item"),
    "an item twice": ('item = "SHOP.02"', 'item = "SHOP.01"', "item"),
    "no other points": ('points = "50"\ndeduct = "10"\n', "", "points"),
    "the same points": ('points = "50"\ndeduct = "10"', 'points = "60"\ndeduct = "5"', "points"),
    "more off than there is": ('deduct = "10"', 'deduct = "55"', "deduct"),
    "an unknown section": ('section = "SHOP.B"', 'section = "SHOP.C"', "section"),
    "an id of the base": ('id = "SHOP.03"', 'id = "SHOP.02"', "item.id"),
    "an unknown clause": ('"SHOP-2030:30.01"', '"SHOP-2030:30.02"', "item.clauses"),
    "an unknown key": ('author = "张三"', 'author = "张三"\nautor = "x"', "autor"),
    "format 1": ("format = 2", "format = 1", "format"),
}


@pytest.mark.parametrize(("old", "new", "field"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_in_a_tailoring_is_reported(tailoring, old, new, field):
    change(tailoring, "tailoring.toml", old, new)
    problem = only_problem(tailoring)
    assert (problem.file, problem.field) == ("tailoring.toml", field)


def test_a_base_with_other_contents_is_refused_with_its_digest(tailoring):
    base = tailoring.parents[1] / "SHOP-2030" / "1"
    change(base, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    assert digest(base) in only_problem(tailoring).message


def test_a_broken_base_is_named(tailoring):
    base = tailoring.parents[1] / "SHOP-2030" / "1"
    change(base, "site_types/SHOP.toml", 'points = "60"', 'points = "61"')
    text = TAILORING.replace("DIGEST", digest(base))
    (tailoring / "tailoring.toml").write_text(text, "utf-8")
    assert "SHOP-2030/1 is broken itself" in only_problem(tailoring).message


def test_a_form_needs_an_item(tailoring):
    text = (tailoring / "tailoring.toml").read_text("utf-8").replace(ADDED, "")
    start, end = text.index("[[change]]"), text.index("[[switch_off]]")
    text = text[:start] + '[[switch_off]]\nitem = "SHOP.01"\nreason = "不查"\n' + text[end:]
    (tailoring / "tailoring.toml").write_text(text, "utf-8")
    assert only_problem(tailoring).field == "switch_off"


def test_a_tailoring_of_a_tailoring_is_refused(tailoring):
    text = TAILORING.replace("TOWN-SHOP", "VILLAGE-SHOP").replace("SHOP-2030", "TOWN-SHOP")
    text = text[: text.index("[[change]]")].replace("DIGEST", digest(tailoring))
    folder = written(tailoring.parents[1] / "VILLAGE-SHOP" / "1", {"tailoring.toml": text})
    assert "tailor SHOP-2030/1" in only_problem(folder).message


def test_a_folder_that_rests_on_itself_is_no_endless_story(tailoring):
    text = TAILORING.replace("SHOP-2030", "TOWN-SHOP").replace("DIGEST", "0" * 64)
    (tailoring / "tailoring.toml").write_text(text, "utf-8")
    assert "base.digest" in {problem.field for problem in problems(tailoring)}


def test_a_library_holds_tailorings_among_its_standards(tailoring):
    library = Library(tailoring.parents[1])
    assert [str(each.ref) for each in library.standards()] == ["SHOP-2030/1", "TOWN-SHOP/1"]
    assert library.problems() == ()

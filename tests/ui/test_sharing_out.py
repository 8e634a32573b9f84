import pytest

from assessor.ui.checklist_model import ChecklistModel, LineRole
from assessor.ui.checklist_view import ChecklistPanel
from assessor.ui.fieldwork import MINE, Fieldwork
from assessor.ui.theme import theme_named


@pytest.fixture
def sections(fieldwork):
    return fieldwork.site_type.sections


def shown_items(fieldwork):
    return [item.id for item in fieldwork.site_type.items if fieldwork.shows(item.id)]


def test_a_colleagues_sections_are_kept_and_mine_can_be_gone_through_alone(
    desk, fieldwork, sections
):
    first, second, *_others = sections
    fieldwork.shared_out.give(first.id, "李四")
    fieldwork.shared_out.give(second.id, "张三")
    assert fieldwork.shared_out.colleague(first.id) == "李四"
    assert fieldwork.shared_out.colleague(second.id) == ""
    assert fieldwork.shared_out.holder(second.id) == "张三"
    fieldwork.choose_section(MINE)
    assert fieldwork.current.id == second.items[0].id
    assert not {item.id for item in first.items} & set(shown_items(fieldwork))
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id)
    assert again.shared_out.colleague(first.id) == "李四"


def test_where_all_is_the_colleagues_nothing_is_mine_and_nothing_breaks(fieldwork, sections):
    for section in sections:
        fieldwork.shared_out.give(section.id, "李四")
    here = fieldwork.current.id
    fieldwork.choose_section(MINE)
    assert (shown_items(fieldwork), fieldwork.current.id) == ([], here)


def test_the_list_names_the_colleague_and_offers_mine_as_long_as_there_is_one(
    qtbot, fieldwork, sections
):
    panel = ChecklistPanel(fieldwork, theme_named("light"))
    qtbot.addWidget(panel)
    assert panel._sections.findData(MINE) < 0
    fieldwork.shared_out.give(sections[0].id, "李四")
    assert panel._sections.findData(MINE) == 1
    model = ChecklistModel(fieldwork)
    section = model.index(0, 0)
    assert section.data(LineRole).colleague == "李四"
    assert "李四" in section.data()
    assert "李四 marks it" in model.index(0, 0, section).data()
    fieldwork.choose_section(MINE)
    fieldwork.shared_out.give(sections[0].id, "")
    assert panel._sections.findData(MINE) < 0
    assert fieldwork.section == ""


def test_what_came_in_from_elsewhere_is_shown(qtbot, desk, fieldwork):
    from assessor.domain.inspection import Faults

    item = fieldwork.site_type.items[0].id
    desk.workspace.drafts.mark(fieldwork.check.id, item, Faults(), fieldwork.check.visit.started)
    with qtbot.waitSignal(fieldwork.item_changed) as changed:
        fieldwork.read_again()
    assert changed.args == [item]
    assert fieldwork.seen(item) == Faults()

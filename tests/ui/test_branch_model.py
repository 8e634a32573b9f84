from assessor.domain.references import Topic, TopicKind
from assessor.ui.branch_model import BranchModel
from assessor.ui.branches import Branch
from assessor.ui.link_delegate import LinkRole
from assessor.ui.topic_words import Link


def leaf(number):
    return Branch(
        Link(Topic("SHOP-2030/1", TopicKind.ITEM, f"SHOP.{number}"), f"{number}", "words")
    )


def tree(types=3, items=4):
    return tuple(
        Branch(None, f"type {each}", tuple(leaf(each * items + at) for at in range(items)))
        for each in range(types)
    )


def test_a_topic_stands_where_its_branch_is(qapp):
    model = BranchModel()
    model.show_branches(tree())
    index = model.index_of(Topic("SHOP-2030/1", TopicKind.ITEM, "SHOP.6"))
    assert (index.row(), index.parent().row()) == (2, 1)
    assert index.data(LinkRole).number == "6"
    assert index.parent().data() == "type 1"
    assert not model.index_of(Topic("SHOP-2030/1", TopicKind.ITEM, "SHOP.99")).isValid()


def test_qt_finds_no_fault(qapp, qtmodeltester):
    model = BranchModel()
    model.show_branches(tree())
    qtmodeltester.check(model)
    model.show_branches(())
    assert model.rowCount() == 0


def test_five_thousand_items_all_stand_in_it(qapp):
    model = BranchModel()
    model.show_branches(tree(50, 100))
    assert model.rowCount(model.index(49, 0)) == 100

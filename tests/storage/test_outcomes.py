from fractions import Fraction

from assessor.domain.apportioning import ItemOutcome, Standing
from assessor.domain.forms import Mode
from assessor.domain.inspection import Fault, Faults, NotApplicable, Severity, YesNo
from tests.builders import assessed, check, form, hour, item, received, revision

FORM = form(item(1), item(2), item(3), item(4, Mode.YES_NO), item(5))
SEEN = {
    "MARKET.01": Faults((Fault(2, "脏", severity=Severity.MINOR), Fault(widespread=True))),
    "MARKET.02": NotApplicable("not_exist"),
    "MARKET.04": YesNo(present=True, faults=(Fault(1, "旧"),)),
    "MARKET.05": Faults(),
}


def in_order(outcomes):
    return sorted(outcomes, key=lambda each: each.item)


def test_the_items_that_are_not_simply_at_full_marks_are_told_by_check(workspace):
    made = check(SEEN, campaign="Q4")
    workspace.documents.accept(received(assessed(revision(made), FORM)), hour(3))
    ((told, found),) = workspace.documents.outcomes("Q4", with_faults=True).items()
    assert (told, in_order(found)) == (
        made.id,
        [
            ItemOutcome(
                "MARKET.01",
                Standing.LOST,
                Fraction(10),
                (Fault(2, severity=Severity.MINOR), Fault(widespread=True)),
            ),
            ItemOutcome("MARKET.02", Standing.NOT_APPLICABLE),
            ItemOutcome("MARKET.03", Standing.OPEN, Fraction(10)),
            ItemOutcome("MARKET.04", Standing.SEEN, faults=(Fault(),)),
        ],
    )
    without = in_order(workspace.documents.outcomes()[made.id])
    assert [each.item for each in without] == ["MARKET.01", "MARKET.02", "MARKET.03"]
    assert all(each.faults == () for each in without)
    assert workspace.documents.outcomes("Q3") == {}


def test_places_at_fault_are_told_by_item_and_disorder(workspace):
    seen = {
        "MARKET.01": Faults((Fault(2, "脏", "CH05"), Fault(1, "堆", "CH05"), Fault(3, "占"))),
        "MARKET.04": YesNo(present=True, faults=(Fault(1, "旧", "CH01"),)),
    }
    made = check(seen, campaign="Q4")
    workspace.documents.accept(received(assessed(revision(made), FORM)), hour(3))
    places = {("MARKET.01", "CH05"): 3, ("MARKET.01", ""): 3, ("MARKET.04", "CH01"): 1}
    assert workspace.documents.fault_places("Q4") == {made.id: places}
    assert workspace.documents.fault_places("Q3") == {}

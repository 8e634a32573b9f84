from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, YesNo
from assessor.storage import Tally
from tests.builders import assessed, check, form, hour, received, revision

MARKS = st.fixed_dictionaries(
    {},
    optional={
        "MARKET.01": st.builds(lambda n: Faults((Fault(n),)), st.integers(1, 12)),
        "MARKET.02": st.builds(Band, st.integers(0, 10)) | st.just(NotApplicable("season")),
        "MARKET.03": st.builds(YesNo, st.booleans()),
        "MARKET.05": st.builds(YesNo, st.booleans()),
    },
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(marks=st.lists(MARKS, min_size=1, max_size=4), known=st.booleans())
def test_tallies_say_what_the_headers_say(shared, marks, known):
    for nonce, observations in enumerate(marks, 1):  # those of earlier examples stay: conflicts
        made = revision(check(observations, nonce=nonce), counter=nonce, site_type=form())
        shared.documents.accept(received(assessed(made, known=known)), hour(20))
    headers = shared.documents.checks()
    assert shared.documents.tallies() == tuple(
        Tally(
            each.result,
            each.state,
            each.scored,
            each.standard,
            each.community,
            each.organisation,
            each.started,
        )
        for each in headers
    )
    assert all(
        each.result.rate == (each.earned / each.possible if each.possible else None)
        for each in headers
    )
    assert shared.documents.tallies("another") == ()

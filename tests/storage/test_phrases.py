from assessor.storage import UsedPhrase

STALL = UsedPhrase("占道经营", "CH03", "MARKET.03", "MARKET")
PUDDLE = UsedPhrase("积水", "", "ALLEY.01", "ALLEY")


def test_what_was_used_last_comes_first(workspace):
    for phrase in (STALL, PUDDLE, STALL):
        workspace.phrases.use(phrase)
    assert workspace.phrases.all() == (STALL, PUDDLE)


def test_own_words_stay_own_when_they_are_used_again(workspace):
    kept = UsedPhrase("自行车乱停", "CH04", own=True)
    workspace.phrases.use(kept)
    workspace.phrases.use(UsedPhrase("自行车乱停", "CH04", "ALLEY.02", "ALLEY"))
    assert workspace.phrases.all() == (
        UsedPhrase("自行车乱停", "CH04", "ALLEY.02", "ALLEY", own=True),
    )


def test_forgotten_words_are_gone(workspace):
    workspace.phrases.use(STALL)
    workspace.phrases.forget(STALL.words)
    assert workspace.phrases.all() == ()

from assessor.ui.guards import guarded


def test_a_guarded_method_gives_what_it_gives():
    @guarded(0)
    def double(number):
        """Twice a number."""
        return 2 * number

    assert double(4) == 8
    assert double.__doc__ == "Twice a number."


def test_a_bug_goes_to_the_hook_and_the_default_to_qt(monkeypatch):
    seen = []
    monkeypatch.setattr("sys.excepthook", lambda *about: seen.append(about[1]))

    @guarded("nothing")
    def broken():
        raise KeyError("bug")

    assert broken() == "nothing"
    assert isinstance(seen[0], KeyError)

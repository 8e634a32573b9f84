from tests.builders import assessed, hour, received, saying


def test_an_answer_is_kept_until_something_is_written(workspace):
    def asked():
        return workspace.memory.recall("checks", workspace.documents.checks)

    first = asked()
    if not workspace.is_shared:  # on a server others may write
        assert asked() is first
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    assert asked() == workspace.documents.checks() != first


def test_questions_are_told_apart_and_only_some_are_kept(workspace):
    answers = [workspace.memory.recall(number, lambda n=number: [n]) for number in range(200)]
    assert answers == [[number] for number in range(200)]
    assert len(workspace.memory._found) < 100

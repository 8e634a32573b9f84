import os

import pytest

from assessor.i18n import current, use_language
from assessor.services import crew
from assessor.services.crew import mapped, usual_jobs


def doubled(number):
    return 2 * number


def of_process(_number):
    return os.getpid(), current().language


def dying(number):
    if os.getpid() != number:
        os._exit(1)
    return number


def failing(number):
    if number:
        raise KeyError(number)


@pytest.fixture
def long(monkeypatch):
    """Any work counts as long."""
    monkeypatch.setattr(crew, "_LONG", 0.0)


def test_short_work_is_done_here():
    made = list(mapped(of_process, range(5), 5, 1))
    assert {process for process, _language in made} == {os.getpid()}


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("jobs", [0, 1])
def test_what_is_made_comes_in_order(jobs):
    assert list(mapped(doubled, range(7), 7, jobs)) == [0, 2, 4, 6, 8, 10, 12]


@pytest.mark.usefixtures("long")
def test_other_processes_do_long_work_in_our_language():
    use_language("en")
    try:
        here, (process, language) = mapped(of_process, [1, 2], 2, 1)
    finally:
        use_language("zh_CN")
    assert here == (os.getpid(), "en")
    assert process != os.getpid()
    assert language == "en"


@pytest.mark.usefixtures("long")
def test_what_a_dead_process_leaves_is_done_here():
    assert list(mapped(dying, [os.getpid()] * 3, 3, 1)) == [os.getpid()] * 3


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("number", [1, 2])
def test_a_fault_of_the_program_surfaces_wherever_it_happens(number):
    with pytest.raises(KeyError):
        list(mapped(failing, [0, 1, 2], 3, number))


@pytest.mark.usefixtures("long")
def test_things_are_taken_only_a_few_ahead():
    taken = []

    def things():
        for number in range(100):
            taken.append(number)
            yield number

    made = mapped(doubled, things(), 100, 1)
    assert [next(made), next(made)] == [0, 2]
    made.close()
    assert len(taken) < 10


def test_no_more_processes_than_processors():
    assert 0 <= usual_jobs() <= (os.cpu_count() or 1)

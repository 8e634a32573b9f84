import os

import pytest

from assessor.i18n import current, use_language
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
    raise KeyError(number)


@pytest.mark.parametrize("jobs", [0, 1])
def test_what_is_made_comes_in_order(jobs):
    assert list(mapped(doubled, range(7), jobs)) == [0, 2, 4, 6, 8, 10, 12]


def test_other_processes_do_the_work_in_our_language():
    use_language("en")
    try:
        ((process, language),) = mapped(of_process, [1], 1)
    finally:
        use_language("zh_CN")
    assert process != os.getpid()
    assert language == "en"


def test_what_a_dead_process_leaves_is_done_here():
    assert list(mapped(dying, [os.getpid()] * 3, 1)) == [os.getpid()] * 3


def test_a_fault_of_the_program_surfaces():
    with pytest.raises(KeyError):
        list(mapped(failing, [1], 1))


def test_things_are_taken_only_a_few_ahead():
    taken = []

    def things():
        for number in range(100):
            taken.append(number)
            yield number

    made = mapped(doubled, things(), 1)
    assert next(made) == 0
    made.close()
    assert len(taken) < 10


def test_no_more_processes_than_processors():
    assert 0 <= usual_jobs() <= (os.cpu_count() or 1)

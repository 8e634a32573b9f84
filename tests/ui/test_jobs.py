import threading
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assessor.errors import AssessorError
from assessor.ui.job_dialog import JobDialog, carry_out
from assessor.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shut_down()


@pytest.fixture
def page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def fails(error, _report):
    raise error


def test_work_is_done_elsewhere_and_told_here(qtbot, jobs):
    job = Job(lambda _report: threading.current_thread().name, jobs)
    heard = []
    job.succeeded.connect(lambda _outcome: heard.append(threading.current_thread().name))
    with qtbot.waitSignal(job.succeeded) as succeeded:
        jobs.start(job)
    assert succeeded.args[0].startswith("job")
    assert heard == ["MainThread"]


def test_jobs_run_one_after_the_other(qtbot, jobs):
    order = []
    first, second = (Job(lambda _report, n=n: order.append(n), jobs) for n in (1, 2))
    with qtbot.waitSignal(second.finished):
        jobs.start(first)
        jobs.start(second)
    assert order == [1, 2]
    assert not jobs.busy


def test_a_refusal_is_a_sentence(qtbot, jobs):
    job = Job(partial(fails, AssessorError("The disk is full.")), jobs)
    with qtbot.waitSignal(job.failed) as failed:
        jobs.start(job)
    assert failed.args == ["The disk is full."]


def test_a_bug_is_told_apart(qtbot, jobs, caplog):
    job = Job(partial(fails, KeyError("bug")), jobs)
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.start(job)
    assert isinstance(crashed.args[0], KeyError)
    assert "job failed" in caplog.text


def test_progress_arrives_and_a_cancelled_job_ends_silently(qtbot, jobs):
    going = threading.Event()

    def work(report):
        for step in range(1, 10_000):
            report(step, 10_000)
            going.wait(0.01)

    job = Job(work, jobs)
    heard = []
    job.succeeded.connect(heard.append)
    job.failed.connect(heard.append)
    job.crashed.connect(heard.append)
    with qtbot.waitSignal(job.finished):
        jobs.start(job)
        qtbot.waitSignal(job.progressed).wait()
        job.cancel()
    assert heard == []


def test_shutting_down_does_not_wait_for_the_end_of_a_long_job(qtbot):
    jobs = Jobs()
    reached = threading.Event()

    def work(report):
        reached.set()
        while True:
            report(0, 0)

    jobs.start(Job(work, jobs))
    assert reached.wait(5)
    jobs.shut_down()


def test_a_job_that_ends_while_shutting_down_is_not_heard_of(qtbot):
    jobs, heard = Jobs(), []
    job = Job(lambda _report: heard.append("worked"), jobs)
    job.succeeded.connect(lambda _outcome: heard.append("told"))
    jobs.start(job)
    jobs.shut_down()
    QApplication.processEvents()
    assert "told" not in heard


def test_a_short_job_shows_no_dialog(qtbot, jobs, page):
    job = Job(lambda _report: 1, jobs)
    dialog = JobDialog(job, "Reading", page)
    shown = []
    dialog.finished.connect(lambda: shown.append(dialog.isVisible()))
    with qtbot.waitSignal(job.finished):
        jobs.start(job)
    assert shown == [False]


def test_a_long_job_shows_its_progress_and_can_be_cancelled(qtbot, jobs, page):
    pause = threading.Event()

    def work(report):
        while True:
            report(3, 10)
            pause.wait(0.01)

    job = Job(work, jobs)
    dialog = JobDialog(job, "Reading", page)
    with qtbot.waitSignal(job.finished, timeout=10_000):
        jobs.start(job)
        qtbot.waitUntil(dialog.isVisible)
        qtbot.waitUntil(lambda: dialog._bar.value() == 3)
        dialog.reject()


def test_a_refused_job_is_told_on_the_page(qtbot, jobs, page):
    job = carry_out(jobs, page, "Reading", partial(fails, AssessorError("No.")), page.setToolTip)
    with qtbot.waitSignal(job.finished):
        pass
    (box,) = page.findChildren(QMessageBox)
    assert box.text() == "No."
    box.close()


def test_a_job_outlives_its_page(qtbot, jobs):
    page = QWidget()
    leave = threading.Event()
    job = carry_out(jobs, page, "Reading", lambda _report: leave.wait(5), page.setToolTip)
    with qtbot.waitSignal(job.finished):
        page.deleteLater()
        qtbot.wait(10)
        leave.set()

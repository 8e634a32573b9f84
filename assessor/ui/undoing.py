"""The steps of a draft: which was the last, and which was undone."""

from dataclasses import replace

from assessor.domain.history import Describing, Marking, Step
from assessor.storage import Draft, StepPlace


class Steps:
    """Knows what can be undone and redone; `forgotten` steps before those cannot."""

    def __init__(self, draft: Draft) -> None:
        self.forgotten = draft.forgotten
        self._steps = list(draft.history.steps)
        self._done = draft.history.done
        self._entry = 0  # of the last step

    @property
    def last(self) -> Step | None:
        """What would be undone."""
        return self._steps[self._done - 1] if self._done > 0 else None

    @property
    def next(self) -> Step | None:
        """What would be redone."""
        return self._steps[self._done] if self._done < len(self._steps) else None

    def add(self, step: Step, entry: int = 0) -> StepPlace:
        """One step more, or more of the last one if it is of the same entry, not 0."""
        cuts = self.next is not None
        del self._steps[self._done :]
        joined = None if cuts else _joined(self.last, step, entry != 0 and entry == self._entry)
        self._entry = entry
        if joined is not None:
            self._steps[-1] = step = joined
        else:
            self._steps.append(step)
            self._done += 1
        return StepPlace(self.forgotten + self._done, step, cuts)

    def back(self) -> StepPlace:
        """The last step is undone."""
        return self._moved(-1)

    def forth(self) -> StepPlace:
        """The next step is done again."""
        return self._moved(1)

    def _moved(self, by: int) -> StepPlace:
        self._done += by
        self._entry = 0
        return StepPlace(self.forgotten + self._done)


def _joined(last: Step | None, step: Step, is_same_entry: bool) -> Step | None:
    """Both as one step; None where they stay two."""
    match last, step:
        case Marking(), Marking() if is_same_entry and last.item == step.item:
            return replace(step, before=last.before)
        case Describing(), Describing() if last.before.keys() == step.before.keys():
            return replace(step, before=last.before)
    return None

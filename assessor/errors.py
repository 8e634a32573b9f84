"""The errors that are not bugs: everything a user can do something about.

Anything raised that is neither of these two is a fault of the program.
"""


class AssessorError(Exception):
    """Something the user or the world can mend; its text is a sentence to show as it is.

    The sentence names the thing, the place and the remedy.
    """


class Cancelled(Exception):
    """The user no longer wants the work in hand. Never shown."""

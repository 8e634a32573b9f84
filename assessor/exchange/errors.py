"""What is wrong with something that came from outside."""

from assessor.errors import AssessorError


class FormatError(AssessorError):
    """A document, result file or spreadsheet is damaged, forged, or newer than this program."""


class NewerFormatError(FormatError):
    """A document needs a newer program, and is good once that is there."""


class MissingLibraryError(AssessorError):
    """A format needs a library that is not installed."""

"""Standards as data: reading their folders strictly, pinning them, finding them.

`standards/README.md` describes the files. `reading` turns the folder of a revision into
the values of `assessor.domain.standard`; `fields` is the strict reading of tables below
it, `forms`, `requirements`, `figures`, `crosswalks`, `profiles`, `origins` and `vocabulary`
know the tables. `pins`, `borrowing` and `tailoring` are about standards that rest on
another one. `digests` and `published` pin what was published, `library` finds what is
there, `installing` and `archives` take more in, `agreement` tells authors what does not fit it.
"""

from assessor.standards.agreement import disagreements, stray_phrases
from assessor.standards.archives import ArchiveError, packed
from assessor.standards.digests import digest
from assessor.standards.installing import Installed, InstallError, install
from assessor.standards.library import Library, LibraryError, load_standard, load_vocabulary
from assessor.standards.problems import Problem, StandardError
from assessor.standards.published import check_published
from assessor.standards.reading import FIRST_FILES, FORMAT, VOCABULARY

__all__ = [
    "FIRST_FILES",
    "FORMAT",
    "VOCABULARY",
    "ArchiveError",
    "InstallError",
    "Installed",
    "Library",
    "LibraryError",
    "Problem",
    "StandardError",
    "check_published",
    "digest",
    "disagreements",
    "install",
    "load_standard",
    "load_vocabulary",
    "packed",
    "stray_phrases",
]

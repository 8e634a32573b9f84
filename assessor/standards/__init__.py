"""Standards as data: reading their folders strictly, pinning them, finding them.

`standards/README.md` describes the files. `reading` turns the folder of a revision into
the values of `assessor.domain.standard`; `fields` is the strict reading of tables below
it, `forms`, `requirements`, `profiles`, `origins` and `vocabulary` know the tables.
`digests` and `published` pin what was published, `library` finds what is there.
"""

from assessor.standards.digests import digest
from assessor.standards.library import Library, LibraryError, load_standard, load_vocabulary
from assessor.standards.problems import Problem, StandardError
from assessor.standards.published import check_published
from assessor.standards.reading import FORMAT, VOCABULARY

__all__ = [
    "FORMAT",
    "VOCABULARY",
    "Library",
    "LibraryError",
    "Problem",
    "StandardError",
    "check_published",
    "digest",
    "load_standard",
    "load_vocabulary",
]

"""Whether the folder of a standard is sound, and agrees with what else is at hand."""

from pathlib import Path

from assessor.i18n import _
from assessor.paths import shipped
from assessor.standards import (
    VOCABULARY,
    Library,
    Problem,
    disagreements,
    load_standard,
    load_vocabulary,
    stray_phrases,
)


def check_folder(folder: Path, installed: Path) -> tuple[str, tuple[Problem, ...]]:
    """What to say of a revision's folder, and where it disagrees with what else is here.

    `installed` is the profile's folder of standards. `StandardError` for one that cannot
    be read at all.
    """
    folder = folder.resolve()
    library = Library(shipped("standards"), installed, folder.parent.parent)
    changed = library.changes_published(folder)
    if folder.parent.name == VOCABULARY:
        vocabulary = load_vocabulary(folder)
        words = _("{folder} is sound.").format(folder=folder)
        return words, (*changed, *stray_phrases(vocabulary, library))
    standard = load_standard(folder, library)
    words = _("{standard} is sound: {types} site types, {items} items.").format(
        standard=standard.ref,
        types=len(standard.site_types),
        items=sum(len(site_type.items) for site_type in standard.site_types),
    )
    return words, (*changed, *disagreements(standard, library))

"""Judging result files: reading, verifying, scoring and laying them out as rows.

It needs no workspace, so it is done in several processes at once; see `crew`.
"""

import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assessor import files
from assessor.errors import AssessorError
from assessor.exchange.errors import NewerFormatError
from assessor.i18n import _
from assessor.services import sealing
from assessor.services.assessing import assess
from assessor.services.crew import mapped
from assessor.signing import envelopes
from assessor.signing.cms import UnknownSignerError
from assessor.signing.keyfiles import SigningError
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import PreparedFile, Received, Refused, prepared

#: Opens the envelope of an encrypted file.
OpenFn = Callable[[bytes], bytes]

#: Files that are judged, and then taken in, together: at most so many, or of so many bytes.
_GROUP, _GROUP_BYTES = 20, 32 << 20


def readable(path: Path | str) -> str:
    """A path to show and to keep, though a stick may name its files in another encoding."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of a file: it is `good`, `refused`, known by its SHA-256, or unreadable.

    Of one that is encrypted nothing is known yet.
    """

    path: Path
    sha: str = ""
    size: int = 0
    good: PreparedFile | None = None
    refused: Refused | None = None
    unreadable: str = ""  # why
    is_encrypted: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it was not opened, for it was taken before."""
        return bool(self.sha) and not self.good and not self.refused


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges files by the standards and the trust of a profile.

    Those whose SHA-256 is `known` need not be opened.
    """

    library: Library
    trust: Trust
    known: frozenset[str] = frozenset()

    def __call__(self, paths: Sequence[Path]) -> tuple[Judged, ...]:
        return tuple(map(self.judged, paths))

    def judged(self, path: Path) -> Judged:
        """What is thought of one file."""
        try:
            content = files.read(path, sealing.MOST_BYTES)
        except files.FileError as error:
            # The path stands beside the reason, which is to be seen whole in a narrow column.
            return Judged(path, unreadable=str(error).removeprefix(str(path)).lstrip(":： "))
        if envelopes.is_envelope(content):
            return Judged(path, is_encrypted=True)
        return self.judged_content(path, content)

    def decrypted(self, path: Path, open_envelope: OpenFn | None) -> Judged:
        """What is thought of an encrypted file."""
        if open_envelope is None:
            return Judged(
                path,
                unreadable=_(
                    "The file is encrypted. Open it with the office's key for encrypted files."
                ),
            )
        try:
            content = open_envelope(files.read(path, sealing.MOST_BYTES))
        except (files.FileError, SigningError) as error:
            return Judged(path, unreadable=str(error))
        return self.judged_content(path, content)

    def judged_content(self, path: Path, content: bytes) -> Judged:
        """What is thought of a file with these bytes."""
        judged = Judged(path, hashlib.sha256(content).hexdigest(), len(content))
        if judged.sha in self.known:
            return judged
        name = readable(path.name)
        try:
            return replace(judged, good=self._good(content, judged.sha, name))
        except AssessorError as error:
            may_wait = isinstance(error, UnknownSignerError | NewerFormatError)
            return replace(judged, refused=Refused(name, str(error), content, may_wait))

    def _good(self, content: bytes, sha: str, name: str) -> PreparedFile:
        opened = sealing.open_signed(content, self.trust)
        received = Received(
            container=sealing.container_file(opened, content),
            signer=opened.signer,
            documents=tuple(assess(each, self.library) for each in opened.documents),
            file_name=name,
            sha=sha,
        )
        return prepared(received)


def judged_in_groups(
    judge: Judge, paths: Sequence[Path], jobs: int | None
) -> Generator[tuple[Judged, ...]]:
    """Judge files a few at a time, in order, with the help of other processes; see `mapped`."""
    groups = list(_groups(paths))
    return mapped(judge, groups, len(groups), jobs)


def _groups(paths: Sequence[Path]) -> Iterator[list[Path]]:
    group: list[Path] = []
    size = 0
    for path in paths:
        with suppress(OSError):  # reading it will say why
            size += path.stat().st_size
        if group and (len(group) == _GROUP or size > _GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(path)
    if group:
        yield group

"""A camera of the computer, where there is one and the optional library that talks to it.

Without `opencv-python-headless` there is no camera, and nothing else is missed.
"""

from importlib.util import find_spec
from io import BytesIO
from typing import Any

from assessor.errors import AssessorError
from assessor.i18n import _

_WARM_UP = 3  # frames that a camera needs until it has found its light


def may_be_there() -> bool:
    """Whether the library that cameras need is installed; no camera is touched."""
    return find_spec("cv2") is not None


class Camera:
    """The first camera, open; `AssessorError` where there is none or it is in use."""

    def __init__(self, number: int = 0) -> None:
        import cv2

        self._library: Any = cv2
        self._device: Any = cv2.VideoCapture(number)
        if not self._device.isOpened():
            self._device.release()
            raise AssessorError(
                _(
                    "No camera answers. Plug one in, or close the program that is using it, "
                    "and try again."
                )
            )
        for _frame in range(_WARM_UP):
            self._device.read()

    def frame(self) -> bytes:
        """What the camera sees, as JPEG."""
        from PIL import Image  # not needed to tell that there is no camera

        is_there, seen = self._device.read()
        if not is_there:
            raise AssessorError(_("The camera stopped answering. Was it pulled out?"))
        coloured = self._library.cvtColor(seen, self._library.COLOR_BGR2RGB)
        height, width = coloured.shape[:2]
        buffer = BytesIO()
        Image.frombytes("RGB", (width, height), coloured.tobytes()).save(buffer, "JPEG", quality=92)
        return buffer.getvalue()

    def close(self) -> None:
        """Let the camera go."""
        self._device.release()

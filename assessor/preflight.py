"""What a window needs from the system, checked before Qt is imported.

Qt ends the process where a library or a screen is missing, with a message that names the
wrong package; here it becomes a sentence with the right ones. Standard library only.
"""

import ctypes
import os
import sys
from collections.abc import Mapping, MutableMapping

#: Needed even without a screen: the library's file name and its Debian package.
_ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
#: Needed for a window on an X11 screen.
_ON_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
_SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")

_LACKS_LIBRARIES = (
    "缺少系统组件，窗口无法打开。请先运行：{command}\n"
    "System libraries are missing, so no window can open. Run first: {command}"
)
_LACKS_SCREEN = (
    "没有可用的屏幕（DISPLAY 与 WAYLAND_DISPLAY 均未设置），窗口无法打开；"
    "不用窗口的命令见 assessor --help，虚拟屏幕可用：xvfb-run -a assessor\n"
    "There is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open; "
    "assessor --help lists the commands that need none, and xvfb-run -a assessor uses a virtual one"
)


def packages_missing(*, window: bool = True) -> tuple[str, ...]:
    """The Debian packages that a window lacks; with `window` false, what Qt lacks without one.

    Tests run without a screen and need fewer.
    """
    if not sys.platform.startswith("linux"):
        return ()
    needed = _ALWAYS | _ON_SCREEN if window else _ALWAYS
    return tuple(package for library, package in needed.items() if not _loads(library))


def install_command(packages: tuple[str, ...]) -> str:
    """The command that installs packages on Debian and its relatives."""
    rights = "" if not hasattr(os, "geteuid") or os.geteuid() == 0 else "sudo "
    return f"{rights}apt-get install -y {' '.join(packages)}"


def missing_for_window(environ: Mapping[str, str] = os.environ) -> str | None:
    """Why no window can open, with the remedy, in Chinese and English; None if one can."""
    if not sys.platform.startswith("linux"):
        return None
    screenless = environ.get("QT_QPA_PLATFORM", "").startswith(_SCREENLESS)
    if packages := packages_missing(window=not screenless):
        return _LACKS_LIBRARIES.format(command=install_command(packages))
    if not screenless and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return _LACKS_SCREEN
    return None


def mend_input_method(environ: MutableMapping[str, str] = os.environ) -> str:
    """Let Chinese be typed: Qt's wheels know ibus alone, whose protocol fcitx 5 speaks too.

    Gives the method that was asked for where another one takes its place, else nothing.
    """
    if not sys.platform.startswith("linux"):
        return ""
    asked = (environ.get("QT_IM_MODULES") or environ.get("QT_IM_MODULE", "")).split(";")
    by_x = environ.get("XMODIFIERS", "").partition("@im=")[2]  # what Qt does not heed
    if environ.get("WAYLAND_DISPLAY"):
        by_x = ""  # the compositor brings the input method
    unknown = [each for each in asked if each.startswith("fcitx") or each == "xim"]
    if "ibus" in asked or not (unknown or (asked == [""] and by_x in ("fcitx", "fcitx5", "ibus"))):
        return ""
    environ.pop("QT_IM_MODULES", None)
    environ["QT_IM_MODULE"] = "ibus"
    return "" if by_x == "ibus" else next(iter(unknown), by_x)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

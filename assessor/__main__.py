"""`assessor`: a command where one is named, the window otherwise."""

import sys

_INTERRUPTED = 130  # as shells count it


def main(arguments: list[str] | None = None) -> int:
    """Run the program; the exit code as in the README: 0 done, 1 refused, 2 usage, 3 system."""
    if getattr(sys, "frozen", False):  # processes that help a frozen program begin here, too
        from multiprocessing import freeze_support

        freeze_support()
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # nothing was begun yet that would have to be told
        return _INTERRUPTED


def _run(arguments: list[str]) -> int:
    from assessor import cli  # while it loads, Ctrl-C must already end the program quietly
    from assessor.cli.printing import complain
    from assessor.errors import AssessorError

    asked = cli.parse(arguments)
    if asked.command:
        return cli.run(asked)
    from assessor.app import open_window  # no command needs what a window needs

    try:
        workspace = cli.workspace_of(asked)
    except AssessorError as error:
        complain(str(error))
        return 1
    return open_window(cli.paths_of(asked), workspace, getattr(asked, "language", ""))


if __name__ == "__main__":
    sys.exit(main())

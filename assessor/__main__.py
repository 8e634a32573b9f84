"""`assessor`: a command where one is named, the window otherwise."""

import sys

from assessor import cli
from assessor.cli.printing import complain
from assessor.errors import AssessorError


def main(arguments: list[str] | None = None) -> int:
    """Run the program; the exit code as in the README: 0 done, 1 refused, 2 usage, 3 system."""
    asked = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if asked.command:
        return cli.run(asked)
    from assessor.app import open_window  # no command needs what a window needs

    try:
        workspace = cli.workspace_of(asked)
    except AssessorError as error:
        complain(str(error))
        return 1
    return open_window(cli.paths_of(asked), workspace)


if __name__ == "__main__":
    sys.exit(main())

"""`assessor`: a command where one is named, the window otherwise."""

import sys
from pathlib import Path

from assessor import cli


def main(arguments: list[str] | None = None) -> int:
    """Run the program; the exit code as in the README: 0 done, 1 refused, 2 usage, 3 system."""
    asked = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if asked.command:
        return cli.run(asked)
    from assessor.app import open_window  # no command needs what a window needs

    workspace = Path(asked.workspace).absolute() if asked.workspace else None
    return open_window(cli.paths_of(asked), workspace)


if __name__ == "__main__":
    sys.exit(main())

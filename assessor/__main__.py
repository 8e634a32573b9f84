"""`assessor`: a command where one is named, the window otherwise."""

import sys

from assessor import cli


def main(arguments: list[str] | None = None) -> int:
    """Run the program; the exit code as in the README: 0 done, 1 refused, 2 usage, 3 system."""
    asked = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if asked.command:
        return cli.run(asked)
    from assessor import preflight  # the command line must work where no window can

    if sentence := preflight.missing_for_window():
        print(sentence, file=sys.stderr)  # noqa: T201  the program's only voice so early
        return 3
    from assessor.app import open_window

    return open_window(cli.paths_of(asked), asked.workspace)


if __name__ == "__main__":
    sys.exit(main())

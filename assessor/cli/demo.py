"""`assessor demo DIR`: the whole main job on the shipped standards, without a window."""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor.cli.context import Context
from assessor.cli.printing import print_table, progress_bar
from assessor.domain.scoring import shown
from assessor.i18n import _


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "demo", parents=[options], help=_("the whole job on drawn data, into a new folder")
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.set_defaults(work=_demo)


def _demo(context: Context, asked: Namespace) -> int:
    from assessor.services.demonstration import demonstrate  # Pillow is slow to load

    made = demonstrate(asked.folder.absolute(), context.language, progress_bar())
    folder = asked.folder
    rows = (
        (f"{folder}/office", _("the office: keys, workspace, everything merged")),
        (
            f"{folder}/inspector-1, inspector-2",
            _("two inspectors: keys, workspaces, signed reports"),
        ),
        (f"{folder}/office.trust", _("the bundle by which others trust the office")),
        (
            f"{folder}/plan.asice",
            _("the signed plan: {count} sites drawn").format(count=made.sites),
        ),
        (f"{folder}/results", _("{count} signed result files").format(count=len(made.results))),
        (f"{folder}/reports", _("{count} signed reports").format(count=len(made.reports))),
        (f"{folder}/ranking.pdf, ranking.xlsx", _("the ranking bulletin and its table")),
    )
    print_table((_("Made"), _("What it is")), rows)
    print()
    places = (
        (place.place or "—", place.name, shown(place.score), len(place.area.results))
        for place in made.ranking.places
    )
    print_table((_("Place"), _("Town"), _("Score"), _("Checks")), places)
    print()
    print(_("All passphrases are: demo"))
    print(
        _(
            "Verify with: {assessor} --profile {folder}/office verify "
            "{folder}/reports/*.pdf {folder}/results/*.asice"
        ).format(assessor=_called(), folder=folder)
    )
    print(
        _("Fingerprint of the office workspace: {fingerprint}").format(fingerprint=made.fingerprint)
    )
    return 0


def _called() -> str:
    """How this program is started here, to be copied."""
    if shutil.which("assessor"):
        return "assessor"
    return f"{os.path.relpath(sys.executable)} -m assessor"

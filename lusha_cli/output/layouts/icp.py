"""Declare the layouts of Target Profiles (ICPs), and of how well records fit them."""

from lusha_cli.output.layouts.layout import Column, Layout, columns
from lusha_cli.output.layouts.v3 import COMPANY_SCORES_LAYOUT, CONTACT_SCORES_LAYOUT

PROFILES_LAYOUT = Layout("results", columns("id, name:Target Profile, status, access"))
_FIT = (
    Column("icpFitScore", "ICP fit", formatter="score"),
    Column("topProfile.name", "Best profile", ("topProfile.id",)),
    Column("profileScores.name", "Profiles", ("profileScores.id",), formatter="list"),
    Column("profileScores.icpFitScore", "Fits", formatter="list"),
)


def _fit_layout(scores: Layout) -> Layout:
    """Return a layout of signal scores with the fit instead of the signals."""
    shown: list[Column] = []
    for column in scores.columns:
        if column.key == "signalScore":
            shown += _FIT
        elif column.key not in ("signalTypes", "noActiveSignals"):
            shown.append(column)
    return scores._replace(columns=tuple(shown))


CONTACT_FITS_LAYOUT = _fit_layout(CONTACT_SCORES_LAYOUT)
COMPANY_FITS_LAYOUT = _fit_layout(COMPANY_SCORES_LAYOUT)

"""Exports of other products whose headings have a special meaning, as data.

Their other headings follow the patterns of `headings.py`; the tests list them.
"""

from collections.abc import Collection
from typing import NamedTuple


class Export(NamedTuple):
    """An export of a product.

    A file is one if it has all headings of `signature`. The values of its columns `ignored` aren't
    those that their headings suggest.
    """

    product: str
    signature: frozenset[str]
    ignored: frozenset[str]


def _export(product: str, *, signature: str, ignored: str) -> Export:
    return Export(product, _lines(signature), _lines(ignored))


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.split("|"))


EXPORTS = (
    # Where the meeting is, such as a Zoom link.
    _export("Calendly", signature="Invitee Email|Event Type Name", ignored="Location"),
    _export("Gong", signature="Call ID|Call Title", ignored="Title|Location|Name"),
    # The mail account that a contact belongs to, and the file of a contact's card.
    _export(
        "Outlook",
        signature="E-mail Address|Business Street",
        ignored="Account|Location|Directory Server",
    ),
    _export("Google Contacts", signature="Group Membership|Given Name", ignored="Location|Subject"),
    _export("Google Contacts", signature="Labels|E-mail 1 - Value", ignored="Location|File As"),
    # The question that led to the page, and the tags of a respondent.
    _export("Typeform", signature="#|Network ID", ignored="Title|Name of form"),
    # The name of an opportunity or a campaign, beside those of the account and the contact.
    _export("Salesforce", signature="Opportunity Name|Account Name", ignored="Name|Title"),
    _export("Salesforce", signature="Campaign Name|Member Status", ignored="Name"),
    _export("Pipedrive", signature="Deal - Title|Deal - Owner", ignored="Title|Name"),
    _export("Zoho", signature="Deal Name|Closing Date", ignored="Name|Title"),
    _export("HubSpot", signature="Deal Name|Deal Stage", ignored="Name|Title"),
)


def ignored_headings(headings: Collection[str]) -> frozenset[str]:
    """Return the headings that mean something else in the export that a file is."""
    present = set(headings)
    found = [export.ignored for export in EXPORTS if export.signature <= present]
    return frozenset().union(*found)

"""Declare the columns that V2 and V3 layouts share."""

from lusha_cli.output.layouts.layout import Column, columns

FIRST_AND_LAST_NAME = Column("firstName", "Name", suffix_key="lastName")
SIGNAL_DATE = Column("signalDate", "Date", ("eventEffectiveDate", "articlePublishedDate"))
CONTACT_SIGNAL = Column("currentTitle", "What", formatter="signal")
LOOKALIKE_CONTACT_COLUMNS = columns(
    Column("contactId", "ID", ("id",)),
    FIRST_AND_LAST_NAME,
    "jobTitle.title:Title, company.name:Company, location.country:Country",
)

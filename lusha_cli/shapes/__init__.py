"""Records in the shapes of CRM systems: property names, required properties, lengths, values."""

NAMES = (
    "hubspot-contact",
    "hubspot-company",
    "salesforce-lead",
    "salesforce-contact",
    "salesforce-account",
)
"""The names of the built-in shapes."""
DOCUMENTS = "mongo"
"""The name of the shape of documents for MongoDB, which has no properties of its own."""

"""The topic on shapes of CRM records."""

from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts
from lusha_cli.shapes import NAMES
from lusha_cli.shapes.sources import SOURCES

_OWN_SHAPE = """\
for: people
key: Email
properties:
  - name: LastName
    source: [last_name, last_word_of_name]
    max_length: 80
    required: true
    default: "[not provided]"
  - name: Email
    source: best_email
    kind: email
  - name: Level__c
    source: seniority
    picklist:
      values: [A, B]
      map:
        C-Suite: A
        Director: B"""


def shapes() -> TopicParts:
    """Return the parts of the topic on shapes."""
    # Sources of both are described once, in the order of people's.
    sources = {**SOURCES["companies"], **SOURCES["people"]}
    return (
        "With --shape, the records of the output have the properties of a CRM, with the CRM's own "
        "names. It works on every command that returns people or companies, on bulk commands, "
        "`lusha runs export` and `lusha last`. `lusha shapes list` lists the built-in shapes: "
        f"{', '.join(NAMES)}.",
        CodeBlock(
            (
                "lusha person bulk leads.csv --shape salesforce-lead --out sf.csv",
                "lusha runs export RUN --shape hubspot-contact --out contacts.jsonl",
                "lusha company get analytical-engines.example --shape salesforce-account -o csv",
            )
        ),
        "To load the files, use Salesforce's sf, and curl for HubSpot (up to 100 records in a "
        "request):",
        CodeBlock(
            (
                "sf data import bulk --sobject Lead --file sf.csv --line-ending LF --wait 10",
                "head -100 contacts.jsonl | jq -s '{inputs: .}' >batch.json",
                "url=https://api.hubapi.com/crm/v3/objects/contacts/batch/upsert",
                'curl --fail-with-body "$url" -d @batch.json \\',
                '  -H "Authorization: Bearer $HUBSPOT_TOKEN" -H "Content-Type: application/json"',
            )
        ),
        "A record is written only if it has all required properties, and only once. The other rows "
        "of a file are in a second file: for --out sf.csv, it is sf.review.csv. It has all "
        "columns of an output without a shape, and lusha_review with the reason, such as not "
        "found, duplicate or without email. Without --out, they are counted, and the run has them.",
        "Text is cut to the length of its property. Emails, phone numbers, URLs, dates and numbers "
        "that are too long or invalid are left out. Values of picklists are mapped, and those that "
        "the map doesn't have are left out. All of this is reported on stderr.",
        "Numbers marked do-not-call are never written to a phone property. Text that looks like a "
        "formula begins with ' in the output. Phone numbers such as +1 555 0100 are unchanged.",
        "Of a range, a number property has the lower end, such as 11 for 11-50 employees. Line "
        "breaks become spaces. JSON has no empty properties, as a CRM would delete the values that "
        "it has. JSON for HubSpot has the form of its batch requests: idProperty, id, properties.",
        "--shape mongo writes documents for MongoDB in the API's nested shape, from bulk commands "
        "and `lusha runs export`, as JSON lines or a JSON array. The _id is Lusha's ID, and the "
        "field lusha has hashes of the emails. `lusha schema mongo` prints validators and indexes.",
        CodeBlock(
            (
                "lusha person bulk leads.csv --shape mongo --out contacts.jsonl",
                "mongoimport -d crm -c contacts --mode upsert contacts.jsonl",
            )
        ),
        "To change a shape, print it, edit the file and pass its name. A mistake is reported with "
        "its line before a request is sent.",
        CodeBlock(
            (
                "lusha shapes show salesforce-lead > leads.yaml",
                "lusha person bulk leads.csv --shape leads.yaml --out sf.csv",
            )
        ),
        CodeBlock(tuple(_OWN_SHAPE.splitlines())),
        DefinitionTable(
            ("key", "meaning"),
            (
                ("for", "people or companies"),
                ("key", "the property that identifies a record, which is written only once"),
                ("json", "flat, or hubspot for the form of its batch requests [flat]"),
                ("name", "name of the property"),
                ("source", "one or more sources, of which the first value that is valid counts"),
                ("kind", "text, email, phone, url, number or date [text]"),
                ("max_length", "length in characters, or digits of a number [unlimited]"),
                ("required", "true if records without it aren't written [false]"),
                ("default", "value without a source, or if the sources have none"),
                ("picklist", "values: the accepted ones, map: those that stand for them"),
                ("range", "min or max: the end of a range that a number has [min]"),
            ),
        ),
        'A value that the map turns into "" is left out without a report. Case, spaces and '
        "punctuation don't count: Food & Beverages is FOOD_BEVERAGES.",
        DefinitionTable(
            ("source", "value"), tuple((name, source.about) for name, source in sources.items())
        ),
        "The sources company_* are also those of a person's employer. A shape for companies has no "
        "others.",
        "The shapes follow the CRMs' documentation of their standard objects, and weren't tried in "
        "a live account. Your account may have other required properties, and other values.",
    )

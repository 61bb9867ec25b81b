"""Cases: cells as people paste them, and placeholders."""

from tests.bulk.files.case import Case, company, lines, person

ADA, LIN = "ada@engines.example", "lin@boats.example"
IN = "https://www.linkedin.com/in/"


def _one(name: str, cell: str, *rows: str, heading: str = "Email") -> Case:
    quoted = '"' + cell.replace('"', '""') + '"'
    return person(name, lines(heading, quoted, f"{LIN}" if heading == "Email" else f"{IN}lin-wei"),
                  *rows, f"email={LIN}" if heading == "Email" else f"linkedin={IN}lin-wei")  # fmt: skip


CELLS = (
    _one("zero-width space", "ada\u200b@engines.example\u200b", f"email={ADA}"),
    _one("no-break spaces and a mark", "\ufeff\u00a0ada@engines.example\u00a0", f"email={ADA}"),
    _one(
        "soft hyphen and direction marks",
        "\u202aada@engi\u00adnes.example\u202c\u200e",
        f"email={ADA}",
    ),
    _one("word joiner", "ada@\u2060engines.example", f"email={ADA}"),
    _one("name and address", "Ada Byrne <Ada@Engines.example>", f"email={ADA}"),
    _one("quoted name and address", '"Byrne, Ada" <ada@engines.example>', f"email={ADA}"),
    _one("address and name", "ada@engines.example (Ada Byrne)", f"email={ADA}"),
    _one("mailto in capitals", "MAILTO:ada@engines.example", f"email={ADA}"),
    _one(
        "mailto with a query",
        "mailto:ada@engines.example?subject=Hello%20Ada&cc=x@y.example",
        f"email={ADA}",
    ),
    _one("mailto in angle brackets", "<mailto:ada@engines.example>", f"email={ADA}"),
    _one("trailing comma", "ada@engines.example,", f"email={ADA}"),
    _one("trailing semicolon", "ada@engines.example; ", f"email={ADA}"),
    _one("trailing full stop", "ada@engines.example.", f"email={ADA}"),
    _one("leading apostrophe", "'ada@engines.example", f"email={ADA}"),
    _one("apostrophes around", "'ada@engines.example'", f"email={ADA}"),
    _one("brackets around", "(ada@engines.example)", f"email={ADA}"),
    _one("typographic quotes", "“ada@engines.example”", f"email={ADA}"),
    _one("several, semicolon", "ada@engines.example; x@y.example", f"email={ADA}"),
    _one("several, the first invalid", "not known / ada@engines.example", f"email={ADA}"),
    _one("several, the first a typo", "ada@engines; ada@engines.example", f"email={ADA}"),
    _one("several, one a line", "ada@engines.example\nx@y.example", f"email={ADA}"),
    _one("several, with colons", "ada@engines.example ::: x@y.example", f"email={ADA}"),
    _one("JSON list", '["ada@engines.example", "x@y.example"]', f"email={ADA}"),
    _one(
        "JSON list of objects",
        '[{"address": "ada@engines.example", "type": "work"}]',
        f"email={ADA}",
    ),
    _one("list of Python", "['ada@engines.example']", f"email={ADA}"),
    _one(
        "link in an apostrophe",
        "'linkedin.com/in/ada-byrne",
        f"linkedin={IN}ada-byrne",
        heading="LinkedIn URL",
    ),
    _one(
        "link in angle brackets and a comma",
        "<https://www.linkedin.com/in/ada-byrne>,",
        f"linkedin={IN}ada-byrne",
        heading="LinkedIn URL",
    ),
    _one(
        "link in a JSON list",
        '["https://linkedin.com/in/ada-byrne"]',
        f"linkedin={IN}ada-byrne",
        heading="LinkedIn URL",
    ),
    person(
        "not found without --try-all",
        lines("Email", "nobody@engines.example; ada@engines.example"),
        "not_found",
        requests=("nobody@engines.example",),
    ),
    person(
        "found by the second with --try-all",
        lines(
            "Email", "nobody@engines.example; ada@engines.example", "lin@boats.example; b@c.example"
        ),
        f"email={ADA}",
        f"email={LIN}",
        options=("--try-all",),
        requests=("nobody@engines.example", ADA, LIN),
    ),
    person(
        "several columns with --try-all",
        lines(
            "Email 1,Email 2", f"nobody@engines.example,{ADA}", "nobody@b.example,nobody@c.example"
        ),
        f"email={ADA}",
        "not_found",
        options=("--try-all",),
        requests=("nobody@engines.example", ADA, "nobody@b.example", "nobody@c.example"),
    ),
    person(
        "lists of JSON lines",
        lines(
            f'{{"emails": ["{ADA}", "x@y.example"], "n": 1}}',
            f'{{"emails": ["{LIN}"], "n": 2}}',
            '{"emails": [], "n": 3}',
        ),
        f"email={ADA}",
        f"email={LIN}",
        "unsent",
        file="leads.jsonl",
        code=10,
        cells=({"emails": [ADA, "x@y.example"]}, {"emails": [LIN]}),
    ),
    company(
        "websites with more than a domain",
        lines(
            "Website",
            "http://www.engines.example:8080/a?b=c#d",
            "boats.example/",
            "mills.example,",
            "'looms.example",
            "HTTPS://Pens.example.",
            "https://inks.example?utm_source=x",
            "\u200bcaps.example",
        ),
        "domain=engines.example",
        "domain=boats.example",
        "domain=mills.example",
        "domain=looms.example",
        "domain=pens.example",
        "domain=inks.example",
        "domain=caps.example",
    ),
)

PLACEHOLDERS = (
    person(
        "error values",
        lines("Email,n", "#N/A,1", "#REF!,2", "#NAME?,3", "#WERT!,4", "#NV,5", "#BEZUG!,6",
              "#VALUE!,7", f"{ADA},8"),
        *("skipped placeholder",) * 7, f"email={ADA}",
    ),
    person(
        "words for nothing",
        lines("Email,n", "n/a,1", "None,2", "NULL,3", "unknown,4", "-,5", "k.A.,6", "unbekannt,7",
              "inconnu,8", "desconocido,9", "keine Angabe,10", f"{ADA},11"),
        *("skipped placeholder",) * 10, f"email={ADA}",
    ),
    person(
        "placeholder beside a name",
        lines("Email,First Name,Last Name,Company", "n/a,Ada,Byrne,Engines", "-,Lin,Wei,n/a",
              "#N/A,Unknown,Unknown,Boats", f"{LIN},Lin,-,Boats"),
        "name=Ada Byrne; company=Engines", "unsent", "unsent", f"email={LIN}; ?name=*; ?company=Boats",
    ),
    person(
        "names that only look like placeholders",
        lines("First Name,Last Name,Company", "Nada,Byrne,Engines", "Min,Nana,Boats", "Nil,Noneman,Mills"),
        "name=Nada Byrne; company=Engines", "name=Min Nana; company=Boats",
        "name=Nil Noneman; company=Mills",
    ),
    company(
        "placeholders as companies",
        lines("Company,Domain", "#N/A,engines.example", "unknown,n/a", "-,-", "Boats,null"),
        "domain=engines.example", "skipped placeholder", "skipped placeholder", "company=Boats",
    ),
)  # fmt: skip

CASES = (*CELLS, *PLACEHOLDERS)

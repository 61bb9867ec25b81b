"""Cases: where the header is, how wide rows are, and how the text is encoded."""

from tests.bulk.files.case import company, lines, person, refused

ADA, LIN, MAX = "ada@engines.example", "lin@boats.example", "max@mills.example"
TWO = (f"Ada Byrne,{ADA}", f"Lin Wei,{LIN}")
SENT = (f"email={ADA}; ?name=*", f"email={LIN}; ?name=*")
SKIPPED = "skipped|ignored|header on line|header: line|header in line"

HEADERS = (
    person("sep=", lines("sep=;", "Name;Email", f"Ada Byrne;{ADA}", f"Lin Wei;{LIN}"), *SENT),
    person("sep= tab, in quotes and with a mark",
           "\ufeff" + lines('"sep=\t"', "Name\tEmail", f"Ada Byrne\t{ADA}", f"Lin Wei\t{LIN}", end="\r\n"),
           *SENT),
    person("sep= of an unusual delimiter", lines("SEP=^", "Name^Email", f"Ada, B^{ADA}", f"Lin; W^{LIN}"),
           *SENT),
    person("blank lines first", lines("", "  ", "", "Name,Email", *TWO), *SENT),
    person("separators only", lines(",,", ",", ",", "Name,Email", *TWO), *SENT),
    person("semicolons only", lines(";;;;", "Name;Email;;;", f"Ada Byrne;{ADA};;;", f"Lin Wei;{LIN};;;"),
           *SENT),
    person("comments", lines("# exported by a tool", "# 2 rows, 2026-03-01", "Name,Email", *TWO), *SENT,
           says=(SKIPPED,)),
    person("title and date", lines("Q3 leads export", "2026-09-30", "", "Name,Email", *TWO), *SENT,
           says=(SKIPPED,)),
    person("title with a comma", lines("Leads, March 2026", "Name,Email,City", *(f"{row},X" for row in TWO)),
           *SENT, says=(SKIPPED,)),
    person("title padded to the width", lines("Contacts,,", "All my contacts,,", ",,", "Name,Email,City",
           *(f"{row},X" for row in TWO)), *SENT, says=(SKIPPED,)),
    person("title that is a heading", lines("Company", "Name,Email,Company", *(f"{row},X" for row in TWO)),
           *(f"{row}; ?company=X" for row in SENT), says=(SKIPPED,)),
    person("report with its filters", lines("Report:,Contacts with email", "Owner:,Rae Rep",
           "Email filter:,is known", "", "First Name,Last Name,Email,Company Name",
           f"Ada,Byrne,{ADA},Engines", f"Lin,Wei,{LIN},Boats"),
           f"email={ADA}; name=Ada Byrne; company=Engines", f"email={LIN}; name=Lin Wei; company=Boats",
           says=(SKIPPED,)),
    person("notes of LinkedIn", lines("Notes:",
           '"When exporting your connection data, you may notice that some of the email addresses are '
           'missing. You will only see email addresses for connections who have allowed it."', "",
           "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
           "Ada,Byrne,https://www.linkedin.com/in/ada-byrne,,Engines,CTO,01 Mar 2026"),
           "linkedin=https://www.linkedin.com/in/ada-byrne; name=Ada Byrne; company=Engines; title=CTO",
           says=(SKIPPED,)),
    person("note over several lines", lines('"A note', 'of, several', 'lines"', "Name,Email", *TWO), *SENT),
    person("sep=, blank line, comment and title",
           lines("sep=;", "", "# list", "My list;;", "Name;Email;n", f"Ada Byrne;{ADA};1", f"Lin Wei;{LIN};2"),
           *SENT),
    person("--header-row", lines("Email,Name", "old,list", "Name,Email", *TWO), *SENT,
           options=("--header-row", "3")),
    person("--header-row after a mark and a sep= line", lines("sep=;", "Email;Name", "x;y", "Name;Email",
           f"Ada Byrne;{ADA}", f"Lin Wei;{LIN}"), *SENT, options=("--header-row", "4")),
    refused("--header-row past the end", lines("Name,Email", *TWO), "--header-row",
            options=("--header-row", "9")),
    person("line number after a preamble", lines("Title", "", "Email,n", f"{ADA},1", f"{LIN},2,stray,x",
           f"{MAX},3"), f"email={ADA}", "invalid line 5", f"email={MAX}", code=10),
    person("a second header in the middle", lines("Name,Email", TWO[0], "Name,Email", TWO[1]),
           SENT[0], "unsent", SENT[1]),
    company("title above companies", lines("Target accounts", "Account Name,Website",
            "Engines,engines.example", "Boats,boats.example"), "company=Engines; domain=engines.example",
            "company=Boats; domain=boats.example"),
)  # fmt: skip

NO_HEADER = (
    refused("emails without a header", lines(ADA, LIN, MAX), "header", "--no-header"),
    refused("people without a header", lines(f"Ada,Byrne,Engines,{ADA}", f"Lin,Wei,Boats,{LIN}"),
            "header", "--no-header"),
    person("emails with --no-header", lines(ADA, LIN, MAX), f"email={ADA}", f"email={LIN}", f"email={MAX}",
           options=("--no-header",)),
    person("several columns with --no-header",
           lines(f"Ada,{ADA},linkedin.com/in/ada-byrne", f"Lin,{LIN},linkedin.com/in/lin-wei"),
           f"email={ADA}; linkedin=https://www.linkedin.com/in/ada-byrne",
           f"email={LIN}; linkedin=https://www.linkedin.com/in/lin-wei", options=("--no-header",)),
    company("domains with --no-header", lines("engines.example", "boats.example"),
            "domain=engines.example", "domain=boats.example", options=("--no-header",)),
    refused("domains without a header", lines("engines.example;12", "boats.example;13"), "--no-header",
            command="company"),
)  # fmt: skip

DELIMITERS = (
    person("more commas in cells than semicolons", lines("Name;Email;Note", f"Byrne, Ada;{ADA};a, b, c, d",
           f"Wei, Lin;{LIN};e, f, g"), *SENT),
    person("delimiters in a quoted heading", lines('"Name; first, last; full",Email,"a;b;c;d"',
           f"Ada,{ADA},1", f"Lin,{LIN},2"), f"email={ADA}; ?name=*", f"email={LIN}; ?name=*"),
    person("tabs in a .csv", lines("Name\tEmail", f"Byrne, Ada\t{ADA}", f"Wei, Lin\t{LIN}"), *SENT),
    person("pipes", lines("Name|Email", f"Ada Byrne|{ADA}", f"Lin Wei|{LIN}"), *SENT),
    person("decimal commas", lines("Email;Score", f"{ADA};1,5", f"{LIN};2,25", f"{MAX};3,125"),
           f"email={ADA}", f"email={LIN}", f"email={MAX}"),
    person("line ends within cells", lines("Name,Note,Email", f'"Ada","1\n2,3\n;;;;",{ADA}',
           f'"Lin","x",{LIN}', end="\r\n"), *SENT),
    person("letters in cells", lines("Email,Letter,City", f'{ADA},"Dear Ada, hello\nthank you, and\nso far, '
           f'so good\none, two\nthree, four\nyours, Rae",Paris', f'{LIN},"Dear Lin, hello\nthank you, and\nyours, Rae",Rome', f'{MAX},"a, b\nc, d",'),
           f"email={ADA}", f"email={LIN}", f"email={MAX}", cells=({"City": "Paris"}, {"City": "Rome"}, {"City": ""})),
    person("--delimiter tab", lines("Name\tEmail", f"Ada, B\t{ADA}", f"Lin, W\t{LIN}"), *SENT,
           options=("--delimiter", "tab")),
    person("--delimiter '\\t'", lines("Name\tEmail", f"Ada, B\t{ADA}", f"Lin, W\t{LIN}"), *SENT,
           options=("--delimiter", "\\t")),
    person("a comma-separated .tsv", lines("Name,Email", *TWO), *SENT, file="leads.tsv"),
)  # fmt: skip

DUPLICATES = (
    person("duplicate headings that aren't used", lines("Notes,Email,Notes", f"a,{ADA},b", f"c,{LIN},d"),
           f"email={ADA}", f"email={LIN}", cells=({"Notes": "a"}, {"Notes": "c"})),
    person("empty headings", lines("Email,,,Email Status", f"{ADA},x,y,ok"), f"email={ADA}"),
    refused("a mapped duplicate", lines("Mail,n,Mail", f"{ADA},1,{LIN}"), "Mail",
            options=("--map", "email=Mail")),
)  # fmt: skip

WIDTHS = (
    person("spare empty cells", lines("Name,Email", f"Ada Byrne,{ADA},,,", f"Lin Wei,{LIN},"), *SENT),
    person("spare spaces", lines("Name,Email", f"Ada Byrne,{ADA}, , ", f"Lin Wei,{LIN}"), *SENT),
    person("a stray cell", lines("Name,Email", TWO[0], f"Max,Mill,{MAX}", TWO[1]),
           SENT[0], "invalid line 3", SENT[1], code=10),
    refused("a stray cell with --strict", lines("Name,Email", TWO[0], f"Max,Mill,{MAX}", TWO[1]),
            "line 3", options=("--strict",)),
    person("space before quotes", lines("Company, Name, Email", f'"Engines, Inc", "Byrne, Ada", "{ADA}"',
           f'Boats, "Lin Wei", {LIN}'), f"email={ADA}; name=Ada Byrne; company=Engines, Inc",
           f"email={LIN}; name=Lin Wei; company=Boats"),
    person("space before quotes, semicolons", lines('"Name"; "Email"', f'"A; B"; "{ADA}"', f'"Lin Wei"; "{LIN}"'),
           *SENT),
    person("end-of-file mark", lines("Name,Email", *TWO, end="\r\n") + "\x1a", *SENT),
    person("end-of-file mark on the last line", lines("Email,n", f"{ADA},1") + f"{LIN},2\x1a",
           f"email={ADA}", f"email={LIN}", cells=({"n": "1"}, {"n": "2"})),
    person("quotes within quotes", lines("Name,Email", f'"Ada "The Count" Byrne",{ADA}', TWO[1]),
           "invalid line 2", SENT[1], code=10),
    person("a quote that is never closed", lines("Name,Email", TWO[0], f'"Max Mill,{MAX}', TWO[1],
           "Bo Li,bo@looms.example"), SENT[0], "invalid line 3", SENT[1], "email=bo@looms.example; ?name=*",
           code=10),
    person("a quote that is never closed on the last line", lines("Name,Email", *TWO, f'"Max Mill,{MAX}'),
           *SENT, "invalid line 4", code=10),
    refused("a quote that is never closed with --strict", lines("Name,Email", TWO[0], f'"Max,{MAX}', TWO[1]),
            "line 3", options=("--strict",)),
    person("footer of a report", lines("First Name,Last Name,Email", f"Ada,Byrne,{ADA}", f"Lin,Wei,{LIN}", "", "",
           '"Contacts with email"', '"Copyright (c) 2000-2026 Some CRM, inc. All rights reserved."',
           '"Confidential Information - Do Not Distribute"', '"Generated By:  Rae Rep 3/1/2026 9:15 AM"'),
           f"email={ADA}; name=Ada Byrne", f"email={LIN}; name=Lin Wei", "unsent", "unsent", "unsent",
           "unsent"),
    person("line ends of old Macs", lines("Name,Email", *TWO, end="\r"), *SENT),
    person("mixed line ends", "Name,Email\r\n" + TWO[0] + "\n" + TWO[1] + "\r\n", *SENT),
    person("no line end at the end", lines("Name,Email", TWO[0]) + TWO[1], *SENT),
)  # fmt: skip

_GERMAN = lines(
    "Name;Firma;E-Mail", "Ada Byrne;Engines;", "Jürgen Müller;Straßenbau;", f"Zoë Größe;Möbel;{ADA}"
)
_GERMAN_SENT = ("name=Ada Byrne; company=Engines", "name=Jürgen Müller; company=Straßenbau",
                f"email={ADA}; name=Zoë Größe; company=Möbel")  # fmt: skip
_POLISH = lines(
    "Imię i nazwisko;Firma;E-mail",
    f"Łukasz Żółć;Źródło;{ADA}",
    f"Małgorzata Śliwińska;Łódź;{LIN}",
    f"Stanisław Wąż;Gdańsk;{MAX}",
)
_RUSSIAN = lines(
    "Имя;Компания;Почта",
    f"Анна Иванова;Заря;{ADA}",
    f"Борис Щукин;Восход;{LIN}",
    f"Мария Жукова;Рассвет;{MAX}",
)
_JAPANESE = lines(
    "氏名,会社名,メール",
    f"山田太郎,北海道工業,{ADA}",
    f"佐藤花子,東京電機,{LIN}",
    f"鈴木一郎,大阪商店,{MAX}",
)
THREE = tuple(f"email={email}; ?name=*; ?company=*" for email in (ADA, LIN, MAX))

ENCODINGS = (
    *(
        person(f"German names in {encoding}", _GERMAN.encode(encoding), *_GERMAN_SENT)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")
    ),
    person("big-endian UTF-16 with a mark", b"\xfe\xff" + _GERMAN.encode("utf-16-be"), *_GERMAN_SENT),
    person("Windows-1252 is reported as a guess", _GERMAN.encode("cp1252"), *_GERMAN_SENT,
           says=("guess", "line 3", "Jürgen Müller")),
    person("emails in UTF-16 without a mark", lines("Email", ADA, LIN, MAX).encode("utf-16-le"), *THREE),
    person("--encoding cp1252", _GERMAN.encode("cp1252"), *_GERMAN_SENT, options=("--encoding", "cp1252"),
           unsaid=("guess",)),
    person("--encoding cp1250", _POLISH.encode("cp1250"), *(f"{row}" for row in THREE),
           options=("--encoding", "cp1250"), cells=({"Firma": "Źródło"}, {"Firma": "Łódź"})),
    *(
        person(f"names in {encoding}, not sent as somebody else", text.encode(encoding), *rows,
               is_confirmed=False, may_refuse=True)
        for encoding, text, rows in (
            ("cp1250", _POLISH.replace("Imię i nazwisko", "Name"),
             (f"email={ADA}; ?name=Łukasz Żółć; ?company=Źródło",
              f"email={LIN}; ?name=Małgorzata Śliwińska; ?company=Łódź",
              f"email={MAX}; ?name=Stanisław Wąż; ?company=Gdańsk")),
            ("cp1251", _RUSSIAN, (f"email={ADA}; ?name=Анна Иванова; ?company=Заря",
             f"email={LIN}; ?name=Борис Щукин; ?company=Восход",
             f"email={MAX}; ?name=Мария Жукова; ?company=Рассвет")),
            ("shift_jis", _JAPANESE, (f"email={ADA}; ?name=山田太郎; ?company=北海道工業",
             f"email={LIN}; ?name=佐藤花子; ?company=東京電機",
             f"email={MAX}; ?name=鈴木一郎; ?company=大阪商店")),
            ("mac_roman", lines("Name,Company", "Jürgen Müller,Möbel", "Zoë Ärger,Größe"),
             ("name=Jürgen Müller; company=Möbel", "name=Zoë Ärger; company=Größe")),
            ("cp850", lines("Name,Company", "Jürgen Müller,Möbel", "Zoë Ärger,Größe"),
             ("name=Jürgen Müller; company=Möbel", "name=Zoë Ärger; company=Größe")),
            ("iso8859_2", lines("Name,Company", "Jiří Šťastný,Žďár", "Růžena Dvořáková,Plzeň"),
             ("name=Jiří Šťastný; company=Žďár", "name=Růžena Dvořáková; company=Plzeň")),
        )
    ),
    person("--encoding mac_roman", lines("Name,Company", "Jürgen Müller,Möbel").encode("mac_roman"),
           "name=Jürgen Müller; company=Möbel", options=("--encoding", "mac_roman")),
    person("one byte of cp1252 in a UTF-8 file",
           lines("Name,Company", "Jürgen Müller,Möbel", "Zoë Ärger,Größe", "Anaïs Noël,Café").encode()
           + b"Ren\xe9 Roi,Lacs\n",
           "name=Jürgen Müller; company=Möbel", "name=Zoë Ärger; company=Größe",
           "name=Anaïs Noël; company=Café", "unsent", is_confirmed=False, may_refuse=True, code=10),
    refused("--encoding utf-8 that fails", _GERMAN.encode("cp1252"), "line 3", "--encoding",
            options=("--encoding", "utf-8"), unsaid=("--encoding utf-8",)),
    refused("--encoding utf-16-le of a file that was cut", lines("Name,Email", f"A\u0141,{ADA}").encode("utf-16-le")[:-1],
            "line 2", options=("--encoding", "utf-16-le"), unsaid=("--encoding utf-16",)),
    refused("an encoding that doesn't exist", lines("Email", ADA), "klingon", options=("--encoding", "klingon")),
    person("NUL in a cell", lines("Email,Note", f"{ADA},a\0b", f"{LIN},c"), f"email={ADA}", f"email={LIN}",
           cells=({"Note": "a\0b"},), unsaid=("binary",)),
    person("NUL at the end", lines("Email,Note", f"{ADA},a", f"{LIN},c") + "\0\0\0", f"email={ADA}",
           f"email={LIN}", "unsent", may_refuse=True, code=10),
    refused("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89" * 9,
            "leads.csv"),
    refused("an empty file", b"", "empty"),
    refused("a file of blanks", b" \r\n \n", "empty"),
)  # fmt: skip

CASES = (*HEADERS, *NO_HEADER, *DELIMITERS, *DUPLICATES, *WIDTHS, *ENCODINGS)

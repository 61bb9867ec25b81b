"""Cases: columns that are recognized by their headings and by their values."""

from tests.bulk.files.case import company, lines, person, refused

ADA, LIN = "ada@engines.example", "lin@boats.example"

_OTHER_LANGUAGES = (
    ("メールアドレス", "Japanese"), ("Почта", "Russian"), ("Adres e-mail", "Polish"),
    ("Indirizzo email", "Italian"), ("Sähköposti", "Finnish"), ("电子邮件", "Chinese"),
    ("E-posta", "Turkish"), ("Ηλ. ταχυδρομείο", "Greek"), ("Kontaktdaten", "German"),
    ("x1", "no language"),
)  # fmt: skip
VALUES_AND_HEADINGS = (
    *(
        person(
            f"emails under {heading} ({language})",
            lines(f"{heading},n", f"{ADA},1", f"{LIN},2", ",3"),
            f"email={ADA}",
            f"email={LIN}",
            "unsent",
            says=(f"email = {heading}",),
            code=10,
        )
        for heading, language in _OTHER_LANGUAGES
    ),
    person(
        "LinkedIn profiles under an unknown heading",
        lines(
            "Профиль,Примечание",
            "https://www.linkedin.com/in/ada-byrne,да",
            "linkedin.com/in/lin-wei,",
        ),
        "linkedin=https://www.linkedin.com/in/ada-byrne",
        "linkedin=https://www.linkedin.com/in/lin-wei",
        says=("Профиль",),
    ),
    company(
        "domains under an unknown heading",
        lines("Strona,Uwagi", "engines.example,a", "https://www.boats.example/pl,b"),
        "domain=engines.example",
        "domain=boats.example",
        says=("Strona",),
    ),
    person(
        "phones under an unknown heading",
        lines("Numero,E-mail", f"+1 555 555 0100,{ADA}", f"+1 555 555 0101,{LIN}"),
        f"email={ADA}",
        f"email={LIN}",
    ),
    person(
        "notes with some emails in them",
        lines(
            "Email,Notes",
            f"{ADA},met at a fair",
            ",ask boss@boats.example",
            f"{LIN},",
            ",call back",
            ",no budget",
        ),
        f"email={ADA}",
        "unsent",
        f"email={LIN}",
        "unsent",
        "unsent",
        code=10,
    ),
    person(
        "numbered headings",
        lines(
            "Name,Email 1,Email 2,Email 3",
            f"Ada,,{ADA},",
            f"Lin,{LIN},x@y.example,",
            "Max,,,max@mills.example",
        ),
        f"email={ADA}; ?name=*",
        f"email={LIN}; ?name=*",
        "email=max@mills.example; ?name=*",
    ),
    person(
        "prefixed headings of the issue",
        lines("Contact full name,Person - Organization", "Ada Byrne,Engines"),
        "name=Ada Byrne; company=Engines",
        says=("full_name = Contact full name", "company_name = Person - Organization"),
    ),
    person(
        "job_company_name",
        lines(
            "full_name,job_company_name,job_company_website", "ada byrne,engines,engines.example"
        ),
        "name=ada byrne; company=engines; domain=engines.example",
    ),
    person(
        "Evaboot's and RocketReach's headings of the issue",
        lines(
            "LinkedIn URL Public,Recommended Email,Employer Website",
            "linkedin.com/in/ada-byrne,,engines.example",
            f",{LIN},boats.example",
        ),
        "linkedin=https://www.linkedin.com/in/ada-byrne; domain=engines.example",
        f"email={LIN}; domain=boats.example",
    ),
    person(
        "prefixed and suffixed headings that are not in the issue",
        lines(
            "Prospect First Name,Prospect Last Name,Current Employer Name,Business Email (verified)",
            f"Ada,Byrne,Engines,{ADA}",
            "Lin,Wei,Boats,",
        ),
        f"email={ADA}; name=Ada Byrne; company=Engines",
        "name=Lin Wei; company=Boats",
    ),
    company(
        "Domain name",
        lines("Domain name,Organization", "engines.example,Engines"),
        "domain=engines.example; company=Engines",
    ),
    person(
        "Email, email and E-mail, the first empty",
        lines(
            "Email,email,E-mail",
            f",{ADA},",
            f",,{LIN}",
            "max@mills.example,x@y.example,z@y.example",
        ),
        f"email={ADA}",
        f"email={LIN}",
        "email=max@mills.example",
    ),
    company(
        "several websites, the first empty",
        lines("Website,Company URL,Domain 2", ",https://engines.example,", ",,boats.example"),
        "domain=engines.example",
        "domain=boats.example",
    ),
    person(
        "a heading of two words that aren't about mail",
        lines(
            "Email Status,Email Opt Out,Email Sent,Contact,Company",
            "Verified,false,3,Ada Byrne,Engines",
        ),
        "name=Ada Byrne; company=Engines",
    ),
    person(
        "names under headings with a question",
        lines(
            "#,What's your first name?,Your last name,Which company do you work for?,Work email",
            f"a1,Ada,Byrne,Engines,{ADA}",
        ),
        f"email={ADA}; ?name=Ada Byrne; ?company=Engines",
    ),
    person(
        "earlier and school companies",
        lines(
            "Full Name,Company,Previous Company,Past Company Name,School",
            "Ada Byrne,,Mills,Looms,Trinity",
            "Lin Wei,Boats,Mills,,",
        ),
        "unsent",
        "name=Lin Wei; company=Boats",
        code=10,
    ),
    refused(
        "nothing that identifies",
        lines("Colour,Shape", "red,round", "blue,flat"),
        "Colour",
        "--map",
    ),
)

WORK_EMAILS_OF_COMPANIES = (
    company(
        "only work emails",
        lines("Email", ADA, "Bo@Mail.Boats.example", LIN),
        "domain=engines.example", "domain=*boats.example", "domain=boats.example",
        says=("email",),
    ),
    company(
        "public mailboxes",
        lines("Email", ADA, "a.byrne@gmail.com", "ada@gmx.de", "ada@yahoo.co.uk", "ada@qq.com",
              "ada@outlook.com", "ada@web.de", "ada@icloud.com", "ada@orange.fr"),
        "domain=engines.example", *("unsent",) * 8,
        says=("8 rows", "public mailbox"),
    ),
    company(
        "company names and emails",
        lines("Company,Work Email", f"Engines,{ADA}", "Boats,lin@gmail.com"),
        "company=Engines; ?domain=engines.example", "company=Boats",
    ),
    company(
        "a website beside an email",
        lines("Website,Email", f"boats.example,{ADA}"),
        "domain=boats.example",
    ),
    company(
        "emails under an unknown heading",
        lines("Contatto", ADA, LIN),
        "domain=engines.example", "domain=boats.example",
    ),
    company(
        "owner's emails beside companies",
        lines("Account Name,Account Owner Email", "Engines,rae@ours.example"),
        "company=Engines",
    ),
)  # fmt: skip

CASES = (*VALUES_AND_HEADINGS, *WORK_EMAILS_OF_COMPANIES)

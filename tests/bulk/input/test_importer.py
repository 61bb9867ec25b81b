"""Whole files imported into a journal: who is looked up by each row, and what is said about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.record_types import COMPANY, PERSON
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import UsageError

OpenRun = Callable[..., BulkRun]
ADA = "ada.byrne@engines.example"
LINK = "https://www.linkedin.com/in/ada-byrne"


@pytest.fixture
def open_run(tmp_path: Path) -> OpenRun:
    def make(name: str, content: str, **more: Any) -> BulkRun:
        source = tmp_path / name
        source.write_bytes(content.encode())
        journal_file = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
        record_type = more.pop("record_type", PERSON)
        return BulkRun(record_type, str(source), journal_file=journal_file, **more)

    return make


def sent(run: BulkRun) -> list[str]:
    """Return who is sent, in short: `Ada Byrne, ada@firm.example, Firm, firm.example`."""
    body = run.first_request()
    return [_short(item) for item in body.get("contacts", body.get("companies"))]


def _short(item: dict[str, Any]) -> str:
    company = (item.get("companies") or [{}])[0]
    values = [
        item.get("personId") and f"#{item['personId']}",
        item.get("companyId") and f"#{item['companyId']}",
        item.get("fullName"), item.get("email"),
        item.get("linkedinUrl", "").replace("https://www.linkedin.com", ""),
        item.get("name"), item.get("domain"), company.get("name"), company.get("domain"),
        company.get("jobTitle") and f"[{company['jobTitle']}]",
        item.get("location") and f"@{item['location']}",
    ]  # fmt: skip
    return ", ".join(filter(None, values))


# What a file of people with these lines sends.
PEOPLE: dict[str, tuple[str, list[str]]] = {
    "calendly": (
        "Team,User Name,User Email,Event Type Name,Invitee Name,Invitee First Name,"
        "Invitee Last Name,Invitee Email,Location,Guest Email(s)\n"
        "Sales,Rob Rep,rob@own.example,Demo,Ada Byrne,Ada,Byrne,ada.byrne@engines.example,Zoom,"
        "bob@engines.example\n",
        [f"Ada Byrne, {ADA}"],
    ),
    "hubspot": (
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,"
        "Associated Company,Associated Company IDs,Create Date\n"
        "30000034,Ada,Byrne,ada.byrne@engines.example,+1 202 555 0101,Rob Rep,NEW,Engines,"
        "4100000000,2024-01-01 10:00\n",
        [f"Ada Byrne, {ADA}, Engines"],
    ),
    "salesforce": (
        "Id,AccountId,LastName,FirstName,Email,ReportsToId,OwnerId,CreatedById,Title,Account Name,"
        "Owner Email,EmailBouncedReason\n"
        "003Dn00000ABCdE,001Dn00000ABCdE,Byrne,Ada,ada.byrne@engines.example,003Dn00000XYZdE,"
        "005Dn00000ABCdE,005Dn00000ABCdE,CTO,Engines,rob@own.example,\n",
        [f"Ada Byrne, {ADA}, Engines, [CTO]"],
    ),
    "pipedrive": (
        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,"
        "Person - Email - Home,Person - Owner,Person - Label,Organization - ID\n"
        "12,Ada Byrne,Engines,,ada@gmail.com,Rob Rep,Hot,99\n",
        ["Ada Byrne, ada@gmail.com, Engines"],
    ),
    "zoho": (
        "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,"
        "Account Name,Email,Secondary Email,Reporting To,Vendor Name,Created By\n"
        "zcrm_1,zcrm_2,Rob Rep,Ada,Byrne,zcrm_3,Engines,,ada.byrne@engines.example,Bo Boss,"
        "Vendo,Rob Rep\n",
        [f"Ada Byrne, {ADA}, Engines"],
    ),
    "dynamics": (
        "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,"
        "Full Name,Email,Company Name,Business Phone,Owner,Parent Customer\n"
        "5f3a9c1e-1234-4abc-9def-0123456789ab,abc123==,2024-01-01,Ada Byrne,"
        "ada.byrne@engines.example,Engines,202 555 0101,Rob Rep,Holding\n",
        [f"Ada Byrne, {ADA}, Engines"],
    ),
    "apollo": (
        "First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,"
        "Primary Email Source,Email Confidence,Contact Owner,Work Direct Phone,Corporate Phone,"
        "# Employees,Person Linkedin Url,Website,Company Linkedin Url,"
        "Secondary Email,Subsidiary of\n"
        "Ada,Byrne,CTO,Engines Ltd,Engines,ada.byrne@engines.example,Verified,Apollo,0.9,"
        "rob@own.example,,,50,http://www.linkedin.com/in/ada-byrne,http://www.engines.example,"
        "http://www.linkedin.com/company/engines,,Holding\n",
        [f"Ada Byrne, {ADA}, /in/ada-byrne, Engines Ltd, engines.example, [CTO]"],
    ),
    "zoominfo": (
        "ZoomInfo Contact ID,Last Name,First Name,Salutation,Job Title,Management Level,"
        "Email Address,Email Domain,ZoomInfo Contact Profile URL,LinkedIn Contact Profile URL,"
        "Previous Company Name,Previous Company LinkedIn Profile,ZoomInfo Company ID,Company Name,"
        "Website,Company HQ Phone\n"
        "123456789,Byrne,Ada,Ms,CTO,C-Level,,engines.example,"
        "https://app.zoominfo.com/#/apps/profile/person/123456789,"
        "https://www.linkedin.com/in/ada-byrne,Mills,https://www.linkedin.com/company/mills,"
        "98765,Engines,www.engines.example,\n",
        ["Ada Byrne, /in/ada-byrne, Engines, engines.example, [CTO]"],
    ),
    "rocketreach": (
        "Name,Title,Employer,Employer Website,LinkedIn,Recommended Email,Recommended Work Email,"
        "Recommended Personal Email,Email 1,Email 1 Grade\n"
        "Ada Byrne,CTO,Engines,engines.example,,,ada.byrne@engines.example,ada@gmail.com,"
        "ada@gmail.com,A\n",
        [f"Ada Byrne, {ADA}, Engines, engines.example, [CTO]"],
    ),
    "pdl": (
        "id,full_name,linkedin_username,linkedin_id,linkedin_url,work_email,"
        "recommended_personal_email,job_title,job_company_id,job_company_name,"
        "job_company_website,job_company_linkedin_url,location_name\n"
        "qEnOZ5Oh0poWnQ1luFBfVw_0000,ada byrne,ada-byrne,12345678,linkedin.com/in/ada-byrne,,"
        "ada@gmail.com,cto,engines-1,engines,engines.example,linkedin.com/company/engines,london\n",
        ["ada byrne, ada@gmail.com, /in/ada-byrne, engines, engines.example, [cto], @london"],
    ),
    "evaboot": (
        "First Name,Last Name,Email,Email Status,Current Job,Company Name,Company Domain,"
        "Linkedin URL Public,Linkedin URL Unique ID,Sales Navigator URL,Company Linkedin URL,"
        "Current Jobs Number\n"
        "Ada,Byrne,,not found,CTO,Engines,engines.example,https://www.linkedin.com/in/ada-byrne,"
        "https://www.linkedin.com/in/ACwAAA1234567890abcdefghijklmnopqrstuvw,"
        "https://www.linkedin.com/sales/lead/ACwAAA1234567890abcdefghijklmnopqrstuvw,"
        "https://www.linkedin.com/company/engines,1\n",
        ["Ada Byrne, /in/ada-byrne, Engines, engines.example, [CTO]"],
    ),
    "linkedin connections": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Byrne,https://www.linkedin.com/in/ada-byrne,,Engines,CTO,01 Jan 2024\n",
        ["Ada Byrne, /in/ada-byrne, Engines, [CTO]"],
    ),
    "outlook": (
        "First Name,Middle Name,Last Name,Title,Suffix,Company,Job Title,Business Street,"
        "Assistant's Name,Manager's Name,Referred By,Spouse,E-mail Address,E-mail Type,"
        "E-mail Display Name,E-mail 2 Address,Web Page,Account,Government ID Number\n"
        "Ada,K,Byrne,Dr.,,Engines,CTO,1 Mill Lane,Al Aid,Bo Boss,Rae Ref,Sam Byrne,"
        'ada.byrne@engines.example,SMTP,"Ada Byrne (ada.byrne@engines.example)",,'
        "http://engines.example,rob@own.example,1234\n",
        [f"Ada Byrne, {ADA}, Engines, engines.example, [CTO]"],
    ),
    "google": (
        "Name,Given Name,Additional Name,Family Name,Name Prefix,Nickname,Group Membership,"
        "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,Relation 1 - Value,"
        "Organization 1 - Name,Organization 1 - Title,Organization 1 - Location,Location\n"
        "Ada K Byrne,Ada,K,Byrne,Dr.,Addie,* myContacts,Work,ada.byrne@engines.example,"
        "ada@gmail.com,Sam Byrne,Engines,CTO,Leeds,\n",
        [f"Ada Byrne, {ADA}, Engines, [CTO]"],
    ),
    "gong": (
        "Call ID,Call Title,Call Owner,Owner Email,Participant Name,Participant Email,Company\n"
        "77,Demo,Rob Rep,rob@own.example,Ada Byrne,ada.byrne@engines.example,Engines\n",
        [f"Ada Byrne, {ADA}, Engines"],
    ),
    "typeform": (
        "#,What's your first name?,And your last name?,What's your *work email*?,"
        "What company do you work for?,Who referred you?,Network ID,Submit Date (UTC)\n"
        "x1y2z3,Ada,Byrne,ada.byrne@engines.example,Engines,bob@mills.example,8f3,2024-01-01\n",
        [f"Ada Byrne, {ADA}, Engines"],
    ),
    "owner before": (f"Owner Email,Email\nrob@own.example,{ADA}\nrob@own.example,\n", [ADA]),
    "all columns in turn": (f"Email,email,E-mail\n,,{ADA}\n,bob@b.example,\ncy@c.example,,x\n",
                            [ADA, "bob@b.example", "cy@c.example"]),
    "an invalid cell before": (f"Email,Email 2\nbroken,{ADA}\n", [ADA]),
    "work before private": (f"Personal Email,Work Email\nada@gmail.com,{ADA}\nada@gmail.com,\n",
                            [ADA, "ada@gmail.com"]),
    "work by value": (f"Email,Secondary Email\nada@gmail.com,{ADA}\n", [ADA]),
    "role last": (f"Email,Other Email\ninfo@engines.example,{ADA}\nsales@engines.example,\n",
                  [ADA, "sales@engines.example"]),
    "role beside a name": ("Name,Company,Email\nAda Byrne,Engines,info@engines.example\n",
                           ["Ada Byrne, Engines"]),
    "japanese": ("氏名,会社名,メールアドレス,担当者メール\n"
                 f"山田 太郎,エンジン,{ADA},rob@own.example\n",
                 [f"山田 太郎, {ADA}, エンジン"]),
    "russian": ("Фамилия,Имя,Компания,Почта,Ответственный\n"
                f"Byrne,Ada,Engines,{ADA},rob@own.example\n",
                [f"Ada Byrne, {ADA}, Engines"]),
    "unknown heading alone": (f"連絡用,メモ\n{ADA},x\n", [ADA]),
    "unknown heading beside a name and company": (
        "Name,Company,Zustelladresse\nAda Byrne,Engines,office-x@mills.example\n",
        ["Ada Byrne, Engines"]),
    "unknown heading that fits the names": (
        f"Name,Company,Zustelladresse\nAda Byrne,Engines,{ADA}\n",
                                            [f"Ada Byrne, {ADA}, Engines"]),
    "email called contact": (f"Contact,Company\n{ADA},Engines\n", [f"{ADA}, Engines"]),
    "profile in a website column": (f"Name,Website\nAda Byrne,{LINK}\nBob Stone,mills.example\n",
                                    ["Ada Byrne, /in/ada-byrne", "Bob Stone, mills.example"]),
    "company page as LinkedIn": ("Name,Company,LinkedIn\n"
                                 "Ada Byrne,Engines,https://www.linkedin.com/company/engines\n",
                                 ["Ada Byrne, Engines"]),
    "founder's profile as company website": (
        f"Name,Company,Company Website\nBob Stone,Mills,{LINK}\n", ["Bob Stone, Mills"]),
    "yes and no": ("Email,Contact,Name,Company\nyes,no,Ada Byrne,Engines\n",
                   ["Ada Byrne, Engines"]),
    "company numbers": (f"Email,Company,Position,Title\n{ADA},30000034,1,Ms\n", [ADA]),
    "company names as names": ("Name,Company,Email\nEngines,Engines,\nBob Stone,,\n"
                               f"Ada Byrne,Engines,{ADA}\n", [f"Ada Byrne, {ADA}, Engines"]),
    "public mailbox as domain": ("Name,Email Domain\nAda Byrne,gmail.com\n", []),
    "comma": ('Full Name,Company\n"Byrne, Ada",Engines\n"Ada Byrne, PhD",Mills\n',
              ["Ada Byrne, Engines", "Ada Byrne, Mills"]),
    "last name first": ('"Nachname, Vorname",Firma\nByrne Ada,Engines\n', ["Ada Byrne, Engines"]),
    "one word": ("Name,Company\nAda,Engines\n山田太郎,Engines\n", ["山田太郎, Engines"]),
    "two people": ("Name,Company\nAda Byrne & Bob Stone,Engines\n"
                   "Ada Byrne; Bob Stone,Engines\n", []),
    "infix": ("Voornaam,Tussenvoegsel,Achternaam,Bedrijf\nAda,van den,Berg,Engines\n",
              ["Ada van den Berg, Engines"]),
    "second contact": ("Contact 1 Name,Contact 1 Email,Contact 2 Name,Contact 2 Email,Company\n"
                       f"Ada Byrne,{ADA},Bob Stone,bob@engines.example,Engines\n"
                       "Cy Dale,,Bob Stone,bob@engines.example,Engines\n",
                       [f"Ada Byrne, {ADA}, Engines", "Cy Dale, Engines"]),
    "former employer": ("Name,Former Company,Company\nAda Byrne,Mills,Engines\nBob Stone,Mills,\n",
                        ["Ada Byrne, Engines"]),
    "placeholders": ("Email,Name,Company\nn/a,Ada Byrne,Engines\nn/a,n/a,n/a\nunknown,Bo Dee,-\n",
                     ["Ada Byrne, Engines"]),
    "ids of others": ("ID,Person Id,Contact ID,companyId,Email\n"
                      f"1,4100000000,7,8,{ADA}\n2,4100000001,9,10,\n", [ADA]),
    "ids of Lusha": (f"Lusha Contact ID,Email\n4100000000,\n,{ADA}\n", ["#4100000000", ADA]),
    "own ids last": (f"lusha_person_id,lusha_work_email,Email\n41,x@y.example,{ADA}\n42,,\n",
                     [ADA, "#42"]),
    "two contacts in a row": ("Name,Email,Name,Email,Company\n"
                              f"Ada Byrne,,Bob Stone,bob@engines.example,Engines\n"
                              f"Cy Dale,{ADA},Bob Stone,bob@engines.example,\n",
                              ["Ada Byrne, Engines", f"Cy Dale, {ADA}"]),
    "contact before company": ("Name,Email,Contact Name,Contact Email\n"
                               f"Engines,engines@engines.example,Ada Byrne,{ADA}\n"
                               "Mills,mills@mills.example,,bob@mills.example\n",
                               [f"Ada Byrne, {ADA}", "bob@mills.example"]),
    "a company in the name": ("Name,Email,Website\n"
                              f"Ada Byrne,{ADA},\nMills Ltd,,mills.example\n"
                              "Bob Stone,,dales.example\n",
                              [f"Ada Byrne, {ADA}", "Bob Stone, dales.example"]),
    "supplier": (f"Supplier Name,Company,Email\nBright Mills,Engines,{ADA}\n",
                 [f"{ADA}, Engines"]),
    "customers with emails": (f"Customer Name,Customer Email,Sales Rep\nAda Byrne,{ADA},Rob Rep\n",
                              [f"Ada Byrne, {ADA}"]),
    "sender and recipient": ("Sender Email,Recipient Email\n"
                             f"rob@own.example,{ADA}\nrob@own.example,\n", [ADA]),
    "several emails in a cell": (f'Email\n"info@engines.example, {ADA}"\n', [ADA]),
}  # fmt: skip
COMPANIES: dict[str, tuple[str, list[str]]] = {
    "crm ids": ("Company ID,Record ID,Name\n30000034,12,Engines\n", ["Engines"]),
    "hubspot": ("Record ID,Company name,Company owner,Phone Number,Company Domain Name,Industry,"
                "Parent Company\n"
                "12,Engines,Rob Rep,+1 202 555 0101,engines.example,Mills,Holding\n",
                ["Engines, engines.example"]),
    "salesforce": ("Account ID,Account Name,Account Owner,Parent Account,Website,Type\n"
                   "001Dn00000ABCdE,Engines,Rob Rep,Holding,https://www.engines.example/a,x\n",
                   ["Engines, engines.example"]),
    "only work emails": (f"Email\n{ADA}\nbob@gmail.com\ninfo@mills.example\n",
                         ["engines.example", "mills.example"]),
    "emails of people": (f"Name,Email,Owner Email\nAda Byrne,{ADA},rob@own.example\n"
                         "Bob Stone,,rob@own.example\n", ["engines.example"]),
    "email beside a company": (f"Company,Email\nEngines,{ADA}\n,{ADA}\n",
                               ["Engines", "engines.example"]),
    "private emails": (f"Personal Email,Work Email\nada@home.example,\nbob@x.example,{ADA}\n",
                       ["engines.example"]),
    "person and company": ("Name,Company,Job Title\nAda Byrne,Engines,CTO\nBob Stone,,CEO\n",
                           ["Engines"]),
    "names of companies": ("Name,City\nEngines Ltd,Leeds\n", ["Engines Ltd"]),
    "names beside websites": ("Name,Website,Email\nEngines,engines.example,info@engines.example\n",
                              ["Engines, engines.example"]),
    "social pages": ("Name,Website\nEngines,https://www.facebook.com/engines\n", ["Engines"]),
    "customers": ("Customer Name,Customer No\nEngines,12\n", ["Engines"]),
    "public mailbox as domain": ("Name,Domain\nBob's Bakery,gmail.com\n", ["Bob's Bakery"]),
    "links to a CRM": ("Company,URL\nEngines,https://crm.example/1\nMills,https://crm.example/2\n"
                       "Dales,https://crm.example/3\n", ["Engines", "Mills", "Dales"]),
    "ids of Lusha": ("Lusha Company ID,Name\n41,Engines\n", ["#41, Engines"]),
    "nom": ("Nom,Ville\nEngines,Lyon\n", ["Engines"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE)
def test_importer_sends_the_people_of_a_file(open_run: OpenRun, name: str) -> None:
    content, expected = PEOPLE[name]
    with open_run("a.csv", content) as run:
        assert sent(run) == expected


@pytest.mark.parametrize("name", COMPANIES)
def test_importer_sends_the_companies_of_a_file(open_run: OpenRun, name: str) -> None:
    content, expected = COMPANIES[name]
    with open_run("a.csv", content, record_type=COMPANY) as run:
        assert sent(run) == expected


@pytest.mark.parametrize(
    "content",
    [
        "Company,Website,Industry\nEngines,engines.example,Mills\n",
        "Name,Domain,Employees\nEngines,engines.example,12\n",
        "Name,Website\nEngines,https://engines.example\nMills,mills.example\n",
        "Company,Company Email\nEngines,info@engines.example\n",
        "Company,Email\nEngines,info@engines.example\n",
        "Account ID,Account Name,Account Owner,Phone\n1,Engines,Rob Rep,+1 202 555 0101\n",
        "Organization - Name,Organization - Owner,Organization - ID\nEngines,Rob Rep,4\n",
        "Firma,Webseite,Branche\nEngines,engines.example,Mills\n",
    ],
)
def test_importer_of_people_names_the_command_for_companies(
    open_run: OpenRun, content: str
) -> None:
    with pytest.raises(UsageError, match="looks like a list of companies") as error:
        open_run("a.csv", content)
    assert "lusha company bulk" in str(error.value.hint)


def test_importer_asks_which_of_several_unnamed_columns_is_meant(open_run: OpenRun) -> None:
    content = f"x,y\n{ADA},rob@own.example\n"
    with pytest.raises(UsageError, match="no column is recognized") as error:
        open_run("a.csv", content)
    assert '--map email="x"' in str(error.value.hint)
    assert '--map email="y"' in str(error.value.hint)
    with open_run("a.csv", content, mapping={"email": "column 1"}) as run:
        assert sent(run) == [ADA]


def test_importer_uses_no_column_of_the_contact_with_the_email_of_another(
    open_run: OpenRun,
) -> None:
    content = f"Name,Company,Owner Email\nAda Byrne,Engines,{ADA}\n"
    with open_run("a.csv", content, mapping={"email": "Owner Email"}) as run:
        assert sent(run) == [ADA]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_importer_accepts_a_quote_closed_at_the_end(open_run: OpenRun, end: str) -> None:
    with open_run("a.csv", f'email,note\na@b.example,"one\ntwo"\nc@d.example,"x"{end}') as run:
        assert (run.plan.rows, run.plan.items) == (2, 2)


def test_importer_map_accepts_a_column_of_later_rows(open_run: OpenRun) -> None:
    content = '{"note": "x"}\n{"Mail Box": "a@b.example"}\n'
    with open_run("a.jsonl", content, mapping={"email": "Mail Box"}) as run:
        assert run.first_request() == {"contacts": [{"contactId": "1", "email": "a@b.example"}]}
    with pytest.raises(UsageError, match="Did you mean 'Mail Box'"):
        open_run("a.jsonl", content, mapping={"email": "Mail Bux"})


def test_importer_maps_keys_of_late_rows_by_their_names(open_run: OpenRun) -> None:
    rows: list[dict[str, Any]] = [{"email": f"p{n}@firm.example"} for n in range(250)]
    rows += [{"Work Email": ADA}, {"unknown": "bob@b.example"}, {"email": ["cy@c.example"]}]
    with open_run("a.jsonl", "\n".join(map(json.dumps, rows))) as run:
        assert (run.plan.items, run.plan.invalid) == (252, 1)


@pytest.mark.parametrize(
    ("header", "cells", "full_name"),
    [
        ("Prénom,Nom,Entreprise", "Ada,Byrne,Firm", "Ada Byrne"),
        ("Name,Vorname,Firma", "von Byrne,Ada,Firm", "Ada von Byrne"),
        ("Name,Vorname,Firma", "Ada Byrne,Ada,Firm", "Ada Byrne"),
        ("Name,Vorname,Nachname,Firma", "A. Byrne,Ada,Byrne,Firm", "Ada Byrne"),
        ("Name,Firma", "Ada Byrne,Firm", "Ada Byrne"),
        ("First Name,Name,Company", "Bob,Robert Smith,Firm", "Robert Smith"),
        ("First Name,Name,Company", "Bob,Smith,Firm", "Bob Smith"),
        ("First Name,Last Name,Company", "James,James,Firm", "James James"),
        ("First Name,Last Name,Company", "Maria,Santa Maria,Firm", "Maria Santa Maria"),
        ("First Name,Last Name,Company", "Ada Byrne,Byrne,Firm", "Ada Byrne"),
        ("Nombre,Apellidos,Empresa", "Ada,Byrne,Firm", "Ada Byrne"),
        ("Nome,Cognome,Azienda", "Ada,Byrne,Firm", "Ada Byrne"),
        ("Nombre,Empresa", "Ada Byrne,Firm", "Ada Byrne"),
        ("Salutation,Name,Company", "Ms,Dr. Ada Byrne,Firm", "Ada Byrne"),
        ("First Name,Middle Name,Last Name,Company", "Ada,Kay,Byrne,Firm", "Ada Byrne"),
    ],
)
def test_importer_joins_the_name_of_its_columns(
    open_run: OpenRun, header: str, cells: str, full_name: str
) -> None:
    with open_run("a.csv", f"{header}\n{cells}\n") as run:
        (contact,) = run.first_request()["contacts"]
    assert contact["fullName"] == full_name

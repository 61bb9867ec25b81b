"""What a heading alone is mapped to, for people and for companies, in several languages."""

import time

import pytest

from lusha_cli.bulk.input.column_mapping import (
    COMPANY_FIELDS,
    PERSON_FIELDS,
    Field,
    is_known_heading,
    map_columns,
)

# Headings separated by |, by the field of `person bulk` that they serve alone.
PERSON_HEADINGS = {
    "email": """
        Email|E-mail|e-mail|eMail|E_mail|EMAIL|email_address|Email Address|E-Mail-Adresse
        Adresse e-mail|Correo electrónico|WORK_EMAIL|workEmail|Work Email (verified)|Email*
        Person - Email - Work|Person - Email - Home|Person - Email - Other|Email 2|Email2|2nd email
        E-mail 1 - Value|E-mail 2 Address|properties.email|[Contact] Email|Contact: Email
        E-Mail (geschäftlich)|Geschäftliche E-Mail|Dienstliche E-Mail|Email (work)|Email #2
        Recommended Email|Recommended Work Email|Recommended Personal Email|A Emails|Best Email
        personal_emails|recommended_personal_email|Secondary Email|Tertiary Email|Supplemental Email
        Personal Email|Private Email|Home Email|Alternate Email|hs_additional_emails
        Email ID|Mail ID
        emailaddress|primaryemail|contactemail|workemail|businessemail|emailadresse|Mail|mail
        Primary Email|Contact Email|Lead Email|Prospect Email|Person Email|Invitee Email
        Attendee Email|Participant email|Respondent's email|Candidate Email|Registrant Email
        What's your *work email*?|What is your email address?|Your email|Please enter your email
        Courriel|Courriel professionnel|Adresse mail professionnelle|Email pro|E-mail professionnel
        Correo|Correo de trabajo|Correo corporativo|Email profesional|E-mail profissional
        Correio eletrônico|Posta elettronica|Email aziendale|E-mailadres|Zakelijk e-mailadres
        メールアドレス|電子メール|Электронная почта|Почта|البريد الإلكتروني|邮箱|电子邮件|이메일
        Apollo Email|Hunter Email|Dropcontact Email|ZoomInfo Email|Email from Clay|Verified Email
        Enriched Email|Final Email|Found Email|Corporate Email|Professional Email|Office Email
        Company Contact Email|Account Contact Email|Decision Maker Email|Point of Contact Email
        contact.email|fields[email]|data__email|EMAIL_ADDRESS_1|Email Address 1|E-mail Address
    """,
    "linkedin_url": """
        LinkedIn|Linkedin|Linked In|LinkedIn URL|LinkedIn URL Public|Linkedin Url|linkedin_url
        linkedinUrl|Person Linkedin Url|LinkedIn Profile|LinkedIn Profile URL|LinkedIn link
        LinkedIn Member Profile|LinkedIn Contact Profile URL|Contact LinkedIn URL|Lead LinkedIn
        hs_linkedin_url|Profil LinkedIn|LinkedIn-Profil|Perfil de LinkedIn
        Profilo LinkedIn|URL LinkedIn|Linkedin URL Unique ID|linkedinprofileurl|LINKEDIN_PROFILE
        Candidate LinkedIn|LinkedIn (Person)|What is your LinkedIn profile?
    """,
    "first_name": """
        First Name|first_name|firstName|firstname|FIRSTNAME|First|Given Name|Forename|Vorname
        Prénom|Primer nombre|Primeiro nome|Voornaam|Contact First Name|contactfirstname
        Person - First name|Lead First Name|Invitee First Name|Known First Name|名|имя|Förnamn
        Prénom du contact
    """,
    "last_name": """
        Last Name|last_name|lastName|lastname|Last|Surname|Family Name|Nachname|Familienname
        Nom de famille|Apellido|Apellidos|Sobrenome|Cognome|Achternaam|Contact Last Name
        Person - Last name|Invitee Last Name|姓|Фамилия|Efternamn
    """,
    "full_name": """
        Full Name|full_name|fullName|Contact full name|Contact Name|contactname|Person - Name|Name
        name|Lead Name|Prospect Name|Vollständiger Name|Nom complet|Nombre completo|Nome completo
        Volledige naam|Ansprechpartner|Kontakt|Contact|Kontaktname|Contacto|Contactpersoon
        Interlocuteur|Primary Contact|Company Contact|Contact person|Deal - Contact person
        Nachname, Vorname|Name, Vorname|Vorname Name|First and Last Name|Invitee Name
        Participant Name|Candidate|氏名|お名前|姓名|이름|Nombre del contacto de la empresa
        Display Name|What is your name?|Your full name|Decision maker
    """,
}
PERSON_EXTRAS = {
    "company_name": """
        Company|Company Name|company_name|companyName|companyname|Account|Account Name|Organization
        Organisation|Person - Organization|Deal - Organization|job_company_name|Employer
        Current Employer|employer.name|Contact Company|Associated Company|Primary Company
        Organization 1 - Name|Organization Name|Company Name for Emails|Firma
        Firmenname|Unternehmen|Arbeitgeber|Entreprise|Société|Nom de l'entreprise|Empresa
        Raison sociale|Nombre de la empresa|Razón social|Nome da empresa|Azienda|Ragione sociale
        Datore di lavoro|Bedrijf|Bedrijfsnaam|Werkgever|会社名|公司|Компания|الشركة|회사
        What company do you work for?|What is the name of your company?|Business Name
    """,
    "company_domain": """
        Domain|Domain name|Company Domain|Company Domain Name|companydomainname|Website
        Website URL|Employer Website|Company Website|Company URL|job_company_website|Web Page
        Website 1 - Value|Email Domain|Webseite|Internetseite|Site web|Site web de l'entreprise
        Sitio web|Página web|Sitio web de la empresa|Sito web|Dominio|Domaine|Account Website
        Company Homepage|ウェブサイト|网站|Сайт
    """,
    "job_title": """
        Job Title|jobtitle|Title|Position|Role|Current Job|Current Title|Person - Title
        Organization 1 - Title|Contact Title|Stellenbezeichnung|Berufsbezeichnung|Poste|Fonction
        Intitulé de poste|Cargo|Puesto|Ruolo|Functie|役職|Должность|职位
    """,
    "location": """
        Location|City|Country|Address|Person Location|Ort|Standort|Stadt|Land|Ville|Pays|Ciudad|País
        location_name|Contact City
    """,
}
# Nobody's, or not the person's.
NOT_OF_THE_PERSON = """
    Owner Email|Email (Owner)|Owner: Email|owner.email|Account Owner Email Address|ownerEmail
    Contact Owner|Contact owner email|Lead Owner|Deal Owner Email|Record Owner|Sales Rep Email
    Rep Name|Sales Rep|SDR Email|BDR|CSM Email|Account Executive|Account Executive Email
    Account Manager|Account Manager Email|User Email|User Name|userEmail|User: Email|Host Email
    Host Name|Organizer Email|Created By|Created By Email|createdBy.email|Modified By|Updated By
    Last Modified By Email|Assigned To|Assigned to email|assignee_email|Assignee|Submitted By
    Referred By|Referrer Email|Referral Email|Reports To|Reports To Email|Reporting To|Supervisor
    Supervisor Email|Manager|Manager Email|Manager's Name|Line Manager Email|Hiring Manager Email
    Assistant|Assistant's Name|Assistant Email|Sender|Sender Email|From Agent|Agent Email
    Recruiter|Recruiter Email|Spouse|Spouse Email|Emergency Contact|Emergency Contact Email
    Billing Contact|Billing Email|Invoice Email|Support Email|Info Email|HR Email|General Email
    Parent Account|Parent Company|Parent Email|Guardian Email|Ultimate Parent|Subsidiary of
    Competitor|Competitor Website|Previous Company|Previous Employer|Former Employer
    Past Company|Previous Company Name|Previous Company LinkedIn Profile|Ex-Employer|Partner
    Partner Email|Partner Account|Coach Email|Mentor Email|Advisor Email|Broker Email|CC|BCC Email
    Reply To|Sent By|Entered by email|Scheduled by|Handled by email|Invited By|Closer Email
    Besitzer|Inhaber E-Mail|E-Mail (Besitzer)|Kontaktinhaber|Verantwortlicher|Bearbeiter E-Mail
    Erstellt von|Geändert von|Zugewiesen an|Vorgesetzter E-Mail|Assistent E-Mail|Betreuer E-Mail
    Vertriebsmitarbeiter|Benutzer E-Mail|Vermittler E-Mail|Ehepartner|Früherer Arbeitgeber
    Ehemaliger Arbeitgeber|Muttergesellschaft|Wettbewerber|Absender E-Mail|Stellvertreter E-Mail
    Propriétaire|E-mail du propriétaire|Responsable|Email du responsable|Commercial|Créé par
    Modifié par|Attribué à|Gestionnaire email|Assistante email|Ancien employeur|Société mère
    Employeur précédent|Email du parrain|Utilisateur email|Conjoint|Concurrent
    Propietario|Correo del propietario|Responsable correo|Vendedor|Creado por|Modificado por
    Asignado a|Jefe correo|Asistente correo|Empresa anterior|Empresa matriz|Competidor
    Proprietário|E-mail do proprietário|Responsável|Vendedor e-mail|Criado por|Empresa anterior
    Proprietario|Email del proprietario|Responsabile email|Venditore email|Creato da|Capogruppo
    Datore di lavoro precedente|Assistente email|Eigenaar|E-mail eigenaar|Verkoper e-mail
    Aangemaakt door|Leidinggevende e-mail|Vorige werkgever|Moederbedrijf|Assistent e-mail
    Company Email|Account Email|Organization Email|companyEmail|Firmen-E-Mail|Correo de la empresa
    Company LinkedIn URL|Company Linkedin|job_company_linkedin_url|Person - LinkedInCompany
    Email Status|Email Opt Out|Email Sent Date|Email Confidence|Email Count|Email Type|Email Source
    E-mail 1 - Type|E-mail 1 - Label|Email Bounced|EmailBouncedReason|Email Verification Status
    Primary Email Catch-all Status|Email Score|Email Quality|Email Open Count|Last Email Date
    Email Template|Email Subject|Email Grade|Email Deliverability|hs_email_optout|Email Hash
    LinkedIn Followers|LinkedIn Connections|LinkedIn Headline|LinkedIn Bio|LinkedIn Summary
    Facebook URL|Twitter|Twitter Url|Xing|GitHub|Skype|Crunchbase URL|Instagram
    Last Name Pronunciation|First Name Phonetic|Given Name Yomi|First Seen|Last Seen|Last Contacted
    First Response|Last Activity|Last Activity Date|First Page Seen|Last Modified Date|Create Date
    Nickname|Middle Name|Middle Initial|Salutation|Anrede|Name Prefix|Name Suffix|Maiden Name
    Additional Name|Username|Login|Company Size|Company Type|Industry|Annual Revenue|# Employees
    Number of Employees|Founded Year|Company Phone|Company HQ Phone|Phone Type|Account Type
    Lead Status|Lead Source|Lifecycle Stage|Contact Stage|Tags|Notes|Description|Department
    Event Type Name|Event Name|Deal Name|Deal - Title|Campaign Name|Project Name|Ticket Name
    Product Name|File Name|Form Name|Opportunity Name|Company City|Company Address|Company Country
    Personal Website|Personal Web Page|IP Address|Person - Label|Group Membership
    ID|Id|id|Company ID|companyId|company_id|Person Id|person_id|Contact ID|Record ID|Record Id
    Account ID|AccountId|External ID|hs_object_id|hubspot_owner_id|OwnerId|Lead ID|contactId
    ZoomInfo Contact ID|ZoomInfo Company ID|Apollo Contact Id|Associated Company IDs|UUID|GUID
    Account Number|Customer Number|Kundennummer|Employee ID|Account Name.id|Contact Owner.id
    companySocialId|company social id|LinkedIn ID|linkedin_id|Company LinkedIn ID|Person - ID
    Organization - ID|job_company_id|User ID|Lead Key|Reference Number|Contact Key|Network ID
"""
COMPANY_HEADINGS = {
    "domain": """
        Domain|Company Domain Name|Website|Company website|Email Domain|Web page|Site web|Webseite
        companyUrl|Organization - Website|Domaine|Dominio
    """,
    "name": """
        Company|Company name|Account Name|Organization - Name|Organization|Name|name|Firma
        Firmenname|Unternehmen|Entreprise|Nom|Empresa|Nombre|Azienda|Nome|Bedrijfsnaam
        会社名|Raison sociale
        Business Name|Legal Name|Customer Name|Client|Kunde|Supplier Name|Lieferant
    """,
    "fqdn": "FQDN|companyfqdn",
    "company_id": "Lusha Company ID|Lusha ID|lushaCompanyId|lusha_company_id",
}
NOT_OF_THE_COMPANY = """
    Company ID|ID|Record ID|Account ID|companyId|Parent Company|Parent Account|Previous Company
    Competitor|Company owner|Account Owner|Partner|Contact Name|First Name|Last Name|Contact
    Industry|Company Size|Number of employees|LinkedIn|Company LinkedIn URL|Phone|City|Deal Name
    Owner Domain|Competitor Domain|Personal Website|Full Name|Vorname|Ansprechpartner|Created by
"""


def split(text: str) -> list[str]:
    return [
        heading.strip()
        for line in text.splitlines()
        for heading in line.split("|")
        if heading.strip()
    ]


def field_of(heading: str, fields: tuple[Field, ...]) -> str:
    """Return the field that a heading serves in a file of one column."""
    columns = map_columns([heading], fields=fields, overrides={}).columns
    return next((field for field, names in columns.items() if heading in names), "")


def fields_of(headings: str, fields: tuple[Field, ...]) -> dict[str, str]:
    return {heading: field_of(heading, fields) for heading in split(headings)}


@pytest.mark.parametrize(("field", "headings"), {**PERSON_HEADINGS, **PERSON_EXTRAS}.items())
def test_heading_serves_a_field_of_people(field: str, headings: str) -> None:
    assert fields_of(headings, PERSON_FIELDS) == dict.fromkeys(split(headings), field)


@pytest.mark.parametrize("headings", NOT_OF_THE_PERSON.strip().splitlines())
def test_heading_of_something_else_serves_no_field_of_people(headings: str) -> None:
    assert fields_of(headings, PERSON_FIELDS) == dict.fromkeys(split(headings), "")


@pytest.mark.parametrize(("field", "headings"), COMPANY_HEADINGS.items())
def test_heading_serves_a_field_of_companies(field: str, headings: str) -> None:
    assert fields_of(headings, COMPANY_FIELDS) == dict.fromkeys(split(headings), field)


def test_heading_of_something_else_serves_no_field_of_companies() -> None:
    expected = dict.fromkeys(split(NOT_OF_THE_COMPANY), "")
    assert fields_of(NOT_OF_THE_COMPANY, COMPANY_FIELDS) == expected


@pytest.mark.parametrize(
    "heading",
    ["Lusha ID", "lusha_person_id", "Lusha Contact Id", "Lusha Person ID", "lushaPersonId"],
)
def test_heading_that_says_lusha_holds_its_ids(heading: str) -> None:
    assert field_of(heading, PERSON_FIELDS) == "person_id"


@pytest.mark.parametrize(
    "heading", ["lusha_work_email", "lusha_full_name", "lusha_status", "lusha_email_1"]
)
def test_columns_of_an_earlier_run_serve_no_field(heading: str) -> None:
    assert field_of(heading, PERSON_FIELDS) == ""


@pytest.mark.parametrize(
    "cell",
    ["Ada Byrne", "Berlin", "Analytical Engines", "ada@firm.example", "firm.example", "Lead",
     "Customer", "Manager", "Account Manager", "Sales", "yes", "12", "Head of Research", "Office",
     "Owner", "Prospect", "Ltd", "https://firm.example", ""],
)  # fmt: skip
def test_cells_of_rows_are_no_headings(cell: str) -> None:
    assert not is_known_heading(cell)


@pytest.mark.parametrize(
    "heading", ["x" * 8_000_000, "company name " * 600_000, "companyname" * 27]
)
def test_long_heading_is_read_at_once(heading: str) -> None:
    start = time.monotonic()
    assert not is_known_heading(f"{heading}x")
    assert time.monotonic() - start < 1

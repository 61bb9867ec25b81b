"""Cases: which columns are about the person or company of a row."""

from tests.bulk.files.case import company, lines, person, refused

ADA, LIN = "ada@engines.example", "lin@boats.example"

IDS_OF_OTHER_SYSTEMS = (
    company(
        "company id of a CRM, as in the issue",
        lines("Company ID,Company name,Website", "30000034,Analytical Engines,engines.example"),
        "company=Analytical Engines; domain=engines.example",
        says=("Company ID", "--map company_id=", "not used|unused|ignored"),
    ),
    person(
        "person id of a CRM",
        lines("Person ID,Email", f"4100000013,{ADA}"),
        f"email={ADA}",
        says=("Person ID", "--map person_id="),
    ),
    person(
        "contact, record and lead ids",
        lines(
            "Record ID,Contact ID,Lead ID,First Name,Last Name,Company",
            "4100000013,4100000014,4100000015,Ada,Byrne,Engines",
        ),
        "name=Ada Byrne; company=Engines",
        says=("Record ID",),
    ),
    company(
        "account and organization ids",
        lines(
            "id,Account ID,Organization ID,Name,Domain", "12,30000034,77,Engines,engines.example"
        ),
        "company=Engines; domain=engines.example",
    ),
    refused(
        "nothing but a company id",
        lines("Company ID,Segment", "30000034,A", "30000035,B"),
        "--map company_id=",
        "Company ID",
        command="company",
    ),
    refused(
        "nothing but a person id",
        lines("ID,Stage", "4100000013,A"),
        "--map",
        "ID",
    ),
    company(
        "company id of Lusha",
        lines("Company ID,Lusha Company ID,Name", "1,30000034,Engines"),
        "id=30000034; company=Engines",
    ),
    person(
        "person id of Lusha",
        lines("Contact ID,Lusha Contact ID", "1,4100000013", "2,"),
        "id=4100000013",
        "unsent",
        code=10,
    ),
    company(
        "a CRM's id that is mapped",
        lines("Company ID,Name", "30000034,Engines"),
        "id=30000034; company=Engines",
        options=("--map", "company_id=Company ID"),
    ),
    person(
        "ids of 18 characters",
        lines("Contact ID 18,Account ID,E-mail", f"003D000001abcdeIAA,001D000000xyzAAA,{ADA}"),
        f"email={ADA}",
    ),
    person(
        "ids in JSON lines",
        lines(f'{{"id": 4100000013, "person_id": "9", "vid": 7, "email": "{ADA}"}}'),
        f"email={ADA}",
        file="leads.jsonl",
    ),
    person(
        "company id beside a person",
        lines("Name,Company,Company ID,Company Social ID", "Ada Byrne,Engines,30000034,"),
        "name=Ada Byrne; company=Engines",
    ),
)

SOMEBODY_ELSE = (
    person(
        "invitee and user, as in the issue",
        lines("Invitee Email,User Email", f"{ADA},rep@ours.example", ",rep@ours.example"),
        f"email={ADA}",
        "unsent",
        code=10,
    ),
    person(
        "owner's email beside a name",
        lines("Name,Company,Owner Email", "Ada Byrne,Engines,rep@ours.example"),
        "name=Ada Byrne; company=Engines",
    ),
    person(
        "account owner, manager, creator",
        lines(
            "Account Owner Email,Manager Email,Created By Email,Last Modified By,Email",
            f"a@ours.example,b@ours.example,c@ours.example,d@ours.example,{ADA}",
            "a@ours.example,b@ours.example,c@ours.example,d@ours.example,",
        ),
        f"email={ADA}",
        "unsent",
        code=10,
    ),
    person(
        "rep and lead",
        lines("Sales Rep,Rep Email,Lead Email", f"Rae Rep,rae@ours.example,{ADA}"),
        f"email={ADA}",
    ),
    person(
        "names of owner and person",
        lines(
            "Account Owner,Owner Name,Contact Name,Account Name",
            "Rae Rep,Rae Rep,Ada Byrne,Engines",
        ),
        "name=Ada Byrne; company=Engines",
    ),
    person(
        "LinkedIn of the owner and of the company",
        lines(
            "Owner LinkedIn,Company LinkedIn,LinkedIn",
            "linkedin.com/in/rae-rep,linkedin.com/company/engines,linkedin.com/in/ada-byrne",
            "linkedin.com/in/rae-rep,linkedin.com/company/engines,",
        ),
        "linkedin=https://www.linkedin.com/in/ada-byrne",
        "unsent",
        code=10,
    ),
    refused(
        "nothing but an owner's email",
        lines("Deal,Owner Email", "Big one,rep@ours.example"),
        "--map",
    ),
    person(
        "owner's email that is mapped",
        lines("Deal,Owner Email", "Big one,rep@ours.example"),
        "email=rep@ours.example",
        options=("--map", "email=Owner Email"),
    ),
    person(
        "German words for owner",
        lines(
            "E-Mail;Betreuer;Zuständig;Erstellt von",
            f"{ADA};rae@ours.example;rae@ours.example;rae@ours.example",
            ";rae@ours.example;rae@ours.example;rae@ours.example",
        ),
        f"email={ADA}",
        "unsent",
        code=10,
    ),
    person(
        "assistant and referrer",
        lines("Assistant Email,Referred By Email,Email", f"x@ours.example,y@z.example,{ADA}"),
        f"email={ADA}",
    ),
    person(
        "company switchboard",
        lines(
            "First Name,Last Name,Company,Company Email,Company Phone",
            "Ada,Byrne,Engines,info@engines.example,+1 555 555 0100",
        ),
        "name=Ada Byrne; company=Engines; ?domain=engines.example",
    ),
    person(
        "account email",
        lines(
            "Account Email,Contact Email",
            f"office@engines.example,{ADA}",
            "office@engines.example,",
        ),
        f"email={ADA}",
        "unsent",
        code=10,
    ),
    person(
        "user and creator in snake case",
        lines(
            "user_email,created_by,contact_email,owner_id", f"u@ours.example,c@ours.example,{ADA},1"
        ),
        f"email={ADA}",
    ),
    person(
        "buyer of a ticket for somebody",
        lines(
            "Buyer Email,Buyer First Name,Attendee Email,Attendee First Name",
            f"pays@ours.example,Rae,{ADA},Ada",
        ),
        f"email={ADA}",
    ),
)

TRUST = (
    person(
        "work email before a private one",
        lines(
            "Personal Email,Email,Work Email",
            f"a@home.example,{LIN},{ADA}",
            f"a@home.example,{LIN},",
            "a@home.example,,",
        ),
        f"email={ADA}",
        f"email={LIN}",
        "email=a@home.example",
    ),
    person(
        "role address last",
        lines(
            "Work Email,Other Email", f"info@engines.example,{ADA}", f"sales@boats.example,{LIN}"
        ),
        f"email={ADA}",
        f"email={LIN}",
    ),
    person(
        "role address alone",
        lines("Email", "kontakt@engines.example", ADA),
        "email=kontakt@engines.example",
        f"email={ADA}",
    ),
    person(
        "role addresses in one cell with a personal one",
        lines("Emails", f'"info@engines.example, {ADA}"', f"support@boats.example; {LIN}"),
        f"email={ADA}",
        f"email={LIN}",
    ),
)

CASES = (*IDS_OF_OTHER_SYSTEMS, *SOMEBODY_ELSE, *TRUST)

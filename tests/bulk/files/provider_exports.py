"""Cases: whole exports of data providers, and of tools for outreach, events and calls."""

from tests.bulk.files.case import Case, company, export, lines, person

REP = "rae.rep@ours.example"
ADA, LIN = "ada@engines.example", "lin@boats.example"
IN, PAGE = "https://www.linkedin.com/in/", "https://www.linkedin.com/company/"
ADA_SENT = f"email={ADA}; name=Ada Byrne; company=Engines; ?domain=engines.example"

APOLLO = export(
    """First Name,Last Name,Title,Company Name,Company Name for Emails,Email,Email Status
    Primary Email Source,Primary Email Verification Source,Email Confidence
    Primary Email Catch-all Status,Primary Email Last Verified At,Seniority,Departments,Contact Owner
    Work Direct Phone,Home Phone,Mobile Phone,Corporate Phone,Other Phone,Do Not Call,Lists
    Last Contacted,Account Owner,# Employees,Industry,Keywords,Person Linkedin Url,Website
    Company Linkedin Url,Facebook Url,Twitter Url,City,State,Country,Company Address,Company City
    Company Phone,Technologies,Annual Revenue,Subsidiary of,Subsidiary of (Organization ID),Email Sent
    Email Open,Email Bounced,Apollo Contact Id,Apollo Account Id,Secondary Email
    Secondary Email Source,Tertiary Email,Primary Intent Topic""",
    {"First Name": "Ada", "Last Name": "Byrne", "Title": "CTO", "Company Name": "Engines Incorporated",
     "Company Name for Emails": "Engines", "Email": ADA, "Email Status": "Verified", "Contact Owner": REP,
     "Account Owner": REP, "Person Linkedin Url": f"{IN}ada-byrne", "Website": "https://engines.example",
     "Company Linkedin Url": f"{PAGE}engines", "Apollo Contact Id": "6400b", "Email Sent": "false",
     "Subsidiary of": "Holding"},
    {"First Name": "Lin", "Last Name": "Wei", "Company Name": "Boats", "Email Status": "Unavailable",
     "Contact Owner": REP, "Account Owner": REP, "Website": "https://boats.example",
     "Company Linkedin Url": f"{PAGE}boats", "Secondary Email": LIN},
    {"First Name": "Bo", "Last Name": "Li", "Contact Owner": REP, "Account Owner": REP,
     "Company Linkedin Url": f"{PAGE}looms", "Facebook Url": "https://facebook.com/looms"},
)  # fmt: skip
ZOOMINFO = export(
    """ZoomInfo Contact ID,Last Name,First Name,Middle Name,Salutation,Suffix,Job Title
    Job Title Hierarchy Level,Management Level,Job Start Date,Job Function,Department
    Company Division Name,Direct Phone Number,Email Address,Email Domain,Mobile phone
    Last Job Change Type,Last Job Change Date,Previous Job Title,Previous Company Name
    Previous Company ZoomInfo Company ID,Previous Company LinkedIn Profile
    Highest Level of Education,Contact Accuracy Score,ZoomInfo Contact Profile URL
    LinkedIn Contact Profile URL,Notice Provided Date,Person City,Country,ZoomInfo Company ID
    Company Name,Company Description,Website,Founded Year,Company HQ Phone,Fax,Ticker
    ZoomInfo Company Profile URL,LinkedIn Company Profile URL,Facebook Company Profile URL
    Ultimate Parent Company ID,Ultimate Parent Company Name,Full Address""",
    {"ZoomInfo Contact ID": "4100000013", "Last Name": "Byrne", "First Name": "Ada", "Email Address": ADA,
     "Email Domain": "engines.example", "Previous Company Name": "Mills", "ZoomInfo Company ID": "30000034",
     "Previous Company LinkedIn Profile": f"{PAGE}mills", "LinkedIn Contact Profile URL": f"{IN}ada-byrne",
     "ZoomInfo Contact Profile URL": "https://app.zoominfo.example/#/apps/profile/person/1", "Company Name": "Engines",
     "Website": "www.engines.example", "Ultimate Parent Company Name": "Holding",
     "LinkedIn Company Profile URL": f"{PAGE}engines", "Ultimate Parent Company ID": "30000001"},
    {"ZoomInfo Contact ID": "4100000014", "Last Name": "Wei", "First Name": "Lin", "Previous Company Name": "Mills",
     "Company Name": "Boats", "ZoomInfo Company ID": "30000035", "LinkedIn Company Profile URL": f"{PAGE}boats"},
    {"ZoomInfo Contact ID": "4100000015", "Last Name": "Li", "First Name": "Bo", "Previous Company Name": "Looms",
     "Ultimate Parent Company Name": "Holding"},
)  # fmt: skip
ROCKETREACH = export(
    """ID,Name,First Name,Last Name,Title,Employer,Employer Website,Employer LinkedIn,Location,City
    Country,LinkedIn,Recommended Email,Recommended Email Grade,Recommended Personal Email
    Recommended Work Email,Work Email #1,Work Email #1 Grade,Work Email #2,Personal Email #1
    Personal Email #1 Grade,Other Email #1,Phone #1,Phone #1 Type,Past Employer,Facebook,Twitter""",
    {"ID": "4100000013", "Name": "Ada Byrne", "First Name": "Ada", "Last Name": "Byrne", "Title": "CTO",
     "Employer": "Engines", "Employer Website": "http://engines.example", "LinkedIn": f"{IN}ada-byrne",
     "Recommended Email": ADA, "Recommended Email Grade": "A", "Personal Email #1": "a@home.example",
     "Work Email #1": ADA, "Employer LinkedIn": f"{PAGE}engines"},
    {"ID": "4100000014", "Name": "Lin Wei", "Employer": "Boats", "Work Email #2": LIN,
     "Twitter": "https://twitter.com/lin"},
    {"ID": "4100000015", "Name": "Bo Li", "Employer": "", "Past Employer": "Looms",
     "Employer LinkedIn": f"{PAGE}looms"},
)  # fmt: skip
PEOPLE_DATA_LABS = export(
    """id,full_name,first_name,middle_initial,last_name,sex,birth_year,linkedin_url,linkedin_username
    linkedin_id,facebook_url,facebook_id,twitter_url,github_url,work_email,personal_emails
    recommended_personal_email,mobile_phone,industry,job_title,job_title_role,job_company_id
    job_company_name,job_company_website,job_company_size,job_company_linkedin_url
    job_company_linkedin_id,job_company_facebook_url,job_start_date,location_name,location_country
    emails,street_addresses,experience""",
    {"id": "qEnOZ5Oh0poWnQ1luFBfVw_0000", "full_name": "ada byrne", "first_name": "ada", "last_name": "byrne",
     "linkedin_url": "linkedin.com/in/ada-byrne", "linkedin_id": "145991517", "work_email": ADA,
     "personal_emails": '["a@home.example"]', "job_company_name": "engines", "job_company_id": "engines",
     "job_company_website": "engines.example", "job_company_linkedin_url": "linkedin.com/company/engines",
     "job_company_linkedin_id": "30000034", "facebook_url": "facebook.com/ada"},
    {"id": "qEnOZ5Oh0poWnQ1luFBfVw_0001", "full_name": "lin wei", "first_name": "lin", "last_name": "wei",
     "personal_emails": f'["{LIN}", "l2@home.example"]', "job_company_name": "boats", "linkedin_id": "145991518",
     "job_company_linkedin_url": "linkedin.com/company/boats", "job_company_facebook_url": "facebook.com/boats"},
    {"id": "qEnOZ5Oh0poWnQ1luFBfVw_0002", "first_name": "bo", "personal_emails": "[]",
     "job_company_linkedin_url": "linkedin.com/company/looms"},
)  # fmt: skip
EVABOOT = export(
    """First Name,Last Name,Full Name,Gender,Current Job,Email,Email Status,No Match Reasons
    Matches Filters,Prospect Location,LinkedIn URL Public,LinkedIn URL Unique ID
    Sales Navigator URL,Years in Position,Company Name,Company Domain,Company Website
    Company Linkedin URL,Company Linkedin Unique ID,Company Employee Count Range,Company Industry""",
    {"First Name": "Ada", "Last Name": "Byrne", "Full Name": "Ada Byrne", "Current Job": "CTO", "Email": ADA,
     "LinkedIn URL Public": f"{IN}ada-byrne", "LinkedIn URL Unique ID": f"{IN}ACwAAAbCdEf1",
     "Company Name": "Engines", "Company Domain": "engines.example", "Company Linkedin URL": f"{PAGE}30000034",
     "Company Linkedin Unique ID": "30000034"},
    {"First Name": "Lin", "Last Name": "Wei", "LinkedIn URL Unique ID": f"{IN}ACwAAAbCdEf2",
     "Company Name": "Boats", "Company Linkedin URL": f"{PAGE}boats"},
)  # fmt: skip
SALES_NAVIGATOR = export(
    """profileUrl,fullName,firstName,lastName,companyName,title,companyId,companyUrl
    regularCompanyUrl,summary,titleDescription,industry,companyLocation,location,durationInRole
    durationInCompany,pastExperienceCompanyName,pastExperienceCompanyUrl,pastExperienceCompanyTitle
    connectionDegree,profileImageUrl,sharedConnectionsCount,name,vmid,linkedInProfileUrl,isPremium
    isOpenLink,query,timestamp,defaultProfileUrl""",
    {"profileUrl": "https://www.linkedin.com/sales/lead/ACwAAAbCdEf1,NAME_SEARCH,aB1c", "fullName": "Ada Byrne",
     "firstName": "Ada", "lastName": "Byrne", "companyName": "Engines", "companyId": "30000034",
     "companyUrl": "https://www.linkedin.com/sales/company/30000034", "regularCompanyUrl": f"{PAGE}30000034",
     "pastExperienceCompanyName": "Mills", "vmid": "ACwAAAbCdEf1", "linkedInProfileUrl": f"{IN}ACwAAAbCdEf1",
     "query": "https://www.linkedin.com/sales/search/people?q=x", "defaultProfileUrl": f"{IN}ada-byrne"},
    {"profileUrl": "https://www.linkedin.com/sales/lead/ACwAAAbCdEf2,NAME_SEARCH,aB1d", "fullName": "Lin Wei",
     "companyName": "Boats", "companyUrl": "https://www.linkedin.com/sales/company/30000035",
     "query": "https://www.linkedin.com/sales/search/people?q=x", "vmid": "ACwAAAbCdEf2"},
)  # fmt: skip
GONG = export(
    """Call ID,Call title,Call date,Call URL,Owner name,Owner email,Participant name
    Participant email,Participant title,Participant affiliation,Account name,CRM account ID
    CRM contact ID,Opportunity name,Host email,Duration (min)""",
    {"Call ID": "7782", "Owner name": "Rae Rep", "Owner email": REP, "Host email": REP,
     "Participant name": "Ada Byrne", "Participant email": ADA, "Account name": "Engines",
     "CRM account ID": "001D0", "Call URL": "https://app.gong.example/call?id=1"},
    {"Call ID": "7783", "Owner name": "Rae Rep", "Owner email": REP, "Participant name": "Lin Wei",
     "Account name": "Boats", "Host email": REP, "Call URL": "https://app.gong.example/call?id=2"},
    {"Call ID": "7784", "Owner name": "Rae Rep", "Owner email": REP, "Host email": REP},
)  # fmt: skip
TYPEFORM = export(
    """#,"Hello! What's your *first name*?",And your last name?,What's your work email?
    Which company do you work for?,Who referred you? (their email),How many employees?,Network ID
    Start Date (UTC),Submit Date (UTC),Tags,Ending""",
    {"#": "3h1qt9", "Hello! What's your *first name*?": "Ada", "And your last name?": "Byrne",
     "What's your work email?": ADA, "Which company do you work for?": "Engines",
     "Who referred you? (their email)": "wil@home.example", "Network ID": "78cb2c"},
    {"#": "3h1qu0", "Hello! What's your *first name*?": "Lin", "What's your work email?": LIN,
     "Who referred you? (their email)": "bo@looms.example"},
    {"#": "3h1qu1", "Who referred you? (their email)": "bo@looms.example"},
)  # fmt: skip
CALENDLY = export(
    """Team,User Name,User Email,Invitee Name,Invitee First Name,Invitee Last Name,Invitee Email
    Invitee Time Zone,Invitee accepted marketing emails,Text Reminder Number,Event Type Name
    Start Date & Time,End Date & Time,Location,Event Created Date & Time,Canceled,Canceled By
    Cancellation reason,Question 1,Response 1,UTM Campaign,Salesforce UUID,Event Price
    Payment Currency,Guest Email(s),Invitee Reconfirmed,Marked as No-Show,Meeting Notes,Group,User""",
    {"User Name": "Rae Rep", "User Email": REP, "Invitee Name": "Ada Byrne", "Invitee Email": ADA,
     "Guest Email(s)": "bo@looms.example", "Location": "Zoom", "User": "Rae Rep"},
    {"User Name": "Rae Rep", "User Email": REP, "Invitee First Name": "Lin", "Invitee Last Name": "Wei",
     "Invitee Email": LIN, "Canceled By": "Rae Rep"},
    {"User Name": "Rae Rep", "User Email": REP, "Guest Email(s)": "bo@looms.example", "User": "Rae Rep"},
)  # fmt: skip
MAILCHIMP = export(
    """Email Address,First Name,Last Name,Address,Phone Number,Birthday,Company,MEMBER_RATING
    OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION
    LAST_CHANGED,LEID,EUID,NOTES,TAGS""",
    {"Email Address": ADA, "First Name": "Ada", "Last Name": "Byrne", "MEMBER_RATING": "4", "LEID": "4100000013",
     "OPTIN_IP": "192.0.2.1", "TAGS": '"Customer","From rae.rep@ours.example"'},
    {"Email Address": LIN, "LEID": "4100000014", "EUID": "bd3a9f"},
)  # fmt: skip
EVENTBRITE = export(
    """Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group
    Order Type,Currency,Total Paid,Fees Paid,Attendee Status,Buyer Last Name,Buyer First Name
    Buyer Email,Delivery Method,Home Address 1,Home City,Home Country,Job Title,Company,Website,Gender""",
    {"Order #": "77001", "First Name": "Ada", "Last Name": "Byrne", "Email": ADA, "Attendee #": "4100000013",
     "Buyer Last Name": "Rep", "Buyer First Name": "Rae", "Buyer Email": REP, "Company": "Engines",
     "Website": "engines.example"},
    {"Order #": "77002", "First Name": "Lin", "Last Name": "Wei", "Company": "Boats", "Buyer Email": REP},
    {"Order #": "77003", "First Name": "Info Requested", "Last Name": "Info Requested", "Buyer Email": REP,
     "Email": "Info Requested"},
)  # fmt: skip
LEMLIST = export(
    """email,firstName,lastName,companyName,companyDomain,linkedinUrl,phone,picture,icebreaker
    jobTitle,contactOwner,emailStatus,lastState,_id,campaignId,campaignName,sendUserEmail,sendUserName""",
    {"email": ADA, "firstName": "Ada", "lastName": "Byrne", "companyName": "Engines", "contactOwner": REP,
     "companyDomain": "engines.example", "linkedinUrl": f"{IN}ada-byrne", "sendUserEmail": REP, "_id": "lea_1"},
    {"firstName": "Lin", "lastName": "Wei", "companyName": "Boats", "sendUserEmail": REP, "sendUserName": "Rae Rep"},
)  # fmt: skip
SNOV = export(
    """Email,First name,Last name,Full name,Source page,Company name,Company URL,Company social
    Position,Industry,Country,Location,Social,Email status,Added on,List name""",
    {"Email": ADA, "First name": "Ada", "Last name": "Byrne", "Full name": "Ada Byrne",
     "Source page": f"{IN}somebody-else", "Company name": "Engines", "Company URL": "https://engines.example",
     "Company social": f"{PAGE}engines", "Social": f"{IN}ada-byrne"},
    {"Full name": "Lin Wei", "Source page": "https://www.linkedin.com/search/results/people",
     "Company name": "Boats", "Company social": f"{PAGE}boats"},
)  # fmt: skip
HUNTER = export(
    """Domain name,Organization,Email address,Type,Confidence score,First name,Last name,Position
    Department,Twitter handle,LinkedIn URL,Phone number,Company type,Company size,Sources,Owner""",
    {"Domain name": "engines.example", "Organization": "Engines", "Email address": ADA, "Type": "personal",
     "First name": "Ada", "Last name": "Byrne", "LinkedIn URL": f"{IN}ada-byrne", "Owner": REP},
    {"Domain name": "boats.example", "Organization": "Boats", "Email address": "info@boats.example",
     "Type": "generic", "Owner": REP},
)  # fmt: skip
LINKEDIN_CONNECTIONS = export(
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    {"First Name": "Ada", "Last Name": "Byrne", "URL": f"{IN}ada-byrne", "Email Address": ADA, "Company": "Engines"},
    {"First Name": "Lin", "Last Name": "Wei", "URL": f"{IN}lin-wei-0b1", "Company": "Boats"},
    {"URL": "", "Connected On": "01 Mar 2026"},
    before=lines("Notes:", '"When exporting your connection data, you may notice that some of the email addresses '
                 'are missing. You will only see email addresses for connections who have allowed their connections '
                 'to see or download their email address using this setting '
                 'https://www.linkedin.com/psettings/privacy/email. You can learn more here '
                 'https://www.linkedin.com/help/linkedin/answer/261"', ""),
)  # fmt: skip

PROVIDER_CASES: tuple[Case, ...] = (
    person("Apollo", APOLLO, f"email={ADA}; linkedin={IN}ada-byrne; name=Ada Byrne; company=Engines*; domain=engines.example",
           f"email={LIN}; name=Lin Wei; company=Boats; domain=boats.example", "unsent", code=10),
    company("Apollo's companies", APOLLO, "company=Engines*; domain=engines.example",
            "company=Boats; domain=boats.example", "unsent", code=10),
    person("ZoomInfo", ZOOMINFO, f"{ADA_SENT}; linkedin={IN}ada-byrne", "name=Lin Wei; company=Boats", "unsent",
           code=10, says=("ZoomInfo Contact ID",)),
    person("RocketReach", ROCKETREACH, f"{ADA_SENT}; linkedin={IN}ada-byrne",
           f"email={LIN}; name=Lin Wei; company=Boats", "unsent", code=10),
    person("People Data Labs", PEOPLE_DATA_LABS,
           f"email={ADA}; linkedin={IN}ada-byrne; name=ada byrne; company=engines; domain=engines.example; ?social=*",
           f"email={LIN}; name=lin wei; company=boats", "unsent"),
    person("Evaboot", EVABOOT, f"{ADA_SENT}; linkedin={IN}a*; ?social=*",
           f"linkedin={IN}ACwAAAbCdEf2; name=Lin Wei; company=Boats"),
    person("Sales Navigator by a scraper", SALES_NAVIGATOR,
           "linkedin=https://www.linkedin.com/*; name=Ada Byrne; company=Engines",
           "linkedin=https://www.linkedin.com/*ACwAAAbCdEf2*; name=Lin Wei; company=Boats"),
    person("Gong", GONG, f"email={ADA}; name=Ada Byrne; company=Engines", "name=Lin Wei; company=Boats", "unsent",
           code=10),
    person("Typeform", TYPEFORM, f"email={ADA}; ?name=Ada Byrne; ?company=Engines", f"email={LIN}", "unsent",
           code=10),
    person("Calendly", CALENDLY, f"email={ADA}; name=Ada Byrne", f"email={LIN}; name=Lin Wei", "unsent", code=10),
    person("Mailchimp", MAILCHIMP, f"email={ADA}; name=Ada Byrne", f"email={LIN}"),
    person("Eventbrite", EVENTBRITE, ADA_SENT, "name=Lin Wei; company=Boats", "unsent", code=10),
    person("Lemlist", LEMLIST, f"{ADA_SENT}; linkedin={IN}ada-byrne", "name=Lin Wei; company=Boats"),
    person("Snov", SNOV, f"{ADA_SENT}; linkedin={IN}ada-byrne", "name=Lin Wei; company=Boats"),
    person("Hunter", HUNTER, f"{ADA_SENT}; linkedin={IN}ada-byrne",
           "email=info@boats.example; company=Boats; domain=boats.example"),
    person("LinkedIn connections", LINKEDIN_CONNECTIONS, f"{ADA_SENT}; linkedin={IN}ada-byrne",
           f"linkedin={IN}lin-wei-0b1; name=Lin Wei; company=Boats", "unsent", code=10),
)  # fmt: skip

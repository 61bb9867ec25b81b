// Step 2 (Code by Zapier): build the request. Input: the fields of the contact, where they are known.
const REVEAL = ["emails", "phones"];
// Most credits of one lookup: 1 for emails, 5 for phones, 1 for the search.
const CREDITS = 7;

const known = {
  email: inputData.email,
  linkedinUrl: inputData.linkedin_url,
  firstName: inputData.first_name,
  lastName: inputData.last_name,
  companyName: inputData.company,
  companyDomain: inputData.domain,
};
const contact = Object.fromEntries(
  Object.entries(known).map(([name, value]) => [name, String(value ?? "").trim()]).filter(([, value]) => value),
);
const isNamed = contact.firstName && contact.lastName && (contact.companyName || contact.companyDomain);
const isOptedOut = ["true", "yes", "1"].includes(String(inputData.opted_out ?? "").toLowerCase());
let skip = "";
if (isOptedOut) skip = "opted_out";
else if (!contact.email && !contact.linkedinUrl && !isNamed) skip = "no_identifier";

output = {
  skip,
  body: skip ? "" : JSON.stringify({ contacts: [contact], reveal: REVEAL }),
  credits: CREDITS,
  day: new Date().toISOString().slice(0, 10),
};

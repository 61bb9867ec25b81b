// A custom-code action of a HubSpot contact workflow: looks the contact up with Lusha.
// Secrets: LUSHA_API_KEY, and HUBSPOT_TOKEN (a private app that may read contacts).
const axios = require("axios");

const LUSHA_URL = "https://api.lusha.com/v3/contacts/search-and-enrich";
const HUBSPOT_URL = "https://api.hubapi.com/crm/v3/objects/contacts/search";

// Most credits per day. A lookup costs up to 1 for emails, 5 for phones and 1 for the search.
const CREDITS_PER_DAY = 500;
const REVEAL = ["emails", "phones"];
const PRICES = { emails: 1, phones: 5 };
const CREDITS_PER_CONTACT = REVEAL.reduce((sum, name) => sum + PRICES[name], 1);

// The properties of `lusha shapes show hubspot-contact`.
const MAPPING = [
  {"name": "email", "sources": ["best_email"], "kind": "email", "maxLength": 65536},
  {"name": "firstname", "sources": ["first_name", "first_words_of_name"], "kind": "text", "maxLength": 65536},
  {"name": "lastname", "sources": ["last_name", "last_word_of_name"], "kind": "text", "maxLength": 65536},
  {"name": "jobtitle", "sources": ["job_title"], "kind": "text", "maxLength": 65536},
  {"name": "phone", "sources": ["direct_phone", "other_phone"], "kind": "phone", "maxLength": 65536},
  {"name": "mobilephone", "sources": ["mobile_phone"], "kind": "phone", "maxLength": 65536},
  {"name": "company", "sources": ["company_name", "company_domain"], "kind": "text", "maxLength": 65536},
  {"name": "website", "sources": ["company_website", "company_domain"], "kind": "url", "maxLength": 65536},
  {"name": "city", "sources": ["city"], "kind": "text", "maxLength": 65536},
  {"name": "state", "sources": ["state"], "kind": "text", "maxLength": 65536},
  {"name": "country", "sources": ["country"], "kind": "text", "maxLength": 65536, "picklist": {"values": [], "map": {"USA": "United States", "US": "United States", "United States of America": "United States", "UK": "United Kingdom", "U.K.": "United Kingdom", "Great Britain": "United Kingdom", "England": "United Kingdom", "Scotland": "United Kingdom", "Wales": "United Kingdom", "Northern Ireland": "United Kingdom", "UAE": "United Arab Emirates", "The Netherlands": "Netherlands", "Holland": "Netherlands", "Republic of Korea": "South Korea", "Korea, Republic of": "South Korea", "Russian Federation": "Russia", "Viet Nam": "Vietnam", "Czechia": "Czech Republic", "Türkiye": "Turkey"}}},
  {"name": "industry", "sources": ["company_sub_industry", "company_industry"], "kind": "text", "maxLength": 65536},
  {"name": "hs_seniority", "sources": ["seniority"], "kind": "text", "maxLength": 65536, "picklist": {"values": ["owner", "executive", "partner", "vp", "director", "manager", "senior", "entry", "employee"], "map": {"Founder": "owner", "C-Suite": "executive", "Executive": "executive", "Partner": "partner", "Vice President": "vp", "VP": "vp", "Director": "director", "Manager": "manager", "Senior": "senior", "Entry": "entry", "Intern": "entry", "Non-Manager": "employee", "Other": ""}}},
  {"name": "hs_linkedin_url", "sources": ["linkedin_url"], "kind": "url", "maxLength": 65536},
];

const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
const PATTERNS = {
  email: /^[^\s@,;<>"']+@[^\s@,;<>"']+\.[^\s@,;<>"'.]+$/u,
  phone: /^\+?[\d(][\d\s().\-/]*(?:(?:x|ext\.?|#) ?\d+)?$/iu,
  url: /^(?:https?:\/\/)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::\d+)?(?:[/?#]\S*)?$/iu,
};
// Spreadsheets evaluate cells that start with one of these signs.
const FORMULA =
  /^[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]/u;

exports.main = async (event, callback) => {
  const contact = event.inputFields ?? {};
  if (isTrue(contact.hs_email_optout)) return callback(withStatus(contact, "opted_out"));
  const request = requestFor(contact);
  if (!request) return callback(withStatus(contact, "no_identifier"));
  if (await isOverLimit()) return callback(withStatus(contact, "over_limit"));
  const body = await lookUp(request);
  const result = body.results?.[0] ?? { error: { code: "NOT_FOUND" } };
  const codes = { NOT_FOUND: "not_found", COMPLIANCE_RESTRICTED: "restricted" };
  if (result.error) return callback(withStatus(contact, codes[result.error.code] ?? "failed"));
  callback({
    outputFields: {
      ...propertiesFor(contact, result),
      lusha_status: "enriched",
      lusha_person_id: result.id,
      lusha_enriched_at: Date.now(),
      lusha_credits: body.billing?.creditsCharged ?? CREDITS_PER_CONTACT,
      lusha_has_do_not_call: (result.phones ?? []).some((phone) => phone.doNotCall === true),
    },
  });
};

// The body of the request, or null if the contact can't be identified.
function requestFor(contact) {
  const identifiers = {
    email: contact.email,
    linkedinUrl: contact.hs_linkedin_url,
    firstName: contact.firstname,
    lastName: contact.lastname,
    companyName: contact.company,
    companyDomain: bareDomain(contact.website),
  };
  const known = Object.fromEntries(Object.entries(identifiers).filter(([, value]) => value));
  const isNamed = known.firstName && known.lastName && (known.companyName || known.companyDomain);
  if (!known.email && !known.linkedinUrl && !isNamed) return null;
  return { contacts: [known], reveal: REVEAL };
}

async function lookUp(request) {
  try {
    const response = await axios.post(LUSHA_URL, request, {
      headers: { api_key: secret("LUSHA_API_KEY") },
      timeout: 14000, // HubSpot stops an action after 20 seconds.
      maxRedirects: 0, // A redirect would take the key to another host.
    });
    return response.data;
  } catch (error) {
    throw failure(error, "Lusha");
  }
}

// HubSpot stores nothing between two runs, so the contacts that were enriched today are counted.
async function isOverLimit() {
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const filter = { propertyName: "lusha_enriched_at", operator: "GTE", value: midnight };
  const search = { filterGroups: [{ filters: [filter] }], limit: 1 };
  try {
    const response = await axios.post(HUBSPOT_URL, search, {
      headers: { Authorization: `Bearer ${secret("HUBSPOT_TOKEN")}` },
      timeout: 4000,
      maxRedirects: 0,
    });
    return (response.data.total + 1) * CREDITS_PER_CONTACT > CREDITS_PER_DAY;
  } catch (error) {
    throw failure(error, "HubSpot");
  }
}

function secret(name) {
  if (!process.env[name]) throw new Error(`Add the secret ${name} to the action.`);
  return process.env[name];
}

// HubSpot runs an action again, for up to three days, if axios's own error is a 429 or a 5xx.
function failure(error, api) {
  const status = error.response?.status;
  if (!status || status === 429 || status >= 500) return withoutSecrets(error);
  const reasons = {
    401: "The key isn't valid. Check the secret of the action.",
    402: "The account is out of credits.",
    403: "The plan or the scopes of the key don't allow the request.",
  };
  const reason = reasons[status] ?? error.response.data?.message ?? "";
  return new Error(`${api}: HTTP ${status}. ${reason}`.trim());
}

// The log of an action shows its error, whose request has the key.
function withoutSecrets(error) {
  error.config?.headers?.delete?.("api_key");
  error.config?.headers?.delete?.("Authorization");
  delete error.request;
  if (error.response) delete error.response.request;
  return error;
}

// The properties of the mapping: those that the contact has are output unchanged.
function propertiesFor(contact, result) {
  const properties = {};
  for (const property of MAPPING) {
    const value = contact[property.name] || firstUsable(property, result);
    if (value) properties[property.name] = value;
  }
  return properties;
}

function withStatus(contact, status) {
  const outputFields = { ...propertiesFor(contact, {}), lusha_status: status, lusha_credits: 0 };
  return { outputFields };
}

function firstUsable(property, result) {
  for (const source of property.sources) {
    for (const value of valuesOf(source, result)) {
      const converted = convert(property, value);
      if (converted) return converted;
    }
  }
  return null;
}

// The values of a source, the best first.
function valuesOf(source, result) {
  const company = result.company ?? {};
  const location = result.location ?? {};
  const words = (result.fullName ?? "").split(/\s+/u).filter(Boolean);
  switch (source) {
    case "first_name": return one(result.firstName);
    case "last_name": return one(result.lastName);
    case "first_words_of_name": return one(words.slice(0, -1).join(" "));
    case "last_word_of_name": return one(words.at(-1));
    case "job_title": return one(result.jobTitle?.title);
    case "seniority": return one(result.jobTitle?.seniority);
    case "best_email": return emailsOf(result);
    case "direct_phone": return phonesOf(result, ["direct"], true);
    case "mobile_phone": return phonesOf(result, ["mobile"], true);
    case "other_phone": return phonesOf(result, ["mobile", "direct"], false);
    case "company_name": return one(company.name);
    case "company_domain": return one(company.domain);
    case "company_industry": return one(company.industry);
    case "city": return one(location.city);
    case "state": return one(location.state);
    case "country": return one(location.country);
    case "linkedin_url": return one(result.socialLinks?.linkedin);
    // The response lacks the other sources: website and sub-industry of companies.
    default: return [];
  }
}

function emailsOf(result) {
  const ranks = { work: 0, private: 2 };
  const rank = (entry) => ranks[(entry.type ?? "").toLowerCase()] ?? 1;
  return [...(result.emails ?? [])].sort((a, b) => rank(a) - rank(b)).map((entry) => entry.email);
}

// The numbers of these kinds, or of all others, that aren't marked do-not-call.
function phonesOf(result, kinds, isIncluded) {
  const phones = result.phones ?? [];
  const isOfKind = (phone) => kinds.includes((phone.type ?? "").toLowerCase());
  const excluded = new Set(
    phones
      .filter((phone) => phone.doNotCall === true || (!isIncluded && isOfKind(phone)))
      .map((phone) => digits(phone.number)),
  );
  return phones
    .filter((phone) => isOfKind(phone) === isIncluded && !excluded.has(digits(phone.number)))
    .map((phone) => phone.number);
}

// The value that a property accepts, or "".
function convert(property, value) {
  let text = String(value ?? "").replace(INVISIBLE, " ").replace(/[\s\p{Z}]+/gu, " ").trim();
  if (property.picklist) text = find(property.picklist, text);
  if (!text) return "";
  if (property.kind === "text") {
    text = FORMULA.test(text) ? `'${text}` : text;
  } else {
    const isPhone = property.kind === "phone";
    const isSafe = isPhone ? /\d/u.test(text) : !FORMULA.test(text);
    if (!PATTERNS[property.kind].test(text) || !isSafe) return "";
  }
  if (text.length <= property.maxLength) return text;
  // The beginning of an email, number, URL or value of a list is a different one.
  const isCut = property.kind === "text" && !property.picklist?.values.length;
  return isCut ? text.slice(0, property.maxLength).replace(/[\ud800-\udbff]$/u, "").trim() : "";
}

function find(picklist, text) {
  const folded = fold(text);
  const mapped = Object.entries(picklist.map).find(([name]) => fold(name) === folded);
  if (mapped) return mapped[1];
  if (!picklist.values.length) return text;
  return picklist.values.find((name) => fold(name) === folded) ?? "";
}

// A value without case, signs and the word `and`.
function fold(value) {
  return value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "and").join("");
}

function bareDomain(url) {
  const host = (url ?? "").trim().toLowerCase().split("://").at(-1).split("/")[0];
  return host.split("@").at(-1).split(":")[0].replace(/^www\./u, "");
}

function digits(phone) {
  return String(phone ?? "").replace(/\D/gu, "").replace(/^0+/u, "");
}

function one(value) {
  return value ? [value] : [];
}

function isTrue(value) {
  return value === true || value === "true";
}

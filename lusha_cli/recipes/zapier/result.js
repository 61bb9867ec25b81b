// Step 7 (Code by Zapier): read the response. Input: `response`, the raw text of step 6.
const STATUSES = { NOT_FOUND: "not_found", COMPLIANCE_RESTRICTED: "restricted" };

const body = JSON.parse(inputData.response || "{}");
const result = body.results?.[0] ?? { error: { code: "NOT_FOUND" } };
if (result.error) {
  output = {
    status: STATUSES[result.error.code] ?? "failed",
    credits: body.billing?.creditsCharged ?? "",
  };
} else {
  const phone = (result.phones ?? []).find((entry) => entry.doNotCall !== true);
  const emails = result.emails ?? [];
  const email = emails.find((entry) => entry.type === "work") ?? emails[0];
  output = {
    status: "enriched",
    lusha_id: String(result.id ?? ""),
    first_name: result.firstName ?? "",
    last_name: result.lastName ?? "",
    job_title: result.jobTitle?.title ?? "",
    email: email?.email ?? "",
    // Never a number that is marked do-not-call.
    phone: phone?.number ?? "",
    company: result.company?.name ?? "",
    domain: result.company?.domain ?? "",
    country: result.location?.country ?? "",
    linkedin_url: result.socialLinks?.linkedin ?? "",
    credits: body.billing?.creditsCharged ?? "",
  };
}

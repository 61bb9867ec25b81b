# A connector of Workato (SDK) that looks a contact up with Lusha.
{
  title: "Lusha",

  connection: {
    fields: [
      {
        name: "api_key", label: "API key", control_type: "password", optional: false,
        hint: "Create a key for Workato in the dashboard of Lusha."
      }
    ],
    authorization: {
      type: "custom_auth",
      apply: lambda do |connection|
        headers("api_key" => connection["api_key"])
      end
    },
    base_uri: lambda do |_connection|
      "https://api.lusha.com"
    end
  },

  # Costs nothing.
  test: lambda do |_connection|
    get("/v3/account/usage")
  end,

  methods: {
    request_for: lambda do |input|
      names = {
        "email" => "email", "linkedin_url" => "linkedinUrl", "first_name" => "firstName",
        "last_name" => "lastName", "company" => "companyName", "domain" => "companyDomain"
      }
      contact = names.each_with_object({}) do |(name, key), known|
        value = input[name].to_s.strip
        known[key] = value unless value.empty?
      end
      company = contact["companyName"] || contact["companyDomain"]
      is_named = contact["firstName"] && contact["lastName"] && company
      if contact["email"] || contact["linkedinUrl"] || is_named
        { "contacts" => [contact], "reveal" => %w[emails phones] }
      end
    end,

    fields_of: lambda do |body|
      found = (body["results"] || []).first || { "error" => { "code" => "NOT_FOUND" } }
      credits = (body["billing"] || {})["creditsCharged"]
      if found["error"]
        statuses = { "NOT_FOUND" => "not_found", "COMPLIANCE_RESTRICTED" => "restricted" }
        next { "status" => statuses[found["error"]["code"]] || "failed", "credits" => credits }
      end
      emails = found["emails"] || []
      email = emails.find { |entry| entry["type"] == "work" } || emails.first || {}
      # Never a number that is marked do-not-call.
      phone = (found["phones"] || []).find { |entry| entry["doNotCall"] != true } || {}
      company = found["company"] || {}
      {
        "status" => "enriched",
        "lusha_id" => found["id"].to_s,
        "first_name" => found["firstName"],
        "last_name" => found["lastName"],
        "job_title" => (found["jobTitle"] || {})["title"],
        "email" => email["email"],
        "phone" => phone["number"],
        "company" => company["name"],
        "domain" => company["domain"],
        "country" => (found["location"] || {})["country"],
        "linkedin_url" => (found["socialLinks"] || {})["linkedin"],
        "credits" => credits
      }
    end
  },

  actions: {
    look_up_contact: {
      title: "Look up contact",
      subtitle: "Look up a contact with Lusha",
      description: "Look up a <span class='provider'>contact</span> with Lusha",
      help: "Costs up to 7 credits: 1 for emails, 5 for phones, 1 for the search.",

      input_fields: lambda do |_object_definitions|
        [
          { name: "email" },
          { name: "linkedin_url", label: "LinkedIn URL" },
          { name: "first_name" },
          { name: "last_name" },
          { name: "company" },
          { name: "domain" },
          { name: "opted_out", type: "boolean" },
          {
            name: "credits_today", type: "integer", optional: false,
            hint: "Sum of the credits of today's lookups, such as from a lookup table."
          },
          { name: "credits_per_day", type: "integer", default: 500, optional: false }
        ]
      end,

      execute: lambda do |_connection, input|
        next { "status" => "opted_out", "credits" => 0 } if input["opted_out"].to_s == "true"
        request = call("request_for", input)
        next { "status" => "no_identifier", "credits" => 0 } unless request
        if input["credits_today"].to_i + 7 > input["credits_per_day"].to_i
          next { "status" => "over_limit", "credits" => 0 }
        end
        # Workato itself runs a job again after a 429 or 5xx, if the recipe says so.
        body = post("/v3/contacts/search-and-enrich", request)
               .after_error_response(/.*/) do |code, text, _headers, _message|
          reasons = {
            401 => "The key isn't valid. Check the connection.",
            402 => "The account is out of credits.",
            403 => "The plan or the scopes of the key don't allow the request."
          }
          error("#{code}: #{reasons[code] || text}")
        end
        call("fields_of", body)
      end,

      output_fields: lambda do |_object_definitions|
        names = %w[status lusha_id first_name last_name job_title email phone company domain
                   country linkedin_url]
        names.map { |name| { name: name } } + [{ name: "credits", type: "integer" }]
      end
    }
  }
}

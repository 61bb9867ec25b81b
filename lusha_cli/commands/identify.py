"""Identifiers of contacts and companies on a command line: the WHO argument, and options."""

import re
from typing import Any

from lusha_cli.cli import options
from lusha_cli.errors import UsageError
from lusha_cli.parsing import identifiers
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.parsing.pasted_text import clean_text

# The full stops that separate the labels of a host.
_DOTS = ".\u3002\uff0e\uff61"

# Option groups for `command`: parameter name -> option type, in the order of the help. Commands
# whose options differ put their own type, or their own order, over these.
NAME_OPTIONS: dict[str, Any] = {
    "firstName": options.FirstNameOpt,
    "lastName": options.LastNameOpt,
    "fullName": options.FullNameOpt,
    "companyName": options.EmployerNameOpt,
    "companyDomain": options.EmployerDomainOpt,
}
CONTACT_IDENTIFIER_OPTIONS: dict[str, Any] = {
    "id": options.IdOpt,
    "linkedinUrl": options.LinkedinOpt,
    "email": options.EmailOpt,
    "fullName": options.FullNameOpt,
    **NAME_OPTIONS,
}
COMPANY_IDENTIFIER_OPTIONS: dict[str, Any] = {
    "id": options.IdOpt,
    "name": options.CompanyNameOpt,
    "domain": options.DomainOpt,
}


def resolve_person(params: dict[str, Any], who: str | None) -> dict[str, Any]:
    """Return the identifiers in `params`, with WHO added to them.

    Raises UsageError if WHO is not an identifier, or if `params` already have its kind.
    """
    return params if who is None else _with_identifier(params, _parse_person(who), "person")


def resolve_company(params: dict[str, Any], who: str | None) -> dict[str, Any]:
    """Return the identifiers in `params`, with WHO added to them.

    Raises UsageError if WHO is empty, or if `params` already have its kind.
    """
    return params if who is None else _with_identifier(params, _parse_company(who), "company")


def normalize_name_params(params: dict[str, Any], *, split: bool) -> dict[str, Any]:
    """Return the identifiers with the person's name in two parts (`split`), or in one.

    Raises UsageError if the name is set both ways, or if one of its parts is missing.
    """
    parts = [params[key] for key in ("firstName", "lastName") if key in params]
    full_name = params.get("fullName")
    if parts and full_name:
        raise UsageError(
            "The name is set twice, in full and in parts.",
            hint="Use --full-name, or --first-name and --last-name.",
        )
    others = {k: v for k, v in params.items() if k not in ("firstName", "lastName", "fullName")}
    if split and full_name:
        first_name, _, last_name = " ".join(full_name.split()).rpartition(" ")
        if not first_name:
            raise UsageError(f"--full-name {full_name!r} has no last name.")
        return {**others, "firstName": first_name, "lastName": last_name}
    if not split and parts:
        if len(parts) == 1:
            raise UsageError("A name needs both parts.", hint="Pass --first-name and --last-name.")
        return {**others, "fullName": " ".join(parts)}
    return params


def _parse_person(who: str) -> tuple[str, str]:
    """Return which identifier WHO is, and its normalized value."""
    text = clean_text(who)
    try:
        # The URL of a profile may contain an @, and an address may be at linkedin.com.
        if identifiers.find_emails(text):
            return "email", identifiers.normalize_email(text)
        if re.search(r"linkedin\.|lnkd\.in", text, re.IGNORECASE):
            return "linkedinUrl", identifiers.normalize_linkedin(text)
        if "@" in text:
            return "email", identifiers.normalize_email(text)
        if text.isdecimal():
            return "id", identifiers.normalize_id(text)
        if identifiers.is_v3_id(text):
            return "id", text
    except identifiers.InvalidValue as error:
        raise UsageError(str(error)) from error
    raise UsageError(
        f"{who!r} isn't an email, LinkedIn URL or person ID.",
        hint="To look up a person by name, add --first-name, --last-name and --company-name.",
    )


def _parse_company(who: str) -> tuple[str, str]:
    """Return which identifier WHO is, and its normalized value.

    Text that is neither an id nor a domain is a name.
    """
    text = clean_text(who)
    if not text:
        raise UsageError("WHO is empty.", hint="Pass a domain, a company name or a company ID.")
    if read_integer(text, max_digits=20) is not None:
        return "id", text
    # A name such as `St. Jude` has a dot too.
    if "://" not in text and (" " in text or not any(dot in text for dot in _DOTS)):
        return "name", text
    try:
        domain = identifiers.normalize_domain(text)
    except identifiers.NotACompanyDomain as error:
        raise UsageError(
            str(error), hint="Pass the company's own domain, its name or its ID."
        ) from error
    except identifiers.InvalidValue:
        return "name", text
    if "@" in text and identifiers.is_public_mailbox(domain):
        raise UsageError(
            f"{who!r} is at {domain}, a public email provider.",
            hint="Pass the company's own domain, its name or its ID.",
        )
    return "domain", domain


def _with_identifier(
    params: dict[str, Any], identifier: tuple[str, str], noun: str
) -> dict[str, Any]:
    key, value = identifier
    if params.get(key) is not None:
        raise UsageError(
            f"The {noun} is set twice, by WHO and by an option.", hint="Use only one of them."
        )
    return {**params, key: value}

"""Detect which column holds which field, by the headings that CRMs and languages use."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.suggestions import did_you_mean

# Headings vary more than flags do.
_CUTOFF = 0.5


class Field(NamedTuple):
    """An input field. `headings` are its normalized headings, the preferred one first.

    `dependent_headings` are pairs (heading, required heading): the first counts only if the second
    exists and no heading of `headings` does.
    """

    name: str
    headings: tuple[str, ...]
    dependent_headings: tuple[tuple[str, str], ...] = ()


def _field(name: str, headings: str, *dependent_headings: tuple[str, str]) -> Field:
    return Field(name, tuple(headings.split()), dependent_headings)


# Normalized headings of Salesforce, HubSpot, Pipedrive, Apollo and LinkedIn Sales Navigator, and
# common English, German, French and Spanish ones.
PERSON_FIELDS = (
    _field("email", "workemail businessemail professionalemail companyemail emailwork "
           "personemailwork email emailaddress primaryemail emailadresse mail emails emailid "
           "contactemail leademail geschaftlicheemail adresseemail emailprofessionnel courriel "
           "correoelectronico correo emailprofesional personemail useremail personalemail "
           "privateemail homeemail emailprivate secondaryemail alternateemail"),
    _field("linkedin_url", "linkedinurl personlinkedinurl linkedinprofileurl linkedinprofile "
           "linkedin linkedinlink linkedinmemberprofile profileurl linkedincontactprofileurl "
           "contactlinkedinurl leadlinkedinurl publicprofileurl defaultprofileurl "
           "linkedinprofil urllinkedin profillinkedin perfildelinkedin perfillinkedin "
           "hslinkedinurl socialurl sociallink"),
    _field("person_id", "lushapersonid personid lushaid lushacontactid"),
    _field("first_name", "firstname givenname forename first contactfirstname leadfirstname "
           "personfirstname vorname prenom nombre primernombre"),
    _field("last_name", "lastname surname familyname last contactlastname leadlastname "
           "personlastname nachname familienname nomdefamille apellido apellidos",
           ("name", "vorname"), ("nom", "prenom")),
    _field("full_name", "fullname contactname leadname personname name contact "
           "vollstandigername nomcomplet nombrecompleto ansprechpartner kontakt nom"),
    _field("company_name", "companyname company accountname account organization "
           "organizationname organisation organisationname employer currentcompany "
           "currentcompanyname associatedcompany primarycompany companynameforemails "
           "firma firmenname unternehmen unternehmensname entreprise societe nomdelentreprise "
           "empresa nombredelaempresa compania"),
    _field("company_domain", "companydomain companydomainname domain companywebsite website "
           "companyurl companywebsiteurl websiteurl accountwebsite organizationwebsite webseite "
           "internetseite siteweb siteinternet sitioweb paginaweb dominio domaine"),
    _field("company_fqdn", "companyfqdn fqdn"),
    _field("company_social_id", "companysocialid companylinkedinid linkedincompanyid"),
    _field("job_title", "jobtitle title position role currentjobtitle currenttitle "
           "personjobtitle berufsbezeichnung stellenbezeichnung poste intituledeposte fonction "
           "cargo puesto"),
    _field("location", "location personlocation rawlocation address city country ort standort "
           "stadt land lieu ville pays ubicacion ciudad pais"),
)  # fmt: skip
PHONE_FIELD = _field(
    "phone", "mobilephone directphone phone phonenumber mobile telephone workphone businessphone "
    "cellphone directdial corporatephone otherphone phones telefon telefonnummer handy "
    "mobiltelefon telephoneportable telefono movil celular",
)  # fmt: skip
COMPANY_FIELDS = (
    _field("domain", "domain companydomain companydomainname emaildomain website companywebsite "
           "companyurl websiteurl companywebsiteurl accountwebsite organizationwebsite webseite "
           "internetseite siteweb siteinternet sitioweb paginaweb dominio domaine url"),
    _field("name", "companyname company accountname account name organization organizationname "
           "organisation organisationname employer firma firmenname unternehmen "
           "unternehmensname entreprise societe nomdelentreprise nom empresa "
           "nombredelaempresa nombre compania"),
    _field("company_id", "lushacompanyid companyid lushaid"),
    _field("fqdn", "fqdn companyfqdn"),
)  # fmt: skip


def normalize_heading(heading: str) -> str:
    """Lowercase a heading and drop accents, spaces and punctuation.

    `E-Mail Adresse` becomes `emailadresse`.
    """
    characters = unicodedata.normalize("NFKD", heading.casefold().replace("ß", "ss"))
    return "".join(char for char in characters if char.isascii() and char.isalnum())


_KNOWN_HEADINGS = frozenset(
    heading
    for field in (*PERSON_FIELDS, PHONE_FIELD, *COMPANY_FIELDS)
    for heading in (*field.headings, *(pair[0] for pair in field.dependent_headings))
)


def is_known_heading(heading: str) -> bool:
    """Return whether a heading names a field of people or companies."""
    return normalize_heading(heading) in _KNOWN_HEADINGS


def map_columns(
    columns: Sequence[str],
    *,
    fields: Sequence[Field],
    overrides: Mapping[str, str],
    ignored_columns: Collection[str] = (),
) -> dict[str, list[str]]:
    """Return the columns of each field, the preferred one first, without unmapped fields.

    `overrides` maps fields to columns; `ignored_columns` are used only if an override names them.
    Raises UsageError for an unknown field.
    """
    fields_by_name = {field.name: field for field in fields}
    columns_by_field = {}
    for name, column in overrides.items():
        heading = normalize_heading(name)
        field_name = next((n for n in fields_by_name if normalize_heading(n) == heading), None)
        if field_name is None:
            suggestion = did_you_mean(name, fields_by_name, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no field {name!r}{suggestion}.",
                hint=f"Fields: {', '.join(fields_by_name)}.",
            )
        columns_by_field[field_name] = [column]
    used_columns = {column for matches in columns_by_field.values() for column in matches}
    used_columns |= set(ignored_columns)
    # Reversed, so that the first of several columns with the same heading wins.
    unused_columns = {
        normalize_heading(column): column
        for column in reversed(columns)
        if column not in used_columns
    }
    for field in fields:
        if field.name not in columns_by_field:
            matches = [unused_columns[name] for name in field.headings if name in unused_columns]
            matches = matches or [
                unused_columns.pop(name)
                for name, required in field.dependent_headings
                if {name, required} <= unused_columns.keys()
            ]
            if matches:
                columns_by_field[field.name] = matches
    return columns_by_field


def check_columns(columns: Sequence[str], *, overrides: Mapping[str, str]) -> None:
    """Raise UsageError if an override names a missing column."""
    for column in overrides.values():
        if column not in columns:
            suggestion = did_you_mean(column, columns, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no column {column!r}{suggestion}.",
                hint=f"Columns: {', '.join(columns)}.",
            )

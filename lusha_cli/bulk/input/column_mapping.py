"""Which column holds what: recognised by name, in the spellings that CRMs and languages have."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.suggestions import did_you_mean

# Headings are short and abbreviated, so a looser match than usual is still the likely one.
_CUTOFF = 0.5


class Field(NamedTuple):
    """Something that a row may tell. `names` are headings in plain form, the best first.

    `beside` are headings that mean it only beside another one, where none of `names` is there:
    (heading, the other one).
    """

    name: str
    names: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()


def _field(name: str, names: str, *beside: tuple[str, str]) -> Field:
    return Field(name, tuple(names.split()), beside)


# Plain form: lower case, without accents, spaces and punctuation. Salesforce, HubSpot, Pipedrive,
# Apollo, LinkedIn Sales Navigator, and English, German, French and Spanish headings.
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


def plain(heading: str) -> str:
    """A heading in plain form: `E-Mail Adresse` is `emailadresse`."""
    letters = unicodedata.normalize("NFKD", heading.casefold().replace("ß", "ss"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def mapped(
    columns: Sequence[str],
    *,
    fields: Sequence[Field],
    overrides: Mapping[str, str],
    ignored: Collection[str] = (),
) -> dict[str, list[str]]:
    """The columns that hold each field, the best first; a field without any is left out.

    `overrides` say which column holds a field; `ignored` columns are not recognised by
    themselves. Raises UsageError for an unknown field.
    """
    known = {field.name: field for field in fields}
    chosen = {}
    for name, column in overrides.items():
        match = next((n for n in known if plain(n) == plain(name)), None)
        if match is None:
            suggestion = did_you_mean(name, known, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no field {name!r}{suggestion}.",
                hint=f"Fields: {', '.join(known)}.",
            )
        chosen[match] = [column]
    taken = {column for found in chosen.values() for column in found} | set(ignored)
    free = {plain(column): column for column in reversed(columns) if column not in taken}
    for field in fields:
        if field.name not in chosen:
            found = [free[name] for name in field.names if name in free] or [
                free.pop(name) for name, other in field.beside if {name, other} <= free.keys()
            ]
            if found:
                chosen[field.name] = found
    return chosen


def check_columns(columns: Sequence[str], *, overrides: Mapping[str, str]) -> None:
    """Raise UsageError where an override names a column that is not there."""
    for column in overrides.values():
        if column not in columns:
            suggestion = did_you_mean(column, columns, cutoff=_CUTOFF, quoted=True)
            raise UsageError(
                f"--map: there is no column {column!r}{suggestion}.",
                hint=f"Columns: {', '.join(columns)}.",
            )

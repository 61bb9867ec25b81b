"""Countries in the locations of people, by name, code and common other names."""

from functools import lru_cache

from lusha_cli.matching.scripts import fold

_COUNTRIES = """
AE united arab emirates,uae,emirates|AR argentina|AT austria,osterreich|AU australia
BD bangladesh|BE belgium,belgie,belgique,belgien|BG bulgaria|BR brazil,brasil|BY belarus
CA canada,kanada|CH switzerland,schweiz,suisse,svizzera|CL chile|CN china|CO colombia|CR costa rica
CY cyprus|CZ czech republic,czechia,cesko,tschechien|DE germany,deutschland,allemagne,alemania
DK denmark,danmark|DO dominican republic|DZ algeria|EC ecuador|EE estonia,eesti|EG egypt
ES spain,espana,spanien,espagne|FI finland,suomi|FR france,frankreich,francia
GB united kingdom,uk,great britain,england,scotland,wales,northern ireland|GE georgia|GH ghana
GR greece,hellas|GT guatemala|HK hong kong|HR croatia,hrvatska|HU hungary,magyarorszag|ID indonesia
IE ireland|IL israel|IN india,bharat|IS iceland|IT italy,italia,italien,italie|JO jordan
JP japan,nippon|KE kenya|KR south korea,korea,republic of korea|KW kuwait|KZ kazakhstan
LB lebanon|LK sri lanka|LT lithuania|LU luxembourg|LV latvia|MA morocco,maroc|MT malta
MX mexico|MY malaysia|NG nigeria|NL netherlands,the netherlands,nederland,holland,niederlande
NO norway,norge|NZ new zealand|PA panama|PE peru|PH philippines|PK pakistan|PL poland,polska,polen
PR puerto rico|PT portugal|QA qatar|RO romania|RS serbia,srbija|RU russia,russian federation
SA saudi arabia|SE sweden,sverige,schweden,suede|SG singapore|SI slovenia|SK slovakia,slovensko
TH thailand|TN tunisia|TR turkey,turkiye|TW taiwan|UA ukraine|UG uganda|UY uruguay
US united states,united states of america,usa,u.s.,u.s.a.,america,estados unidos
VE venezuela|VN vietnam|ZA south africa
"""


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return the ISO code by name and by code, in lower case."""
    codes = {}
    for entry in _COUNTRIES.replace("\n", "|").strip("|").split("|"):
        code, _, names = entry.partition(" ")
        codes.update(dict.fromkeys((code.lower(), *names.split(",")), code))
    return codes


@lru_cache(maxsize=4096)
def country_of(location: str) -> str:
    """Return the ISO code of the country at the end of a location, "" if it isn't known."""
    return _codes().get(fold(location.rpartition(",")[2].strip()), "")

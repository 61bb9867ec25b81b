"""Cases: LinkedIn URLs and international domains."""

from tests.bulk.files.case import Case, company, lines, person

ADA, LIN = "ada@engines.example", "lin@boats.example"
IN = "https://www.linkedin.com/in/"


def _link(name: str, cell: str, sent: str) -> Case:
    text = lines("LinkedIn URL", f'"{cell}"', f"{IN}lin-wei")
    return person(name, text, f"linkedin={sent}", f"linkedin={IN}lin-wei")


LINKEDIN = (
    person(
        "old public profiles of two people",
        lines(
            "linkedin",
            "http://uk.linkedin.com/pub/ada-byrne/12/345/678",
            "https://www.linkedin.com/pub/ada-byrne/9a/b1/2c3/",
            "linkedin.com/pub/ada-byrne/1/2/3/de",
        ),
        "linkedin=https://www.linkedin.com/pub/ada-byrne/12/345/678",
        "linkedin=https://www.linkedin.com/pub/ada-byrne/9a/b1/2c3",
        "linkedin=https://www.linkedin.com/pub/ada-byrne/1/2/3*",
    ),
    person(
        "opaque member ids that differ in case",
        lines(
            "profile",
            f"{IN}ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
            f"{IN}ACoAAABCdEfGhIjKlMnOpQrStUvWxYz0123456789",
        ),
        f"linkedin={IN}ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
        f"linkedin={IN}ACoAAABCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    ),
    _link(
        "Sales Navigator lead",
        "https://www.linkedin.com/sales/lead/ACwAAAbCdEf1,NAME_SEARCH,x1Yz?_ntb=abc",
        "https://www.linkedin.com/*ACwAAAbCdEf1*",
    ),
    _link(
        "Sales Navigator people",
        "https://www.linkedin.com/sales/people/ACwAAAbCdEf2,name,Zz9",
        "https://www.linkedin.com/*ACwAAAbCdEf2*",
    ),
    _link("mobile page", "https://www.linkedin.com/mwlite/in/Ada-Byrne-0b1", f"{IN}ada-byrne-0b1"),
    _link(
        "mobile profile page", "https://linkedin.com/mwlite/profile/in/ada-byrne", f"{IN}ada-byrne"
    ),
    _link(
        "link from an email",
        "https://www.linkedin.com/comm/in/ada-byrne?lipi=urn%3Ali&midToken=A",
        f"{IN}ada-byrne",
    ),
    _link(
        "country host, language and query",
        "https://de.linkedin.com/in/Ada-Byrne/en?trk=people-guest_people_search-card",
        f"{IN}ada-byrne",
    ),
    _link(
        "details below a profile",
        "www.linkedin.com/in/ada-byrne/details/experience/",
        f"{IN}ada-byrne",
    ),
    _link(
        "percent-encoded name",
        "https://www.linkedin.com/in/j%C3%BCrgen-m%C3%BCller-1a2b",
        f"{IN}j*rgen-m*ller-1a2b",
    ),
    person(
        "company page where a profile is meant",
        lines(
            "LinkedIn,Email",
            f"https://www.linkedin.com/company/engines,{ADA}",
            "https://www.linkedin.com/school/trinity,",
        ),
        f"email={ADA}",
        "invalid",
        code=10,
    ),
    person(
        "profile in a website column",
        lines(
            "Full Name,Company,Website",
            f"Ada Byrne,Engines,{IN}ada-byrne",
            "Lin Wei,Boats,boats.example",
        ),
        f"linkedin={IN}ada-byrne; name=Ada Byrne; company=Engines",
        "name=Lin Wei; company=Boats; domain=boats.example",
    ),
    person(
        "social hosts as websites",
        lines(
            "Full Name,Company,Website",
            "A B,Engines,https://www.facebook.com/engines",
            "C D,Boats,twitter.com/boats",
            "E F,Mills,https://x.com/mills",
            "G H,Looms,https://www.xing.com/pages/looms",
            "I J,Inks,instagram.com/inks",
            "K L,Pens,https://www.linkedin.com/company/pens",
            "M N,Caps,https://youtube.com/@caps",
        ),
        "name=A B; company=Engines",
        "name=C D; company=Boats",
        "name=E F; company=Mills",
        "name=G H; company=Looms",
        "name=I J; company=Inks",
        "name=K L; company=Pens",
        "name=M N; company=Caps",
    ),
    company(
        "social hosts as companies' websites",
        lines(
            "Name,Website",
            "Engines,https://www.linkedin.com/company/engines/about",
            "Boats,m.facebook.com/boats",
            "Mills,https://de.linkedin.com/school/mills",
            "Looms,https://lnkd.in/abc",
            "Pens,pens.example",
            ",https://www.linkedin.com/in/ada",
        ),
        "company=Engines",
        "company=Boats",
        "company=Mills",
        "company=Looms",
        "company=Pens; domain=pens.example",
        "unsent",
        code=10,
    ),
    company(
        "emails at a social host",
        lines("Company,Email", "Engines,someone@linkedin.com", "Boats,lin@boats.example"),
        "company=Engines; ?domain=linkedin.com",
        "company=Boats; ?domain=boats.example",
    ),
    person(
        "suppressed profiles in other spellings",
        lines(
            "LinkedIn",
            "https://uk.linkedin.com/in/ADA-BYRNE/?x=1",
            "https://www.linkedin.com/comm/in/ada-byrne",
            "linkedin.com/mwlite/in/ada-byrne",
            f"{IN}ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
            "linkedin.com/pub/lin/1/2/3",
            "linkedin.com/pub/lin/1/2/4",
        ),
        "blocked",
        "blocked",
        "blocked",
        "blocked",
        "blocked",
        "linkedin=https://www.linkedin.com/pub/lin/1/2/4",
        suppress=(
            "linkedin.com/in/Ada-Byrne",
            "https://www.linkedin.com/pub/lin/1/2/3",
            f"{IN}ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
        ),
    ),
    person(
        "suppressed profile in a website column",
        lines("Name,Company,Website", "Ada Byrne,Engines,linkedin.com/in/ada-byrne"),
        "blocked",
        suppress=("https://www.linkedin.com/in/ada-byrne",),
    ),
)

INTERNATIONAL = (
    person(
        "straße and strasse",
        lines("Email", "ada@straße.example", "ada@strasse.example", "ada@XN--STRAE-OQA.example"),
        "email=ada@straße.example",
        "email=ada@strasse.example",
        "email=ada@straße.example",
    ),
    person(
        "suppressed in ASCII form",
        lines("Email", "ada@straße.example", "Ada@STRAßE.example", "ada@strasse.example"),
        "blocked",
        "blocked",
        "email=ada@strasse.example",
        suppress=("ada@xn--strae-oqa.example",),
    ),
    person(
        "suppressed in Unicode form",
        lines("Email", "lin@xn--bcher-kva.example", "lin@bücher.example", "lin@bucher.example"),
        "blocked",
        "blocked",
        "email=lin@bucher.example",
        suppress=("lin@BÜCHER.example",),
    ),
    company(
        "domains of several scripts",
        lines(
            "domain",
            "https://www.bücher.example/kontakt",
            "МОСКВА.example",
            "例え.テスト",
            "faß.example",
            "fass.example",
            "βόλος.example",
            "βόλοσ.example",
        ),
        "domain=bücher.example",
        "domain=москва.example",
        "domain=例え.テスト",
        "domain=faß.example",
        "domain=fass.example",
        "domain=βόλος.example",
        "domain=βόλοσ.example",
    ),
    company(
        "full-width letters and full stops",
        lines("domain", "ｅｎｇｉｎｅｓ．example", "例え。テスト", "boats\u3002example"),
        "domain=engines.example",
        "domain=例え.テスト",
        "domain=boats.example",
    ),
    company(
        "domains that can't exist",
        lines(
            "domain",
            "-engines-.example",
            "boats..example",
            "mills",
            "ok.example",
            "a b.example",
            "xn--zz--.example",
            "10.0.0.1",
        ),
        "invalid",
        "invalid",
        "invalid",
        "domain=ok.example",
        "invalid",
        "invalid",
        "invalid",
        code=10,
    ),
    person(
        "letters of other scripts before the @",
        lines("Email", "jürgen@engines.example"),
        "email=jürgen@engines.example",
    ),
)

CASES = (*LINKEDIN, *INTERNATIONAL)

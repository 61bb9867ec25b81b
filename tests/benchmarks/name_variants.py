"""Measure match confidence with spellings that tests/support/corrupted_rows.py doesn't have.

Run by hand: python tests/benchmarks/name_variants.py [--threshold 70] [--errors 20]

Each pair of names and of companies is combined with the others, with and without an email, and is
about the same person or another one. `mismatch` is the positive class.
"""

# ruff: noqa: RUF001 - names in other alphabets
import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import product

from lusha_cli.matching.score import DEFAULT_MIN_MATCH, PersonStatement, found_person, match_person
from lusha_cli.models import read_person

# Stated / first name | last name that was found.
SAME_NAMES = """
Bob O'Neill/Robert|O'Neill;Peggy Olson/Margaret|Olson;Hank Aldous/Henry|Aldous;Jack Kemp/John|Kemp
Bill Thorne/William|Thorne;Dick Yarrow/Richard|Yarrow;Ted Galloway/Edward|Galloway
Liz Brandt/Elizabeth|Brandt;Sasha Petrov/Alexander|Petrov;Paco Ruiz/Francisco|Ruiz
Pepe Ortiz/José|Ortiz;Kasia Nowak/Katarzyna|Nowak;Gosia Lis/Małgorzata|Lis;Uschi Kern/Ursula|Kern
Nacho Vidal/Ignacio|Vidal;Lupe Soto/Guadalupe|Soto;Zhenya Orlov/Evgeny|Orlov
Chuck Norton/Charles|Norton;Kit Marsh/Christopher|Marsh;Sandy Kerr/Alexander|Kerr
Trish Moran/Patricia|Moran;Dot Hale/Dorothy|Hale;Jan Willem Bakker/Jan-Willem|Bakker
J. P. Morgan/John Pierpont|Morgan;J.P. Morgan/John Pierpont|Morgan;JP Morgan/John Pierpont|Morgan
M. Curie/Marie|Curie;M Curie/Marie|Curie;Marie C./Marie|Curie;A.B. Cole/Arthur|Cole
Jean-Luc Moreau/Jean Luc|Moreau;Jean Moreau/Jean-Luc|Moreau;Jeanluc Moreau/Jean-Luc|Moreau
J-L Moreau/Jean-Luc|Moreau;J.-L. Moreau/Jean-Luc|Moreau;María José García/María José|García López
María García López/María|García;Maria Garcia-Lopez/María|García López;M. Garcia Lopez/María|García
Gabriel García Márquez/Gabriel|García Márquez;G. Márquez/Gabriel|García Márquez
Anna Schmidt-Keller/Anna|Schmidt;Anna Schmidt/Anna|Schmidt-Keller;Anna Keller/Anna|Schmidt-Keller
Laura Stone (née Price)/Laura|Price;Laura Price Stone/Laura|Price;Laura Price-Stone/Laura|Stone
Li Wei/Wei|Li;Wei Li/Wei|Li;LI Wei/Wei|Li;Wang Xiaoming/Xiao Ming|Wang;Xiao-Ming Wang/Xiaoming|Wang
Kim Min-jun/Minjun|Kim;Minjun Kim/Min Jun|Kim;Kim Min Jun/Min-Jun|Kim;Park Ji-sung/Jisung|Park
Nguyễn Văn An/An|Nguyen;Nguyen Van An/Van An|Nguyen;An Nguyen/Văn An|Nguyễn
Yamada Taro/Taro|Yamada;Tarō Yamada/Taro|Yamada;Satou Kenji/Kenji|Sato;Ohno Yuki/Yuki|Ono
山田太郎/太郎|山田;山田 太郎/太郎|山田;王伟/伟|王;김민준/민준|김
Muhammad Al-Sayed/Mohamed|El Sayed;Mohammed Alsayed/Muhammad|Al Sayed
Abd al-Rahman Nasser/Abdelrahman|Nasser
Yousef Haddad/Youssef|Haddad;Ahmed Hussein/Ahmad|Hussain;Khaled Omar/Khalid|Omar
Jürgen Müller/Juergen|Mueller;Jurgen Muller/Jürgen|Müller;Soren Kjaer/Søren|Kjær
Åse Ødegård/Ase|Odegard
Bjoern Sjoeberg/Björn|Sjöberg;Lukasz Wojcik/Łukasz|Wójcik;Đorđe Jovanović/Djordje|Jovanovic
Strauß Franz/Franz|Strauss;Ömer Şahin/Omer|Sahin;İbrahim Yılmaz/Ibrahim|Yilmaz
Сергей Иванов/Sergei|Ivanov;Sergey Ivanov/Сергей|Иванов;Юлия Щербакова/Yuliya|Shcherbakova
Юлия Щербакова/Julia|Scherbakova;Евгений Чайковский/Evgeny|Tchaikovsky;Ксения Жукова/Xenia|Zhukova
Олександр Шевченко/Oleksandr|Shevchenko;Алексей Хрущёв/Alexey|Khrushchev;Георгий Цой/Georgy|Tsoi
Γιώργος Παπαδόπουλος/Giorgos|Papadopoulos;Νίκος Χατζής/Nikos|Hatzis;Δημήτρης Μπέλλας/Dimitris|Bellas
Ευαγγελία Γκίκα/Evangelia|Gkika;Κωνσταντίνος Ψαρράς/Konstantinos|Psarras
Van der Berg Piet/Piet|van der Berg;Piet Vanderberg/Piet|van der Berg;Piet Berg/Piet|van den Berg
P. v.d. Berg/Piet|van der Berg;Ludwig v. Beethoven/Ludwig|van Beethoven;Maria de la Cruz/María|Cruz
Dr. Ruth Klein/Ruth|Klein;Prof. Dr. Ruth Klein/Ruth|Klein;Ruth Klein, PhD/Ruth|Klein
Ruth Klein MBA/Ruth|Klein
Mr. Tom Hart Jr./Thomas|Hart;Tom Hart III/Thomas|Hart;Hart, Tom/Thomas|Hart;HART Thomas/Thomas|Hart
Thomas "Tom" Hart/Thomas|Hart;Thomas (Tom) Hart/Thomas|Hart;Thomas J. Hart/Thomas|Hart
T. J. Hart/Thomas|Hart
Micheal Jonson/Michael|Johnson;Jonh Bekcer/John|Becker;Stephne Cartwrigth/Stephen|Cartwright
Kathrine Whitlok/Catherine|Whitlock;Sara Thompson/Sarah|Thomson;Aan Bell/Ann|Bell
Alna Ross/Alan|Ross
McDonald Sean/Sean|MacDonald;Sean Mc Donald/Sean|McDonald;Siobhan O Brien/Siobhán|O'Brien
Obrien Siobhan/Siobhán|O’Brien
Sérgio da Silva/Sergio|Silva;Joao Pedro Santos/João Pedro|dos Santos;Ravi Kumar S/Ravi|Kumar
S. Ravi Kumar/Ravi|Kumar
Olena Kovalenko-Bondar/Olena|Kovalenko;Nováková Jana/Jana|Nováková;José Luis Pérez/Jose|Perez
"""
OTHER_NAMES = """
Robert O'Neill/Roger|O'Neill;Peggy Olson/Paula|Olson;Maria Rossi/Marco|Rossi;Jan Novak/Petr|Novak
Daniel Kim/Danielle|Kim;Wei Li/Na|Li;Kim Min-jun/Seo-yeon|Kim
Ivan Petrov/Petr|Ivanov;Сергей Иванов/Andrei|Ivanov;Юлия Щербакова/Nina|Orlova
Γιώργος Παπαδόπουλος/Nikos|Papadopoulos;John Smith/James|Smith;John Smith/Jane|Smith
John Smith/Ada|Byrne
Mark Green/Mary|Green;Paul Becker/Paula|Becker;Luis García/Laura|García;Tom Hart/Tim|Hart
Erik Larsen/Erika|Larsen;Ahmed Hussein/Hussein|Karim;Li Wei/Ming|Zhang;Nguyen Van Hai/Thi Lan|Nguyen
山田太郎/花子|鈴木;王伟/芳|李;M. Curie/Pierre|Curie;J. P. Morgan/Anne|Morgan;A. Cole/Brian|Cole
Jean-Luc Moreau/Pierre|Moreau;Laura Price/Lucas|Stone;Mohamed Salah/Mahmoud|Salah
Nina Weber/Lena|Weber
Bill Thorne/Barbara|Thorne;Chuck Norton/Chloe|Norton;Sophie Martin/Simon|Martin
David Chen/Daniel|Chen
Carlos Díaz/Carla|Díaz;Oliver Stone/Olivia|Stone;Victor Hugo/Victoria|Hugo;Max Braun/Felix|Braun
Emma Wood/Emily|Wood;Julia Roberts/Penelope|Binoche;Sara Lund/Sander|Lund;Ben Lee/Jen|Lee
"""
SAME_COMPANIES = """
Acme/Acme;Acme Inc./ACME Incorporated;Müller & Söhne GmbH/Mueller und Soehne;AT&T/AT and T
Johnson & Johnson/Johnson and Johnson;Int'l Paper Co/International Paper Company
IBM/International Business Machines
Northwind Tech/Northwind Technologies;Contoso Mfg/Contoso Manufacturing Ltd
Acme Robotics Deutschland GmbH/Acme Robotics
Acme Robotics (UK) Ltd/Acme Robotics;The Boring Forge/Boring Forge;Blue River Holdings/Blue River
Pricewell Cooper LLP/PricewellCooper;E.ONYX SE/EONYX;Fabrikam S.p.A./Fabrikam
Grün & Bilfinger/Gruen Bilfinger
Société Lumière/Societe Lumiere SA;Global Widget Corp/Global Widget Corporation
Hewlett-Ackard/Hewlett Ackard
Яндекс Маркет/Yandeks Market;Northwnd Traders/Northwind Traders
Tailspin Toys, a Contoso Company/Tailspin Toys
Procter Gamboge/Procter & Gamboge;Wide World Importers Pty. Ltd./Wide World Importers;3N Company/3N
7-Twelve/7 Twelve
Booking Hub.com/Booking Hub;Lucerne Publishing Group/Lucerne Publishing
Dept. of Roads/Department of Roads
"""
OTHER_COMPANIES = """
Acme/Globex;Totally Other Inc/Analytical Engines;Northwind Traders/Contoso
First National Bank/Second City Credit;Müller GmbH/Schmidt GmbH
Blue River Capital/Green Mountain Partners;Alpha Software/Omega Software
Smith Consulting/Jones Consulting;Adventure Works/Fourth Coffee;Delta Dental/Sigma Robotics
ABC Corp/XYZ Corp
"""


def pairs(table: str) -> list[list[str]]:
    """Return the pairs of a table."""
    return [pair.split("/") for line in table.split("\n") for pair in line.split(";") if pair]


def cases() -> Iterator[tuple[str, PersonStatement, dict[str, object], bool]]:
    """Yield kind, statement, contact with company, and whether they are one person."""
    groups = (
        ("name", SAME_NAMES, SAME_COMPANIES, True),
        ("namesake", SAME_NAMES, OTHER_COMPANIES, False),
        ("colleague", OTHER_NAMES, SAME_COMPANIES, False),
        ("stranger", OTHER_NAMES, OTHER_COMPANIES, False),
    )
    for kind, names, companies, is_same in groups:
        for (name, found), (company, employer) in product(pairs(names), pairs(companies)):
            first, last = found.split("|")
            contact: dict[str, object] = {
                "firstName": first, "lastName": last, "fullName": f"{first} {last}",
                "emailAddresses": [{"email": "own@found.example", "emailType": "work"}],
            }  # fmt: skip
            contact["company"] = {"name": employer}
            # With the same email, one with the same last name and company may be the same person.
            emails = ("", "own@found.example") if is_same or kind == "stranger" else ("",)
            for email in emails:
                yield kind, PersonStatement(name, company, email=email), contact, is_same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threshold", type=int, default=DEFAULT_MIN_MATCH)
    parser.add_argument("--errors", type=int, default=0, help="wrong rows to print, by kind")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    wrong_parts: Counter[tuple[str, str, str]] = Counter()
    for kind, statement, contact, is_same in cases():
        person = found_person(read_person(contact, contact["company"]))
        match = match_person(statement, person, list)
        is_mismatch = match is not None and match.score < options.threshold
        totals[kind] += 1
        flagged[kind] += is_mismatch
        if is_mismatch is is_same:
            found = f"{contact['fullName']}"
            company = f"{statement.company} / {contact['company']}"
            wrong_parts[kind, "name", f"{statement.name} / {found}"] += 1
            wrong_parts[kind, "company", company] += 1
    for kind, total in totals.items():
        print(f"{kind:10} {total:6} rows {flagged[kind]:6} mismatch")
    right = sum(count for kind, count in flagged.items() if kind != "name")
    positives = sum(count for kind, count in totals.items() if kind != "name")
    print(f"precision {right / max(1, right + flagged['name']):.4f}")
    print(f"recall    {right / positives:.4f}")
    for part, count in wrong_parts.most_common(options.errors):
        print(count, *part)


if __name__ == "__main__":
    main()

"""Names of people in all the ways in which they are written."""

import pytest

from lusha_cli.matching.names import compare_names

FOUND = {
    "John Pierpont Morgan": ("John Pierpont", "Morgan"),
    "Djordje Jovanovic": ("Djordje", "Jovanovic"),
    "Danielle Kim": ("Danielle", "Kim"),
    "Hussein Karim": ("Hussein", "Karim"),
    "Ada Byrne": ("Ada", "Byrne"),
    "Robert Müller": ("Robert", "Müller"),
    "Søren Łukasik": ("Søren", "Łukasik"),
    "Dmitri Ivanova": ("Dmitri", "Ivanova"),
    "Ludwig van Beethoven": ("Ludwig", "van Beethoven"),
    "Anne-Marie Byrne-Smith": ("Anne-Marie", "Byrne-Smith"),
    "José María de la Cruz": ("José María", "de la Cruz"),
    "Sean O'Brien": ("Sean", "O'Brien"),
    "Maria Lopez": ("Maria", "Lopez"),
    "Wei Li": ("Wei", "Li"),
    "伟 李": ("伟", "李"),
}


@pytest.mark.parametrize(
    ("stated", "found", "relation"),
    [
        ("Ada Byrne", "Ada Byrne", "same"),
        ("BYRNE ada", "Ada Byrne", "same"),
        ("Byrne, Ada", "Ada Byrne", "same"),
        ("Dr. Ada Byrne, PhD", "Ada Byrne", "same"),
        ("Ada Lovelace Byrne", "Ada Byrne", "same"),
        ("Ada (Addie) Byrne", "Ada Byrne", "same"),
        ("Robert Mueller", "Robert Müller", "same"),
        ("Robert Muller", "Robert Müller", "same"),
        ("Soren Lukasik", "Søren Łukasik", "same"),
        ("Soeren Lukasik", "Søren Łukasik", "same"),
        ("Дмитрий Иванова", "Dmitri Ivanova", "same"),
        ("Ludwig Beethoven", "Ludwig van Beethoven", "same"),
        ("Ludwig VanBeethoven", "Ludwig van Beethoven", "same"),
        ("Annemarie Smith", "Anne-Marie Byrne-Smith", "same"),
        ("Marie Byrne", "Anne-Marie Byrne-Smith", "same"),
        ("Jose de la Cruz", "José María de la Cruz", "same"),
        ("Jose Maria DelaCruz", "José María de la Cruz", "same"),
        ("Sean OBrien", "Sean O'Brien", "same"),
        ("Sean O’Brien", "Sean O'Brien", "same"),
        ("李伟", "伟 李", "same"),
        ("A. Byrne", "Ada Byrne", "variant"),
        ("Ada B.", "Ada Byrne", "variant"),
        ("Bob Müller", "Robert Müller", "variant"),
        ("Dima Ivanova", "Dmitri Ivanova", "variant"),
        ("Ада Бирн", "Ada Byrne", "variant"),
        ("Αντα Μπυρνε", "Ada Byrne", "same"),
        ("Ada Byren", "Ada Byrne", "similar"),
        ("Adaa Byrne", "Ada Byrne", "same"),
        ("Robbert Müler", "Robert Müller", "same"),
        ("AdaByrne", "Ada Byrne", "similar"),
        ("Ada", "Ada Byrne", "part"),
        ("byrne", "Ada Byrne", "part"),
        ("van Beethoven", "Ludwig van Beethoven", "part"),
        ("Ada Whitlock", "Ada Byrne", "first"),
        ("Ingrid Byrne", "Ada Byrne", "last"),
        ("Marta Lopez", "Maria Lopez", "last"),
        ("Marta Chen", "Maria Lopez", "different"),
        ("A. Smith", "Ada Byrne", "different"),
        ("John Smith", "Ada Byrne", "different"),
        ("John", "Ada Byrne", "different"),
        ("Ben Byrne", "Ada Byrne", "last"),
        ("王芳", "伟 李", "different"),
        ("JP Morgan", "John Pierpont Morgan", "variant"),
        ("Đorđe Jovanović", "Djordje Jovanovic", "variant"),
        ("Daniel Kim", "Danielle Kim", "last"),
        ("Dani Kim", "Danielle Kim", "variant"),
        ("Victor Kim", "Danielle Kim", "last"),
        ("Ahmed Hussein", "Hussein Karim", "different"),
        ("李伟", "Wei Li", "unknown"),
        ("", "Ada Byrne", "unknown"),
        ("---", "Ada Byrne", "unknown"),
    ],
)
def test_names_are_compared(stated: str, found: str, relation: str) -> None:
    first, last = FOUND[found]
    assert compare_names(stated, first, last) == relation


def test_name_without_parts_is_split() -> None:
    assert compare_names("Byrne Ada", "", "", "Ada Byrne") == "same"
    assert compare_names("Ada", "", "", "Ada") == "same"
    assert compare_names("Ada", "", "", "") == "unknown"

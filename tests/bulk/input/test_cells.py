"""Cells as people paste them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.input.cells import CellText, read_cell
from lusha_cli.json_types import Json


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ada", "Ada"),
        (" Ada  Byrne ", "Ada  Byrne"),
        ("Ada\u00a0Byrne", "Ada Byrne"),
        ("Ada\tByrne\r\n", "Ada Byrne"),
        ("\ufeffA\u200bd\u00ada\u202c", "Ada"),
        ("A\x00d\x01a", "Ada"),
        ("José", "José"),
        (
            "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
            "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
        ),
        ("'0123", "0123"),
        ("'+44 20 7946 0123", "+44 20 7946 0123"),
        ("'t Hooft", "'t Hooft"),
        ("\u2019s Gravesande", "\u2019s Gravesande"),
        ("", ""),
        (None, ""),
        (True, ""),
        (5, "5"),
        (5.5, "5.5"),
        ('["a@b.example"]', "a@b.example"),
        ("['a@b.example', 'c@d.example']", "a@b.example"),
        ('[{"value": "a@b.example", "primary": true}]', "a@b.example"),
        ('{"email": "a@b.example"}', "a@b.example"),
        ('["n/a", "a@b.example"]', "a@b.example"),
        (["a@b.example", "c@d.example"], "a@b.example"),
        ([None, "", "a@b.example"], "a@b.example"),
        ([{"address": "a@b.example"}], "a@b.example"),
        ({"url": "https://firm.example"}, "https://firm.example"),
        ("[Ada](https://firm.example)", "[Ada](https://firm.example)"),
        ("[" * 5_000 + "]", "[" * 5_000 + "]"),
        ("['a\\d']", "a\\d"),
        ("#1 Plumbing!", "#1 Plumbing!"),
        ("#hashtag", "#hashtag"),
        ("Unknown Pleasures", "Unknown Pleasures"),
        # Names of people
        ("Na", "Na"),
        ("Null", "Null"),
        ("Nan", "Nan"),
    ],
)
def test_cell_is_cleaned(value: Json, text: str) -> None:
    assert read_cell(value) == CellText(text, "")


@pytest.mark.parametrize(
    "word",
    [
        "n/a", "N/A", "n.a.", "NA", "none", "None", "null", "NULL", "(null)", "<null>", "nan",
        "-", "--", "—", "?", "...", "*", "########", "unknown", "Unknown.", "TBD",
        "Not available", "[]", "{}", "keine", "k.A.", "k. A.", "keine Angabe", "Nicht vorhanden",
        "unbekannt", "inconnu", "Non renseigné", "néant", "desconocido", "sin datos", "No aplica",
        "não informado", "sconosciuto", "onbekend", "n.v.t.", "brak", "okänd", "нет", "なし", "無",
        "없음",
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA",
        "#SPILL!", "#CALC!", "#ERROR!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!",
        "#¡REF!", "#¿NOMBRE?", "#¡VALOR!", "#VALEUR!", "#NOM?", "#N/D", "#RIF!", "#VERW!",
        "#\u0421\u0421\u042b\u041b\u041a\u0410!", "#\u041d/\u0414",
        "#ADR!", "Err:508", "\u200bn/a\u00a0", '["n/a"]',
    ],
)  # fmt: skip
def test_placeholder_is_no_value(word: str) -> None:
    cell = read_cell(word)
    assert cell.text == ""
    assert cell.placeholder
    assert read_cell(f" {word} ").text == ""


def test_nan_of_a_number_is_a_placeholder() -> None:
    assert read_cell(float("nan")) == CellText("", "nan")


@settings(max_examples=30, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_reading_twice_changes_nothing(value: Json) -> None:
    cell = read_cell(value)
    assert not (cell.text and cell.placeholder)
    if cell.text and cell.text[0] not in "'\u2019[{":
        assert read_cell(cell.text) == cell
    if isinstance(value, list):
        assert read_cell(json.dumps(value)).text == cell.text

"""What stands in a cell in place of a value: placeholder words, error values of spreadsheets."""

import re

# In lower case, without dots and spaces around them.
_WORDS = frozenset(
    word.strip()
    for word in (
        # English and programs
        "n/a|na|n.a|n/k|n\\a|n-a|none|null|nil|nan|undefined|void|empty|blank|missing|unknown|"
        "unspecified|unassigned|unavailable|not available|not applicable|not provided|not found|"
        "not given|not known|not set|not specified|not listed|no data|no value|no email|"
        "no email found|no phone|no website|no linkedin|no company|no name|no domain|"
        "email not found|not disclosed|undisclosed|confidential|withheld|redacted|"
        "tbd|tba|tbc|to be determined|to be announced|to be confirmed|pending|placeholder|"
        "does not exist|doesn't exist|no information|no info|no result|no results|no match|"
        "<null>|(null)|[null]|\\n|<na>|<none>|nat|nul|"
        # German
        "keine|keiner|keines|kein|keine angabe|keine angaben|k.a|k. a|k.a.|k/a|unbekannt|"
        "nicht vorhanden|nicht verfügbar|nicht bekannt|nicht angegeben|nicht zutreffend|"
        "nicht gefunden|nicht relevant|entfällt|keine daten|keine email|keine e-mail|fehlt|leer|"
        "keine website|keine webseite|n.v|n. v|n.b|n. b|noch offen|wird nachgereicht|"
        # French
        "inconnu|inconnue|aucun|aucune|néant|neant|non renseigné|non renseignée|non renseigne|"
        "non disponible|non applicable|non communiqué|non communique|non précisé|non défini|"
        "non trouvé|indisponible|pas de données|pas d'email|pas d'e-mail|sans objet|s.o|s/o|"
        "à compléter|à définir|vide|n.r|n.c|nc|n/c|n/d|n.d|"
        # Spanish
        "desconocido|desconocida|ninguno|ninguna|ningún|no disponible|no aplica|no aplicable|"
        "no especificado|no encontrado|no tiene|sin datos|sin información|sin informacion|"
        "sin email|sin correo|sin dato|sin especificar|vacío|vacio|por definir|s/d|s/n|"
        # Portuguese
        "desconhecido|desconhecida|nenhum|nenhuma|não disponível|nao disponivel|não informado|"
        "nao informado|não aplicável|nao aplicavel|não se aplica|não encontrado|sem dados|"
        "sem informação|sem email|sem e-mail|vazio|a definir|"
        # Italian
        "sconosciuto|sconosciuta|nessuno|nessuna|non specificato|non presente|non trovato|"
        "non noto|assente|vuoto|da definire|"
        # Dutch
        "onbekend|geen|geen gegevens|niet beschikbaar|niet bekend|niet van toepassing|n.v.t|nvt|"
        "geen email|leeg|"
        # Nordic
        "okänd|okänt|saknas|ingen|inget|inga|ej tillgänglig|ej angivet|ukendt|ukjent|ikke oplyst|"
        "ikke tilgængelig|ikke tilgjengelig|ikke oppgitt|mangler|tuntematon|ei ole|ei tiedossa|"
        "ei saatavilla|puuttuu|"
        # Polish, Czech, Slovak, Hungarian, Romanian, Turkish
        "brak|brak danych|nieznany|nieznana|nie dotyczy|nie podano|neznámý|neznámá|neznámé|"
        "není k dispozici|neuvedeno|žádný|žádná|nezadáno|neznámy|nie je k dispozícii|žiadny|"
        "ismeretlen|nincs|nincs adat|nem elérhető|necunoscut|niciunul|indisponibil|bilinmiyor|"
        "yok|mevcut değil|belirtilmemiş|"
        # Russian, Ukrainian, Bulgarian, Greek
        "нет|нет данных|неизвестно|неизвестен|не указан|не указано|не указана|отсутствует|"
        "не применимо|н/д|н.д|пусто|немає|невідомо|не вказано|няма|неизвестен|άγνωστο|κανένα|"
        "δεν υπάρχει|μη διαθέσιμο|"
        # Japanese, Chinese, Korean
        "なし|無し|不明|該当なし|未定|未設定|未登録|未入力|データなし|无|無|未知|暂无|暫無|"
        "不适用|不適用|没有|沒有|空|待定|未填写|"
        "없음|미상|해당없음|해당 없음|알수없음|알 수 없음|미정|"
        # Hebrew, Arabic, Persian, Hindi
        "אין|לא ידוע|לא זמין|لا يوجد|غير معروف|غير متوفر|لا شيء|ندارد|نامشخص|अज्ञात|उपलब्ध नहीं"
    ).split("|")
)
# These are names of people too, with a capital letter first.
_NAMES = frozenset({"Na", "Nan", "Nil", "Null", "Nat", "Brak", "Ingen", "Nc"})
# The error values that end in a sign are recognized by their form, in every language.
_ERRORS = frozenset(
    "#n/a #nv #n/d #n/d! #n/b #i/t #н/д #getting_data #daten_abrufen #yok #saknas #hiányzik "
    "#není_k_dispozici #puuttuu! #loading...".split()
)
_ERROR_FORM = r"#[¡¿]?(?:\w|[./ ]){1,24}[!?]|#N/A .{1,40}|Err:[0-9]{3}"
_LONGEST = max(map(len, _WORDS))


def is_placeholder(text: str) -> bool:
    """Return whether a cell, without white space around it, contains no value."""
    if len(text) > _LONGEST:
        return text[0] in "#E" and is_error_value(text)
    lower = text.lower()
    if lower in _WORDS:
        return text not in _NAMES
    if text[:1].isalpha() and text[-1:].isalnum():
        return text.startswith("Err:") and is_error_value(text)
    if not any(map(str.isalnum, text)):
        return True
    word = lower.strip(" .()[]<>{}\"'*_-–—?!")  # noqa: RUF001 - as people type them
    return (word in _WORDS and not text.isalpha()) or is_error_value(text)


def is_error_value(text: str) -> bool:
    """Return whether a cell contains an error value of a spreadsheet, in any language."""
    if not text.startswith(("#", "Err:")):
        return False
    if text.lower() in _ERRORS:
        return True
    return re.fullmatch(_ERROR_FORM, text) is not None and (text == text.upper() or text[0] == "E")

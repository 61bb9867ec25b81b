"""Translate the Apex of the recipe salesforce to Java, whose syntax and regular expressions it has.

Apex runs only in Salesforce. The translation covers what the recipe uses; Platform.java stands for
Salesforce: leads, settings, static resources, requests, and the rule that no request may follow a
write. A construct that isn't covered doesn't compile.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

_PLATFORM = Path(__file__).with_name("Platform.java")
# The programs run for a second, in which optimizing them doesn't pay.
_QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# One call or name after another, such as error.getMessage() or saved.get(i).Id.
_CHAIN = r"(?:\w+(?:\([^()]*\))?\.)*\w+(?:\([^()]*\))?"
_QUERIES = (
    (r"SELECT Body FROM StaticResource WHERE Name = \"(\w+)\" LIMIT 1", r'Platform.resource("\1")'),
    (r"SELECT .* FROM Lusha_Settings__c .*FOR UPDATE", "Platform.settings()"),
    (r"SELECT UsedToday__c FROM Lusha_Settings__c LIMIT 1", "Platform.settings().get(0)"),
    (r"SELECT COUNT\(\) FROM Lead WHERE LushaStatus__c = (\".+\")", r"Platform.count(\1)"),
    (r"SELECT .* FROM Lead WHERE Id IN :(\w+)", r"Platform.leads(\1)"),
    (r"SELECT .* FROM Lead WHERE Id = :(\w+)", r"Platform.lead(\1)"),
)
_REPLACEMENTS = (
    (r"@(?:TestVisible|IsTest)\b", ""),
    (r"@InvocableMethod\([^)]*\)", ""),
    (r"\b(?:private|protected|override|virtual|without sharing) ", ""),
    (r"(?<=\n    )class ", "static class "),
    # A property that is computed once.
    (r"(static List<Object> mapping) \{\s+get \{.*?= (Platform[^;]+);.*?set;\s+\}",
     r"\1 = (List<Object>) JSON.deserializeUntyped(\2);"),
    (r"switch on (\w+) \{", r"switch (\1) {"),
    (r"when else \{", "default: {"),
    (r"when (\"\w+\") \{", r"case \1: {"),
    (r"(?<![.\w\"])Id(?=>|, \w+>|\s+\w+\s*[:;,)=])", "String"),
    (r"\bInteger\b(?!\s*[>,])", "int"),
    (r"\bDecimal\b", "Integer"),
    (r"\.round\([\w.]+\)", ""),
    (r"instanceof (Map|List)<[^{;]+?>(?=[\s)])", r"instanceof \1"),
    (rf"({_CHAIN}) == true\b", r"Boolean.TRUE.equals(\1)"),
    (rf"({_CHAIN}) != true\b", r"!Boolean.TRUE.equals(\1)"),
    (rf"({_CHAIN}) == (\"[^\"]*\"|PLACEHOLDER)", r"Platform.same(\1, \2)"),
    (rf"({_CHAIN}) != (\"[^\"]*\"|PLACEHOLDER)", r"!Platform.same(\1, \2)"),
    (r"String\.(isBlank|isNotBlank|isEmpty|join)\(", r"Platform.\1("),
    (r"\bSystem\.assert\(", "Platform.assertTrue("),
    (r"\bSystem\.", "Platform."),
    (r"Math\.mod\(", "Math.floorMod("),
    (r"(?<=\n)( +)(insert|update) ([^;]+);", r"\1Platform.\2(\3);"),
    (r"(List<String> words) = (.+split\(.+\));", r"\1 = Platform.list(\2);"),
)  # fmt: skip


def to_java(apex: str) -> str:
    """Return the Java of an Apex class."""
    literals: list[str] = []

    def hide(match: re.Match[str]) -> str:
        """Replace a text by its number, and a comment by nothing."""
        if not match[0].startswith("'"):
            return ""
        text = match[0][1:-1].replace('"', '\\"').replace("\\'", "'")
        literals.append(f'"{text}"')
        return f'"{len(literals) - 1}"'

    def show(code: str) -> str:
        return re.sub(r'"(\d+)"', lambda match: literals[int(match[1])], code)

    code = re.sub(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'", hide, apex, flags=re.DOTALL)
    code = re.sub(r"\[\s*(SELECT[^]]*)\]", lambda match: _query(show(match[1])), code)
    for pattern, replacement in _REPLACEMENTS:
        code = re.sub(pattern, replacement, code, flags=re.DOTALL if "mapping" in pattern else 0)
    code = _rewrite_indexes(code)
    for method in ("left", "substringAfterLast", "removeStart"):
        code = re.sub(rf"({_CHAIN})\.{method}\(", rf"Platform.{method}(\1, ", code)
    return show(_rewrite_constructors(code))


def _query(soql: str) -> str:
    text = " ".join(soql.split())
    for pattern, java in _QUERIES:
        found = re.fullmatch(pattern, text)
        if found:
            return found.expand(java)
    raise ValueError(f"Unknown query: {text}")


def _rewrite_indexes(code: str) -> str:
    """Read elements of lists by get(); split() returns an array in Java."""
    code = re.sub(r"(split\([^()]*\))\[0\]", r"\1⟨0⟩", code)
    before = ""
    while before != code:
        before = code
        code = re.sub(r"(?<=[\w)\]])\[([^\[\]]+)\]", r".get(\1)", code)
    return code.replace("⟨", "[").replace("⟩", "]")


def _rewrite_constructors(code: str) -> str:
    """Rewrite `new Lead(A = b)` and `new Map<K, V>{ a => b }`, the last ones first."""
    for match in reversed(list(re.finditer(r"new (?:Lead|Lusha_Settings__c)(?=\(\s*\w+ =)", code))):
        arguments, end = _between(code, match.end())
        calls = (argument.split(" = ", 1) for argument in _parts(arguments))
        text = "".join(f'.set("{name.strip()}", {value})' for name, value in calls)
        code = f"{code[: match.end()]}(){text}{code[end:]}"
    pattern = r"new (?:List|Set|Map)<[\w ,<>]+>(?=\{)"
    for match in reversed(list(re.finditer(pattern, code))):
        arguments, end = _between(code, match.end())
        text = "".join(f".with({part.replace(' => ', ', ', 1)})" for part in _parts(arguments))
        code = f"{code[: match.end()]}(){text}{code[end:]}"
    return code


def _between(code: str, start: int) -> tuple[str, int]:
    """Return the text in the brackets that open at `start`, and where the text after them is."""
    depth = 0
    for place in range(start, len(code)):
        letter = code[place]
        if letter in "({[":
            depth += 1
        elif letter in ")}]":
            depth -= 1
            if not depth:
                return code[start + 1 : place], place + 1
    raise ValueError(f"Not closed: {code[start : start + 40]}")


def _parts(arguments: str) -> Iterator[str]:
    """Yield the arguments between commas that are in no brackets."""
    part, depth = "", 0
    for place, letter in enumerate(arguments):
        is_closing = letter in ")}]" or (letter == ">" and arguments[place - 1] != "=")
        depth += (letter in "({[<") - is_closing
        if letter == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += letter
    if part.strip():
        yield part.strip()


def run_tests(classes: Path, resources: Path, folder: Path) -> dict[str, str]:
    """Compile classes in a folder, run their tests and return the outcome of each by name."""
    folder.mkdir()
    for path in sorted(classes.glob("*.cls")):
        (folder / f"{path.stem}.java").write_text(to_java(path.read_text()))
    shutil.copy(_PLATFORM, folder)
    sources = map(str, folder.glob("*.java"))
    compiler = ["javac", *(f"-J{option}" for option in _QUICK_START), "-proc:none", "-nowarn"]
    compiler += ["-d", str(folder / "out"), *sources]
    got = subprocess.run(compiler, check=False, capture_output=True, text=True)
    assert got.returncode == 0, got.stderr
    java = ["java", *_QUICK_START, "-cp", str(folder / "out"), "Platform", str(resources)]
    got = subprocess.run(java, check=False, capture_output=True, text=True)
    assert got.returncode == 0, got.stderr
    return dict(line.split("\t", 1) for line in got.stdout.splitlines())

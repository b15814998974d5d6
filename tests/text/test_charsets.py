"""Which charset a file is read by: marks, statements and UTF-8 decide; else how its words look."""

import subprocess
import sys

import pytest

from deskapp.text.charsets import NAMES, decode, guess_codec, known_codec

WESTERN = [
    "José Peña",
    "Jürgen Groß",
    "Hélène Côté d’Arcy",
    "Søren Kjærgård",
    "Ødegård €5",
    "Café «Été» n° 5",
    "¿Qué? ¡Sí!",
]


def table(*names: str) -> str:
    return "Name,Phone,E-mail\n" + "".join(
        f"{name},+420 601 123 45{place},p{place}@x.org\n" for place, name in enumerate(names)
    )


@pytest.mark.parametrize("name", WESTERN)
def test_what_reads_as_western_european_is_taken_for_it(name: str) -> None:
    for text in (name, table(name), table(*WESTERN)):
        assert text.encode("cp1252").decode(guess_codec(text.encode("cp1252"))) == text


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("cp1250", ["Žofie Nováková", "Jiří Dvořák", "Łukasz Wiśniewski"]),
        ("cp1251", ["Иван Петров"]),
        ("cp1251", ["Оксана Шевченко"]),
        ("cp1253", ["Γιώργος Παπαδόπουλος", "Ελένη Νικολάου"]),
        ("cp1256", ["محمد علي", "أحمد حسن"]),
        ("euc_kr", ["김민준"]),
        ("euc_kr", ["최수빈"]),
        ("shift_jis", ["田中太郎", "さくら"]),
        ("shift_jis", ["鈴木一郎"]),
        ("gb18030", ["张伟 北京市朝阳区"]),
        ("big5", ["王小明", "陳美玲"]),
        ("mac-roman", ["Jürgen Müller", "Käthe Groß"]),
    ],
)
def test_other_scripts_are_known_by_their_words(codec: str, names: list[str]) -> None:
    for text in ("Name\n" + "\n".join(names), table(*names), table(*names * 20)):
        data = text.encode(codec)
        assert guess_codec(data) in NAMES and decode(data, guess_codec(data)) == text


@pytest.mark.parametrize(
    "data", [b"", b"Ana", "Zoë".encode(), b"\xe9", b"\xff\xfe" * 3, bytes(range(128, 256)), b"\x81"]
)
def test_any_bytes_get_a_codec_that_is_known(data: bytes) -> None:
    assert known_codec(guess_codec(data)) and isinstance(decode(data, guess_codec(data)), str)


def test_only_a_file_that_nothing_else_decides_loads_what_guesses() -> None:
    program = (
        "import sys, deskapp.exchange.csv_in as it, deskapp.exchange.vcard_in, deskapp.exchange.call_logs;"
        "it.read_csv('Name\\nJosé\\n'.encode()); it.read_csv('Name\\nJosé\\n'.encode('utf-16'));"
        "it.read_csv('Name\\nJosé\\n'.encode('cp1252'));"
        "it.read_csv('Name\\nИван\\n'.encode('cp1251'), codec='cp1251');"
        "sys.exit('charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0

import gzip
import io
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.errors import DeskError, NotFoundError, RefusedError, UsageError
from deskapp.exchange import reading
from deskapp.exchange.reading import LARGEST, read_bytes, read_file

CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("contacts.vcf", CARD)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (CARD, "vcard"),
        (b"\xef\xbb\xbf\r\n" + CARD, "vcard"),
        (CARD.decode().encode("utf-16"), "vcard"),
        (b'[{"id":"cus_1","name":"Ana"}]', "json"),
        (b"<calls><call number='1' date='1700000000000'/></calls>", "calls"),
        (b"src,dst,disposition,start,linkedid\n091755501234,1,ANSWERED,2026-01-01 10:00:00,1\n", "calls"),
        (b"Name,Phone\nAna,0917\n", "csv"),
    ],
    ids=["vcard", "marked vcard", "utf-16 vcard", "json", "xml", "cdr", "csv"],
)
def test_the_content_tells_what_a_file_is_whatever_its_name(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "contacts.dat"
    path.write_bytes(data)
    batch = read_file(path)
    assert batch.kind == kind
    assert len(batch.cards) + len(batch.calls) == 1


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (zipped(), ".vcf", "zip archive"),
        (gzip.compress(CARD), ".vcf", "gzip"),
        (b"%PDF-1.7", ".csv", "PDF"),
        (b"", ".vcf", "empty"),
        (b"\0\0\0\0", ".csv", "empty"),
        (b"<!DOCTYPE html><html>", ".csv", "web page"),
        (b"hello there", ".vcf", "no card in this file"),
        (bytes(range(256)) * 300, ".csv", "no text file"),
        (b"hello there\n", ".csv", "not clear which column"),
        (b"\x7fELF" + b"\0" * 9 + b"abc\n" * 9, "", "no text file"),
    ],
    ids=["zip", "gzip", "pdf", "empty", "zeros", "html", "no card", "binary", "prose", "program"],
)
def test_a_file_of_another_kind_is_one_sentence_with_the_next_step(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        read_bytes(data, suffix)
    assert refusal.value.next_step
    assert refusal.value.sentence.count(". ") == 0


def test_a_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table t(a)")
    connection.close()
    with pytest.raises(RefusedError, match="a database"):
        read_file(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "no.vcf", tmp_path / "no" / "a.vcf"):
        with pytest.raises(NotFoundError, match="no file"):
            read_file(path)
    with pytest.raises(DeskError):
        read_file(tmp_path / "a\0b")


def test_what_is_no_ordinary_file_is_told_and_nothing_is_waited_for(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="is a folder"):
        read_file(tmp_path)
    os.mkfifo(tmp_path / "contacts.vcf")
    for path in (tmp_path / "contacts.vcf", Path("/dev/zero")):
        with pytest.raises(RefusedError, match="a device or a pipe"):
            read_file(path)
    with pytest.raises(RefusedError, match="cannot be read"):
        read_file(Path("/proc/self/mem"))


def test_a_file_that_grows_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "endless.vcf"
    path.write_bytes(CARD * 10)
    monkeypatch.setattr(reading, "LARGEST", len(CARD) * 5)
    size_unknown = os.stat_result([stat.S_IFREG, *[0] * 9])
    monkeypatch.setattr(os, "fstat", lambda number: size_unknown)
    with pytest.raises(RefusedError, match="larger than"):
        read_file(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(CARD)
    path.chmod(0)
    with pytest.raises(RefusedError, match="Permission denied"):
        read_file(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.vcf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RefusedError, match="larger than 100 MB"):
        read_file(path)


def test_an_unknown_encoding_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="no known encoding"):
        read_bytes(b"Name\nAna\n", codec="zip")


@given(st.binary(max_size=300), st.sampled_from([".vcf", ".csv", ".json", ".xml", ""]))
def test_any_bytes_end_in_a_batch_or_one_sentence(data: bytes, suffix: str) -> None:
    try:
        read_bytes(data, suffix)
    except DeskError as refusal:
        assert refusal.next_step


@given(
    st.integers(0, 400),
    st.sampled_from([CARD * 4, zipped(), b'[{"id":"cus_1","name":"Ana"}]', b"<calls><call date='1'/>"]),
)
def test_a_truncated_file_ends_in_a_batch_or_one_sentence(length: int, data: bytes) -> None:
    try:
        batch = read_bytes(data[:length])
    except DeskError as refusal:
        assert refusal.next_step
    else:
        assert batch.cards or batch.refused or batch.calls or data[:length] == data


def test_reading_loads_no_parser_that_the_file_does_not_need() -> None:
    code = (
        "import sys; from deskapp.exchange.reading import read_bytes; "
        "heavy = {'phonenumbers', 'csv', 'xml.parsers.expat', 'textual', 'tinydb'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

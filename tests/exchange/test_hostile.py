"""Good files of every kind, damaged at random: each ends in a batch to plan and store, or in a sentence."""

import random
from datetime import UTC, datetime

import pytest

from deskapp.errors import DeskError
from deskapp.exchange.importer import dry_run
from deskapp.exchange.json_file import write_json
from deskapp.exchange.reading import read_bytes
from deskapp.exchange.tables_out import write_csv
from deskapp.exchange.vcard_out import write_cards
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Plan, Preference
from deskapp.model.document import to_document
from deskapp.store.engine.codec import encode

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
ANA = Customer(
    "cus_01",
    "Ana Peña",
    plan=Plan("gold"),
    phones={"A": Phone("0917 555 0001", "+639175550001", "mobile"), "B": Phone("12", label="desk")},
    emails={"C": Email("ana@example.org", "work")},
    addresses={"D": "12 Mabini St\nMakati"},
    preferences={"E": Preference("food", "peanuts", "allergy", NOW)},
    warnings={"F": CardWarning("allergic", NOW)},
    notes="=1+1\nsecond",
    birthday="1984-02-29",
    extra={"newer": [1, {"a": None}]},
)
SAMPLES = (
    write_cards([ANA, ANA], "3.0").encode(),
    write_cards([ANA], "4.0").encode("utf-16"),
    write_csv([ANA, ANA]).encode(),
    write_json({"customers": [to_document(ANA)]}, NOW).encode(),
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=9Cber;J=C3=\r\n=BCrgen;;;\r\n"
    b"AGENT:\r\nBEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\nPHOTO;ENCODING=BASE64:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n",
    b'<?xml version="1.0" encoding="UTF-8"?><calls count="1"><call number="0917" date="1700000000000" type="2" '
    b'duration="3" contact_name="&#55357;&#56832;"/><call number="0918" date="1700000001000" type="3"/></calls>',
    b'"","09175550123","100","from-trunk","""Ana"" <0917>","a","b","Dial","x","2026-11-22 10:00:00",'
    b'"2026-11-22 10:00:05","2026-11-22 10:01:00","60","55","ANSWERED","DOC","1.1","","","1.1","1"\n',
    b"First Name,Last Name,Phone 1 - Label,Phone 1 - Value,Birthday\nAna,Cruz,Mobile,0917 ::: 2,1984-02-29\n",
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nAGENT:BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\nTEL;X-CUSTOM(CHARSET=UTF-8,"
    b"ENCODING=QUOTED-PRINTABLE,=4B=C3=BC):1\r\nX-ANDROID-CUSTOM:vnd.android.cursor.item/relation;B;14;;\r\nitem1.X-ABDATE:"
    b"2001-02-03\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\nTEL;PREF=10:2\rEND:VCARDBEGIN:VCARD\nFN:C\nEND:VCARD",
    "Vorname;Nachname;Ort privat;Fax privat;E-Mail 2: Adresse;Birth Month;Birth Day;IM 1 - Service;IM 1 - Value;Home\n"
    "J;M;Ulm;040 1;j@x.de;5;9;Skype;a ::: b;02 8123 4567;more\n".encode("cp1252"),
)
PIECES = (
    *(bytes([byte]) for byte in b'\0\n\r\t"=:;,\\{}[]<>-$TZ~\xff\xc3'),
    b"9" * 400,
    b"1e999",
    b"&#0;",
    b"END:VCARD\n",
)


def damaged(chance: random.Random) -> bytes:
    """A sample with up to a dozen wounds: bytes flipped, cut out, doubled, or put in."""
    data = bytearray(chance.choice(SAMPLES))
    for _ in range(chance.randint(1, 12)):
        place, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        wound = chance.randrange(4)
        if wound == 0 and data:
            data[place % len(data)] = chance.randrange(256)
        elif wound == 1:
            data[place:place] = chance.choice(PIECES)
        elif wound == 2:
            del data[place : place + chance.randrange(1, 20)]
        else:
            data[place:place] = data[other : other + chance.randrange(60)]
    return bytes(data)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_ends_in_a_plan_or_one_sentence(seed: int) -> None:
    chance = random.Random(seed)
    planned = 0
    for _ in range(100):
        data = damaged(chance)
        try:
            batch = read_bytes(data, chance.choice([".vcf", ".csv", ""]))
            plan = dry_run(batch, [to_document(ANA)] if chance.random() < 0.5 else [], "PH")
        except DeskError as refusal:
            assert refusal.sentence
            assert refusal.next_step
            continue
        planned += 1
        assert all(encode(to_document(one.customer)) for one in plan.new)
        assert all(encode({change.field: change.new}) for one in plan.changed for change in one.changes)
    assert planned > 20

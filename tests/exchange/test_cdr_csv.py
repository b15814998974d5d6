from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.errors import DeskError, RefusedError
from deskapp.exchange.call_logs import BARE_HEADER, looks_like_cdr, read_cdr

START = datetime(2026, 11, 22, 13, 18, 0)


def leg(**told: object) -> str:
    """One row of a CDR as `cdr_csv` writes it, with the columns of `newcdrcolumns`."""
    row = {
        "src": "09175550123",
        "dst": "100",
        "dcontext": "from-trunk",
        "clid": '"Ana Cruz" <09175550123>',
        "lastapp": "Dial",
        "start": str(START),
        "answer": str(START + timedelta(seconds=8)),
        "end": str(START + timedelta(seconds=50)),
        "duration": 50,
        "billsec": 42,
        "disposition": "ANSWERED",
        "amaflags": "DOCUMENTATION",
        "uniqueid": "1700.1",
        "linkedid": "1700.1",
    } | told
    return ",".join('"' + str(row.get(name, "")).replace('"', '""') + '"' for name in BARE_HEADER) + "\n"


def read(*rows: str, header: str = "", utc: bool = True) -> list[tuple[str, str, str, int, int, bool]]:
    calls = read_cdr((header + "".join(rows)).encode(), utc=utc).calls
    return [(one.number, one.name, one.direction, one.duration_s, one.rang_s, one.answered) for one in calls]


def test_a_row_without_a_header_is_a_call() -> None:
    assert read(leg()) == [("09175550123", "Ana Cruz", "in", 42, 8, True)]


def test_the_rows_of_one_call_are_one_call() -> None:
    rows = (
        leg(disposition="NO ANSWER", answer="", billsec=0, duration=20, uniqueid="1700.2"),
        leg(
            start=START + timedelta(seconds=20),
            answer=START + timedelta(seconds=25),
            duration=15,
            billsec=10,
            dst="101",
        ),
        leg(
            start=START + timedelta(seconds=35),
            answer=START + timedelta(seconds=35),
            duration=60,
            billsec=60,
            dst="102",
        ),
    )
    assert read(*rows) == [("09175550123", "Ana Cruz", "in", 70, 25, True)]


def test_different_calls_stay_apart() -> None:
    assert len(read(leg(), leg(linkedid="1800.1"))) == 2


def test_a_call_that_only_a_mailbox_took_was_missed() -> None:
    assert read(leg(lastapp="VoiceMail")) == [("09175550123", "Ana Cruz", "in", 0, 50, False)]


def test_a_call_out_has_the_number_that_was_dialled() -> None:
    row = leg(src="100", dst="02 8123 4567", dcontext="from-internal", clid="")
    assert read(row)[0][:3] == ("02 8123 4567", "", "out")


def test_calls_between_own_extensions_are_left_out_and_told() -> None:
    batch = read_cdr(leg(src="100", dst="101", dcontext="from-internal").encode())
    assert not batch.calls
    assert batch.notes == ("Calls between your own extensions, left out: 1.",)


def test_a_hidden_caller_from_outside_is_a_call_without_a_number() -> None:
    assert read(leg(src="anonymous", clid='"anonymous" <anonymous>'))[0][:2] == ("", "")


def test_an_export_with_a_header_is_read_in_any_order() -> None:
    header = "calldate,clid,src,dst,dcontext,duration,billsec,disposition,uniqueid,linkedid\n"
    row = f'{START},"""Ana"" <09175550123>",09175550123,100,ext-did,50,42,ANSWERED,1.1,1.1\n'
    assert read(row, header=header) == [("09175550123", "Ana", "in", 42, 8, True)]


def test_times_are_the_desks_own_unless_told() -> None:
    assert read_cdr(leg().encode(), utc=True).calls[0].started_at == START.replace(tzinfo=UTC)
    assert read_cdr(leg().encode()).calls[0].started_at == clock.from_local(START)


def test_a_row_without_a_time_is_refused_with_its_line() -> None:
    batch = read_cdr((leg() + leg(start="never", linkedid="2")).encode())
    assert len(batch.calls) == 1
    assert [one.line for one in batch.refused] == [2]


def test_an_address_book_is_no_call_log() -> None:
    assert not looks_like_cdr(["Name", "Phone"])
    with pytest.raises(RefusedError, match="no call log"):
        read_cdr(b"Name,Phone\nAna,1\n")


@given(
    st.lists(
        st.sampled_from([*leg().split(","), "9e999", "-1", "\n", '"', "9999-12-31 23:59:59", "0001-01-01"]), max_size=60
    )
)
def test_any_cells_end_in_calls_or_one_sentence(cells: list[str]) -> None:
    try:
        batch = read_cdr((leg() + ",".join(cells)).encode())
    except DeskError as refusal:
        assert refusal.next_step
    else:
        assert all(0 <= one.duration_s < 10**6 for one in batch.calls[:1])

"""A table out of bytes: its charset, delimiter and rows are found out, and broken rows are told, not fatal."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from deskapp.errors import RefusedError
from deskapp.exchange.batch import MOST_RECORDS, Refused
from deskapp.messages import said
from deskapp.text.charsets import as_utf8, decode, guess_codec
from deskapp.text.safe import clean, excerpt

DELIMITERS = ",;\t|"
LONGEST_LINE = 256 * 1024
_MOST_COLUMNS = 1_000
_MOST_LINES_IN_A_ROW = 200
_SAMPLE_ROWS = 30
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows as they stand in the file; each row with the line on which it ends."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    codec: str
    refused: tuple[Refused, ...] = ()


def read_table(data: bytes, codec: str = "") -> Table:
    """The table in a CSV file; `codec` overrides what would be guessed. Raises RefusedError where there is none."""
    data = as_utf8(data)
    codec = codec or guess_codec(data)
    text = decode(data, codec).removeprefix("\ufeff")
    delimiter = find_delimiter(text)
    if text[:4].lower() == "sep=" and len(text) > 4:
        text = text.partition("\n")[2]
    refused: list[Refused] = []
    rows = [row for row in _rows(text, delimiter, refused) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise RefusedError(said("There is no table in this file."), said("Export it again, as CSV with a header."))
    (_, header), *body = rows
    return Table(tuple(" ".join(clean(cell).split()) for cell in header), tuple(body), codec, tuple(refused))


def find_delimiter(text: str) -> str:
    """The delimiter that divides the first rows into the most columns, and the same number in each.

    One that leaves the first row whole is none, where another divides it: it only stands in what somebody wrote.
    """
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS and text[4:5]:
        return text[4]
    best, best_score = ",", (False, 0.0)
    for delimiter in DELIMITERS:
        rows = (row for _, row in _rows(text[:LONGEST_LINE], delimiter, []) if any(row))
        sample = [len(row) for row in islice(rows, _SAMPLE_ROWS)]
        if sample:
            width, count = max(Counter(sample).items(), key=lambda item: (item[1], item[0]))
            score = sample[0] > 1, (width - 1) * (count / len(sample)) ** 2
            best, best_score = max((best, best_score), (delimiter, score), key=lambda item: item[1])
    return best


def _rows(text: str, delimiter: str, refused: list[Refused]) -> Iterator[Row]:
    reader = csv.reader(_lines(text, refused), delimiter=delimiter)
    before = records = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            refused.append(Refused(reader.line_num, said("a cell has no end, or is longer than 128 KB")))
            before = reader.line_num
            continue
        first, before = before + 1, reader.line_num
        records += bool(cells)
        if records > MOST_RECORDS:
            raise RefusedError(
                said("The file has more than {most_records:,} rows.", most_records=MOST_RECORDS),
                said("Split it into smaller files."),
            )
        if fault := _fault(cells, first, before):
            refused.append(fault)
        else:
            yield first, cells


def _fault(cells: list[str], first: int, last: int) -> Refused | None:
    """Why a row, from its first line to its last, is none; None where it is."""
    if last - first > _MOST_LINES_IN_A_ROW:
        reason = f"a quote is opened here and not closed: lines {first} to {last} came as one row"
        return Refused(first, reason, excerpt(" ".join(cells)))
    if len(cells) > _MOST_COLUMNS:
        return Refused(
            first,
            said("it has more than {most_columns} columns", most_columns=_MOST_COLUMNS),
            excerpt(" ".join(cells[:20])),
        )
    return None


def _lines(text: str, refused: list[Refused]) -> Iterator[str]:
    for number, match in enumerate(_LINE.finditer(text), 1):
        line = match[0]
        if len(line) > LONGEST_LINE:
            refused.append(
                Refused(
                    number,
                    said("the line is longer than {longest_line} KB", longest_line=LONGEST_LINE // 1024),
                    excerpt(line),
                )
            )
            yield "\n"
        else:
            yield line

"""A list in one text, taken apart: lines, semicolons, bullets, numbers that count up. A comma alone parts nothing."""

import re

MARK = " ⏎ "
"""Stands for a line's end in a field of one line."""
_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029;⏎]+")
_BULLETS = re.compile(r"(?:^|\s)[•‣▪◦●○∙·*–—-]\s+")
_BULLET = re.compile(r"^\s*(?:[•‣▪◦●○∙·*–—-]\s+|\[[ xX]?\]\s*)")
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)](?:\s+|(?=[^\W\d]))")


def items(text: str) -> list[str]:
    """The items of a text, each on one line and without its bullet or number; one where it is no list."""
    listed = []
    for part in _BREAKS.split(text):
        for piece in _numbered(part):
            listed += _bulleted(piece)
    lines = (" ".join(item.split()).strip(" ,") for item in listed)
    return [line for line in lines if any(letter.isalnum() for letter in line)]


def _numbered(part: str) -> list[str]:
    """A text cut at `1) … 2) …`; a number alone at the beginning is only left out."""
    marks = list(_NUMBER.finditer(part))
    counted: list[re.Match[str]] = []
    for mark in marks:
        if int(mark[1]) == (int(counted[-1][1]) + 1 if counted else int(mark[1])):
            counted.append(mark)
    is_list = len(counted) > 1 and int(counted[0][1]) == 1
    if not is_list:
        first = marks[0] if marks and not part[: marks[0].start()].strip() else None
        return [part[first.end() :] if first else part]
    ends = [*(mark.start() for mark in counted[1:]), len(part)]
    pieces = [part[mark.end() : end] for mark, end in zip(counted, ends, strict=True)]
    before = part[: counted[0].start()].strip(" :")
    return [before, *pieces] if before else pieces


def _bulleted(piece: str) -> list[str]:
    """A text cut at its bullets, where it begins with one."""
    if not _BULLET.match(piece):
        return [piece]
    return _BULLETS.split(_BULLET.sub("", piece))

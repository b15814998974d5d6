"""Bytes of unknown origin into text: byte order marks, stated charsets, UTF-8, and else the likeliest one."""

import codecs
import re

_SAFE_CODEC = re.compile(
    r"utf-(8|16(-[lb]e)?)|ascii|cp(437|85[02]|866|874|932|949|950|125\d)|iso8859-\d+|koi8-[ru]|shift_jis|euc_(jp|kr)"
    r"|iso2022_jp|gb2312|gbk|gb18030|big5|mac-roman|tis-620"
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
_BOMS_16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 65536
WESTERN = "cp1252"
NAMES = {
    WESTERN: "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp932": "Japanese (Shift JIS)",
    "cp949": "Korean (EUC-KR)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "mac-roman": "Western European (Mac)",
}
_LIKELY = [name for name in NAMES if name != WESTERN]
_LETTER = r"[^\W\d_]"
_NOT_WESTERN = re.compile(
    r"\ufffd|[^\W\da-zA-Z_]{3}|[a-z\u00df-\u00ff](?=[\u00c0-\u00deŠŽŒŸ])"  # a run of accents, a capital inside a word
    rf"|{_LETTER}[¢-§¨¬¯±¶¸¹¼-¾×÷†‡ƒ‚„ˆ‰˜]|[¢-§¨¬¯±¶¸¹¼-¾†‡ƒ‚„ˆ‰˜]{_LETTER}"
    rf"|{_LETTER}[\u00a1\u00aa\u00b0\u00b2\u00b3\u00ba\u00bf]{_LETTER}"
)
"""What Western European words hold next to never: the bytes of another charset look so in theirs."""
_FEW_ODD = 8
_LEAST, _ENOUGH = 200, 4096
"""The bytes that `charset_normalizer` has to see: of a word or two it can tell nothing, unless they are repeated."""


def known_codec(name: str) -> str:
    """The codec of a charset name out of a file, or "" for one that is unknown or no plain charset."""
    try:
        codec = codecs.lookup(name.strip().strip('"').lower()).name
    except (LookupError, ValueError):
        return ""
    return codec if _SAFE_CODEC.fullmatch(codec) else ""


def decode(data: bytes, codec: str = "", otherwise: str = "cp1252") -> str:
    """The text of some bytes by their stated codec, else UTF-8, else the codec that the file as a whole suggests."""
    for name in (codec, "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (UnicodeDecodeError, ValueError):
                continue
    return data.decode(otherwise, "replace")


def as_utf8(data: bytes) -> bytes:
    """The same file in UTF-8 without a byte order mark where it was UTF-16 or UTF-32, and without bare `\\r`.

    UTF-16 without a mark is known by its zeros: half of the bytes of Latin text. Files that were joined can end their
    lines in several ways.
    """
    for mark, codec in _BOMS + _BOMS_16:
        if data.startswith(mark):
            if codec != "utf-8":
                data = data.decode(codec, "replace").encode("utf-8", "replace")
            data = data.removeprefix(codecs.BOM_UTF8)
            break
    else:
        if codec := _utf_16_of(data[:512]):
            data = data.decode(codec, "replace").encode("utf-8", "replace")
    if data.count(b"\r") != data.count(b"\r\n"):
        for end in (b"\r\r\n", b"\r\n", b"\r"):
            data = data.replace(end, b"\n")
    return data


def _utf_16_of(head: bytes) -> str:
    """The UTF-16 that the first bytes of a file without a mark are, or ""."""
    for codec, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) >= 8 and zeros.count(0) > 0.4 * len(head) and head.count(0) < 0.6 * len(head):
            return codec
    return ""


def guess_codec(data: bytes) -> str:
    """The most likely codec of a file without a mark: UTF-8 where it is valid, Western European where that reads well.

    Else `charset_normalizer` chooses among the charsets that exports are written in. Where every sign is a letter of
    several languages, as in a Czech or Turkish name, nobody can tell: such a file takes an explicit codec.
    """
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        sample = data[:_SAMPLE]
    foreign = [word for word in re.split(rb"[\s,;\"]+", sample) if not word.isascii()]
    if _reads_well(foreign):
        return WESTERN
    from charset_normalizer import from_bytes  # 60 ms and 1 MB that only such a file takes

    said = b" ".join(foreign)[:_ENOUGH]
    best = from_bytes(b" ".join([said] * (1 + _LEAST // len(said))), cp_isolation=_LIKELY).best()
    return known_codec(best.encoding) if best else WESTERN


def _reads_well(foreign: list[bytes]) -> bool:
    """Whether hardly one of the words with other signs than ASCII holds what no Western European one does."""
    odd = sum(_NOT_WESTERN.search(word.decode(WESTERN, "replace")) is not None for word in foreign)
    return odd * _FEW_ODD <= len(foreign)

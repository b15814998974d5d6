"""Bytes of unknown origin into clean text: byte order marks, charsets, control characters."""

import codecs
import re

_SAFE_CODEC = re.compile(
    r"utf-(8|16(-[lb]e)?)|ascii|cp(437|85[02]|866|874|932|949|950|125\d)|iso8859-\d+|koi8-[ru]|shift_jis|euc_(jp|kr)"
    r"|iso2022_jp|gb2312|gbk|gb18030|big5|mac-roman|tis-620"
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
_BOMS_16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 65536
NAMES = {
    "cp1252": "Western European (Windows-1252)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp932": "Japanese (Shift JIS)",
}


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
        head = data[:512]
        for codec, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if len(head) >= 8 and zeros.count(0) > 0.4 * len(head) and head.count(0) < 0.6 * len(head):
                data = data.decode(codec, "replace").encode("utf-8", "replace")
                break
    if data.count(b"\r") != data.count(b"\r\n"):
        for end in (b"\r\r\n", b"\r\n", b"\r"):
            data = data.replace(end, b"\n")
    return data


def guess_codec(data: bytes) -> str:
    """The most likely codec of a file: UTF-8 where it is valid, else by how its bytes above 127 stand together.

    Cyrillic words are whole runs of bytes from 0xC0 on, Japanese ones decode to kana; all else is taken for Western
    European, by far the most frequent at a desk. Wrong for other scripts: those take an explicit codec.
    """
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        sample = data[:_SAMPLE]
    words = re.findall(rb"[\x80-\xff]+", sample)
    high = b"".join(words)
    if len(high) >= 8:
        kana = sum("\u3040" <= one <= "\u30ff" for one in sample.decode("cp932", "replace"))
        if kana >= len(high) // 8 and "\ufffd" not in sample.decode("cp932", "replace")[:-1]:
            return "cp932"
        letters = sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in high)
        if len(high) / len(words) >= 3 and letters >= 0.9 * len(high):
            return "cp1251"
    return "cp1252"

"""A typed time made plain: one spelling of what people write in several languages, before it is read.

`halb vier Uhr`, `half past three` and `3 y media` all become `30 past 3`.
"""

import re

from deskapp.text.folding import folded

LONGEST = 90
_SOFT_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(_SOFT_NUMBERS.split(), start=1)}
_ALSO = {
    "eins": "1", "zwei": "2", "drei": "3", "vier": "4", "funf": "5", "sechs": "6", "sieben": "7", "acht": "8",
    "neun": "9", "zehn": "10", "elf": "11", "zwolf": "12", "twenty": "20", "thirty": "30",
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "huit": "8", "neuf": "9", "dix": "10", "onze": "11",
    "douze": "12", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
    "nueve": "9", "diez": "10", "once": "11", "doce": "12",
}  # fmt: skip
_HALF = r"(?:half past|half(?= \d))"
_SHAPES: tuple[tuple[str, str], ...] = (
    (r" ?\((?:now|in [^()]*|[^()]* ago)\)$", ""),  # what a shown time says behind its hour
    (r"\(?\b(?:the )?(first|second) time\b\)?", r"\1time"),
    (r"[’']", ""),
    (r"(?<=\d),(?=\d)", "."),
    (
        r"\b(?:1|an?|une) (?:hour and a half|heure et demie)\b|\b(?:anderthalb|eineinhalb) (?:stunden|std)\b",
        "1.5 hours",
    ),
    (r"\b(\d{1,2}) and a half hours\b|\b(\d{1,2}) hours and a half\b", r"\1\2.5 hours"),
    (r"[,;]", " "),
    (r"(?<=\d) ?([ap])\.? ?m\b\.?", r"\1m"),
    (r"(?<=\d) ?([ap])(?= |$)", r"\1m"),
    (r"^\+ ?(?=\d)", "in "),
    (r"\b(at )?(the )?(end of (the )?(working )?day|eod|close of business|cob|closing( time)?|close)\b", "eod"),
    (r"\b(feierabend|ladenschluss|(heure de )?fermeture|fin de journee|cierre)\b", "eod"),
    (r"\b(the )?day after tomorrow\b|\bu?e?bermorgen\b|\bapres[ -]demain\b|\bpasado manana\b", "overmorrow"),
    (r"\bde la tarde\b|\bde la noche\b|\bde lapres[ -]midi\b", "pm"),
    (r"\bde la manana\b|\bdu matin\b|\bmorgens\b|\bin the morning\b", "am"),
    (r"\bin the (afternoon|evening)\b|\bnachmittags\b|\babends\b|\bdu soir\b", "pm"),
    (r"\b(heute nachmittag|cet apres[ -]midi|esta tarde)\b", "this afternoon"),
    (r"\bheute abend\b|\bce soir\b|\besta noche\b|\bthis evening\b|\bat night\b", "tonight"),
    (r"\bmorgen fruh\b|\bdemain matin\b", "tomorrow morning"),
    (r"\b(heute|hoy|aujourd ?hui)\b", "today"),
    (r"\b(morgen|demain|manana|tmrw|tmr|tom|tomo|tomor|tomorow|tommorow|tommorrow)\b", "tomorrow"),
    (r"\b(gestern|hier|ayer)\b", "yesterday"),
    (r"\b12 ?(noon|midday)\b|\b(midday|mittags?|midi|mediodia)\b", "noon"),
    (r"\b12 ?midnight\b|\b(mitternachts?|minuit|medianoche)\b", "midnight"),
    (r"\b(na?e?chste[nrs]?|prochaine?|proximo)\b", "next"),
    (r"\b(diese[nrs]?|este)\b", "this"),
    (r"\b(letzte[nrs]?|dernier|pasado)\b", "last"),
    (r"^(\w+) (next|last)\b", r"\2 \1"),
    (r"^(dans|en)(?= )", "in"),
    (r"^(?:vor|il y a|hace) (?=.*[a-z])(?!\d{1,2}(?:[:.]\d\d)? ?uhr)(.+)$", r"\1 ago"),
    (r"^(?:vor|am) ", ""),
    (r"\b(minuten?|minutos?)\b", "minutes"),
    (r"\b(stunden?|std)\b", "hours"),
    (r"\b(tagen?|jours?|dias?)\b", "days"),
    (r"\b(wochen?|semaines?|semanas?)\b", "weeks"),
    (r"\bein(er|em|e)?\b|\bune?\b|\buna?\b", "a"),
    (r"\ba (heure|hora)\b", "a hour"),
    (r"\bsept(?= heures?)", "7"),
    (r"(?<=\d) ?(heures?|horas?)\b", "h"),
    (r"(\d{1,2}) ?uhr ?(\d{2})\b", r"\1:\2"),
    (r"(?<=\d) ?(uhr|oclock)\b", ""),
    (r"\bdreiviertel (\d{1,2})\b", r"15 to \1"),
    (r"\bhalb (\d{1,2})\b", r"30 to \1"),
    (r"\b(\d{1,2}) ?h? (?:et demie|y media)\b", r"30 past \1"),
    (r"\b(\d{1,2}) ?h? (?:et quart|y cuarto)\b", r"15 past \1"),
    (r"\b(\d{1,2}) ?h? (?:moins le quart|menos cuarto)\b", r"15 to \1"),
    (rf"\b{_HALF}(?= (\d|noon|midnight))", "30 past"),
    (r"\b(a )?(quarter|viertel) (past|after|nach)\b", "15 past"),
    (r"\b(a )?(quarter|viertel) (to|before|vor|of)\b", "15 to"),
    (r"\b(\d{1,2}) (?:minutes )?(?:nach|after)(?= \d)", r"\1 past"),
    (r"\b(\d{1,2}) (?:minutes )?(?:vor|before)(?= \d)", r"\1 to"),
)
_PATTERNS = tuple((re.compile(pattern), put) for pattern, put in _SHAPES)
_WORD = re.compile(r"[a-z]+")
_LITTLE_WORDS = """
    at by on of the de du le el la las los um den dem bis gegen avant vers para before until till til antes hasta
    latest spatestens around about ca circa approx etwa ungefahr vor
"""
_NOISE = frozenset(_LITTLE_WORDS.split())
_A_BEFORE_NUMBER = re.compile(r"\ba (?=\d)")


def plain(text: str) -> str:
    """The words of a typed time in one spelling, without case, accents and little words; empty where none are left."""
    words = " ".join(folded(text[: 4 * LONGEST]).split())
    words = _WORD.sub(lambda found: _NUMBERS.get(found[0]) or _ALSO.get(found[0]) or found[0], words)
    for pattern, put in _PATTERNS:
        words = pattern.sub(put, words)
    words = " ".join(word for word in words.split() if word not in _NOISE)
    return _A_BEFORE_NUMBER.sub("", words)

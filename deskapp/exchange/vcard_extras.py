"""Properties that a card has no field for but that say something of the person: they go to the notes, in words."""

from deskapp.exchange.vcard_gathered import Gathered
from deskapp.exchange.vcard_lines import ContentLine
from deskapp.exchange.vcard_values import date_of, label_of, split

_WORDS = {
    "Website": "URL X-EVOLUTION-BLOG-URL",
    "Messenger": "IMPP X-MS-IMADDRESS X-KADDRESSBOOK-X-IMADDRESS X-AIM X-ICQ X-YAHOO X-MSN X-QQ X-GADUGADU X-GROUPWISE",
    "Profile": "SOCIALPROFILE X-SOCIALPROFILE X-TWITTER",
    "Groups": "CATEGORIES X-GROUPS",
    "Role": "ROLE",
    "Profession": "X-KADDRESSBOOK-X-PROFESSION",
    "Language": "LANG",
    "Related": "RELATED X-ABRELATEDNAMES",
    "Anniversary": "ANNIVERSARY X-ANNIVERSARY X-MS-ANNIVERSARY X-EVOLUTION-ANNIVERSARY X-KADDRESSBOOK-X-ANNIVERSARY",
    "Date": "X-ABDATE",
    "Spouse": "X-SPOUSE X-MS-SPOUSE X-EVOLUTION-SPOUSE X-KADDRESSBOOK-X-SPOUSESNAME",
    "Assistant": "X-ASSISTANT X-MS-ASSISTANT X-EVOLUTION-ASSISTANT X-KADDRESSBOOK-X-ASSISTANTSNAME",
    "Manager": "X-MANAGER X-MS-MANAGER X-EVOLUTION-MANAGER X-KADDRESSBOOK-X-MANAGERSNAME",
    "Child": "X-MS-CHILD",
    "Office": "X-KADDRESSBOOK-X-OFFICE",
    "Skype": "X-SKYPE X-SKYPE-USERNAME",
    "Jabber": "X-JABBER",
    "Google Talk": "X-GTALK X-GOOGLE-TALK",
    "Sounds like": "X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME",
    "Maiden name": "X-MAIDENNAME",
    "Custom": "X-CUSTOM1 X-CUSTOM2 X-CUSTOM3 X-CUSTOM4",
}
WORDED = {name: word for word, names in _WORDS.items() for name in names.split(" ")}
_LABELLED = frozenset({"X-ABDATE", "X-ABRELATEDNAMES"})
_RELATIONS = {"1": "assistant", "2": "brother", "3": "child", "5": "father", "6": "friend", "7": "manager",
              "8": "mother", "9": "parent", "4": "partner", "10": "partner", "12": "relative",
              "13": "sister", "14": "spouse"}  # fmt: skip


def remark(gathered: Gathered, line: ContentLine) -> None:
    """Keep a property in the notes under its word, or under the label that its writer gave it."""
    words = " ".join(part for part in split(line.value, ";", line.old) if part)
    word = WORDED.get(line.name, line.name.capitalize())
    if line.name == "RELATED":
        word = label_of([one for one in line.types() if one != "contact"]) or word
    if line.name == "X-ABDATE" or word == "Anniversary":
        words = date_of(words)
    if words:
        gathered.remark(word, words, line.group if line.name in _LABELLED else "")


def android(gathered: Gathered, line: ContentLine) -> None:
    """What Android knows beyond the standard: a nickname, a related person, a day. `kind;value;number;own label`."""
    kind, value, number, label = (split(line.value, ";", line.old) + [""] * 4)[:4]
    if not value:
        return
    if kind.endswith("/nickname") and not gathered.texts.get("address_form"):
        gathered.texts["address_form"] = value
    elif kind.endswith("/relation"):
        gathered.remark(label or _RELATIONS.get(number, "related"), value)
    elif kind.endswith("/contact_event"):
        gathered.remark(label or {"1": "Anniversary", "3": "Birthday"}.get(number, "Date"), date_of(value))
    else:
        gathered.remark(label or kind.rpartition("/")[2].replace("_", " "), value)

"""Cards as hypothesis makes them: every field, any text that a person could type."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from deskapp.model.card_fields import names
from deskapp.model.customer import GROUPS, STANCES, CardWarning, Customer, Email, Phone, Plan, Preference

LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
ONE_LINE = st.text(LETTERS, max_size=40).map(lambda text: " ".join(text.split()))
NAMES = ONE_LINE.filter(bool)
NOTES = st.text(LETTERS | st.just("\n"), max_size=120).map(str.strip)
KEYS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=6, max_size=6)
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000)
)
DAYS = st.dates()
EXTRAS = st.dictionaries(
    st.text("abcxyz", min_size=6, max_size=9),
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | ONE_LINE,
    max_size=2,
)
LABELS = st.sampled_from(["", "mobile", "home", "work", "work fax", "pager"]) | ONE_LINE
VISITS = st.just("") | KEYS.map(lambda key: f"int_{key}")
PHONES = st.builds(
    lambda tail, *more: Phone(f"0917 {tail:07d}", f"+63917{tail:07d}", *more),
    st.integers(0, 9_999_999),
    LABELS,
    VISITS,
    st.sampled_from(["", "PH"]),
    EXTRAS,
)
EMAILS = st.builds(Email, NAMES.map(lambda text: f"{text}@example.org"), LABELS, EXTRAS)
PREFERENCES = st.builds(
    Preference,
    st.sampled_from(GROUPS),
    NAMES,
    st.sampled_from(STANCES),
    st.none() | INSTANTS,
    told_by=ONE_LINE,
    visit=VISITS,
    extra=EXTRAS,
)
WARNINGS = st.builds(CardWarning, NAMES, INSTANTS, st.none() | DAYS, ONE_LINE, EXTRAS)
PLANS = st.builds(Plan, NAMES, st.none() | DAYS, ONE_LINE, EXTRAS)
BIRTHDAYS = st.just("") | DAYS.filter(lambda day: day.year != 1604).map(str) | st.sampled_from(["--03-09", "in spring"])

CUSTOMERS = st.builds(
    Customer,
    id=KEYS.map(lambda key: f"cus_{key}"),
    name=NAMES,
    kind=st.sampled_from(["customer", "prospect", "coworker"]),
    plan=st.none() | PLANS,
    dessert_confirmed_at=st.none() | INSTANTS,
    phones=st.dictionaries(KEYS, PHONES, max_size=3),
    emails=st.dictionaries(KEYS, EMAILS, max_size=2),
    addresses=st.dictionaries(KEYS, NOTES.filter(bool), max_size=2),
    preferences=st.dictionaries(KEYS, PREFERENCES, max_size=3),
    warnings=st.dictionaries(KEYS, WARNINGS, max_size=2),
    notes=NOTES,
    birthday=BIRTHDAYS,
    created_at=st.none() | INSTANTS,
    customer_since=st.none() | INSTANTS,
    merged_into=st.just("") | KEYS.map(lambda key: f"cus_{key}"),
    **dict.fromkeys(names(kind="text"), ONE_LINE),
    extra=EXTRAS,
)

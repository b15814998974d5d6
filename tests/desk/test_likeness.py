"""How well what is typed fits a card, grade by grade: the least that a change of the measure has to keep."""

import pytest

from deskapp.desk.find.likeness import BEGUN, COMPANY_BEGUN, LIKE, PART, SAME, SLIP, Fit, fit

FITS = [
    ("mariadelcarmendelacruz", "María del Carmen de la Cruz", Fit(SAME)),
    ("Mac Donald", "Macdonald Reid", Fit(PART)),
    ("Jo Anna Marie", "Joanna Marie Berger", Fit(PART)),
    ("Marie Jo Ann", "Joanna Marie Berger", Fit(BEGUN)),
    ("J L", "JL Janeway", Fit(PART)),
    ("J L Janeway", "JL Janeway", Fit(SAME)),
    ("Sara Collins", "Sarah Collins", Fit(LIKE, 1)),
    ("Clair Dunn", "Claire Dunn", Fit(LIKE, 1)),
    ("Jhon Smith", "John Smith", Fit(SLIP, 1)),
    ("Jhon Smtih", "John Smith", Fit(SLIP, 2)),
    ("Jhon Smtih Ptersen", "John Smith Petersen", None),
    ("An L", "Anna Lee", Fit(BEGUN)),
    ("An Le", "Anna Lee", Fit(BEGUN)),
    ("Ann Lee", "Anna Lee", Fit(LIKE)),
    ("Dmy", "Дмитрий Орлов", Fit(BEGUN)),
    ("Alexe", "Алексей Орлов", Fit(BEGUN)),
    ("Wla", "Алексей Орлов", None),
    ("Mr Martin", "Martin Ashworth", Fit(COMPANY_BEGUN)),
    ("Mr Ashworth", "Martin Ashworth", Fit(PART)),
    ("Mr Xiaoming", "王小明", Fit(PART)),
    ("Anna", "", None),
]


@pytest.mark.parametrize(("typed", "name", "expected"), FITS)
def test_what_is_typed_fits_a_name_so_well(typed: str, name: str, expected: Fit | None) -> None:
    assert fit(typed, name) == expected


@pytest.mark.parametrize("typed", ["the of", "von der", "and Co", "GmbH and", "Ltd"])
def test_words_that_name_nobody_fit_no_card(typed: str) -> None:
    assert fit(typed, "Anna Berger") is None

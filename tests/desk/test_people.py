"""A transfer goes to a person: no department, no role and nobody at large, in the languages of the desk."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.handover import handover, leaving
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.shifts import people, shifts
from deskapp.desk.visits import log, transfers
from tests.builders import refused

NOBODY = """
reception|sales|support|somebody|the manager|someone in sales|Sales Department|the sales team|customer service
tech support|IT|HR|accounts|our boss|2nd level|level 2 support|extension 204|204|ext. 12|back office
front desk|the helpdesk|a colleague|whoever is free|anyone|my supervisor|the shift leader|second line
billing dept.|SALES|the workshop|voicemail|the other shop|Empfang|der Chef|die Chefin|Kundendienst|Vertrieb
Buchhaltung|die Verkaufsabteilung|jemand im Lager|ein Kollege|Filialleiter|l'accueil|le responsable
la direction|service après-vente|quelqu'un|le service client|un collègue|Comptabilité|recepción|el gerente
atención al cliente|alguien de ventas|la jefa|soporte técnico|un compañero
""".replace("\n", "|").strip("|")
SOMEBODY = """
Tom|Ana|Mo|Tom from sales|Tom (workshop)|Beth Ocampo|Jean-Luc|O'Brien|Dr. Chen|Manager Tom|Li
Maria of accounts|Lena Koch|Paul Chef|Sofía|Ümit|Dr Support Singh|Frau Meier|Herr Lager-Schmidt|Élodie|Nguyễn
Жанна|Page|Mark|Grace|Will|Joy
""".replace("\n", "|").strip("|")


@pytest.mark.parametrize("typed", NOBODY.split("|"))
def test_a_department_or_a_role_is_refused_wherever_a_person_is_asked_for(desk: Session, typed: str) -> None:
    visit = log.begin(desk, "call")
    promise = promises.make(desk, "a price", desk.now())
    for give in (
        lambda: transfers.refer(desk, visit, typed),
        lambda: transfers.own(desk, visit, typed),
        lambda: promises.hand_to(desk, promise, typed),
    ):
        with refused(desk, "not a person's name"):
            give()


@pytest.mark.parametrize("typed", SOMEBODY.split("|"))
def test_a_name_is_a_person_also_beside_a_department(desk: Session, typed: str) -> None:
    assert transfers.refer(desk, log.begin(desk, "call"), typed).with_whom == typed


def test_staff_and_co_workers_are_known_each_once_and_not_whoever_asks(desk: Session) -> None:
    for name in ("Priya", "Reception", "Robin"):
        shifts.begin(desk, name)
    for name in ("Tom Reyes", "PRIYA"):
        customers.make(desk, name, kind="coworker")
    customers.make(desk, "Beth Ocampo")
    settings.write(desk, staff="Kay")
    assert people.known(desk) == ["Priya", "Kay", "Tom Reyes"]


@pytest.mark.parametrize(("typed", "found"), [("", 3), ("t", 2), ("re", 1), ("tom r", 1), ("x", 0), ("TÓM", 2)])
def test_names_are_narrowed_down_as_they_are_typed(typed: str, found: int) -> None:
    assert len(people.fitting(["Tom Reyes", "Tomas Vega", "Priya"], typed)) == found


def test_the_beginning_of_two_names_takes_nothing_over_in_any_verb(desk: Session) -> None:
    for name in ("Tom Berger", "Tom Ash", "Joanna Smith"):
        customers.make(desk, name, kind="coworker")
    visit = log.begin(desk, "call")
    promise = promises.make(desk, "a price", desk.now())
    for act in (
        lambda: transfers.refer(desk, visit, "tom"),
        lambda: transfers.own(desk, visit, "tom"),
        lambda: leaving.hand_all(desk, [visit], "tom"),
        lambda: promises.hand_to(desk, promise, "tom"),
        lambda: handover.hand_over(desk, "tom"),
    ):
        with refused(desk, "“tom” may be Tom Ash or Tom Berger"):
            act()
    assert transfers.refer(desk, visit, "Jo").with_whom == "Jo"


def test_a_sheet_goes_from_a_person_to_another_person(desk: Session) -> None:
    with refused(desk, "not a person's name"):
        handover.hand_over(desk, "the accounts department")
    with refused(desk, "A hand-over goes to a person"):
        handover.hand_over(desk, " ")
    with refused(desk, "That's you"):
        handover.hand_over(desk, "robin")
    desk.staff = ""
    with refused(desk, "who is at the desk"):
        handover.hand_over(desk, "Kim")

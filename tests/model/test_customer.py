from datetime import UTC, date, datetime, timedelta

from deskapp.model.customer import ASK_AGAIN, CardWarning, Customer, Plan, Preference

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = AT.date()


def test_people_are_addressed_by_their_own_form_else_by_name() -> None:
    assert Customer("cus_1", "Beth Ocampo").addressed_as == "Beth Ocampo"
    assert Customer("cus_1", "Beth Ocampo", address_form="Dr. Ocampo").addressed_as == "Dr. Ocampo"


def test_a_preference_is_asked_again_after_a_year() -> None:
    assert Preference("drink", "tea").needs_asking(AT)
    fresh = Preference("drink", "tea", confirmed_at=AT)
    assert not fresh.needs_asking(AT + ASK_AGAIN) and fresh.needs_asking(AT + ASK_AGAIN + timedelta(seconds=1))


def test_a_plan_runs_to_the_end_of_its_last_day() -> None:
    assert Plan("Care").is_running(TODAY) and Plan("Care", TODAY).is_running(TODAY)
    assert not Plan("Care", date(2026, 11, 23)).is_running(TODAY)


def test_a_warning_is_shown_up_to_its_review_date() -> None:
    assert CardWarning("x", AT).is_current(TODAY) and CardWarning("x", AT, TODAY).is_current(TODAY)
    assert not CardWarning("x", AT, date(2026, 11, 23)).is_current(TODAY)


def test_preferences_of_one_stance_keep_their_order() -> None:
    nuts, tea, eggs = (
        Preference(group, item, stance)  # type: ignore[arg-type]
        for group, item, stance in (("food", "nuts", "allergy"), ("drink", "tea", "likes"), ("food", "eggs", "allergy"))
    )
    card = Customer("cus_1", "Beth", preferences={"B": nuts, "C": tea, "A": eggs})
    assert card.with_stance("allergy") == [nuts, eggs] and card.with_stance("dislikes") == []

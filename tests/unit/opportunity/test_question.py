"""Reading a question from an address, and writing it into one."""

from trellis.apps.opportunity.question import Question, read


def test_an_empty_address_asks_the_usual_question() -> None:
    assert read({}).question == Question()
    assert Question().query() == ""


def test_an_address_holds_what_differs_and_is_read_back() -> None:
    asked = Question(ages="5-9", travel="mix", minutes=45, price="free", online=True, period="2025")
    query = asked.query()
    pairs = dict(part.split("=") for part in query.removeprefix("?").split("&"))
    assert read(pairs).question == asked
    assert "topic" not in query


def test_what_is_not_a_choice_is_named_and_the_usual_value_taken() -> None:
    asked = read({"ages": "99", "minutes": "-3", "travel": "rocket", "period": "never\x00"})
    assert asked.question == Question()
    assert set(asked.mistakes) == {"ages", "minutes", "travel", "period"}
    assert "“rocket”" in asked.mistakes["travel"]


def test_evidence_keeps_a_question_whole() -> None:
    asked = Question(ages="15-17", schedule="weekend", seats="known")
    assert Question.from_parameters({"place_set": 3, **asked.as_parameters()}) == asked

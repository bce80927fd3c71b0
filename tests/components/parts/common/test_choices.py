from enum import StrEnum

from components.parts.common.choices import choice_problems


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_takes_a_choice_as_itself_and_as_text():
    assert list(choice_problems("colour", Colour.RED, Colour)) == []
    assert list(choice_problems("colour", "blue", Colour)) == []


def test_names_the_choices_to_whoever_gave_another():
    found = [str(p) for p in choice_problems("colour", "green", Colour)]
    assert found == ["colour: must be red or blue, got 'green'"]

from tests.sandbox.account.level_0 import Clients

ONE = '{"intended_uses":{"purpose_of_model":"one"}}'
TWO = '{"intended_uses":{"purpose_of_model":"two"}}'


def test_an_update_keeps_what_it_does_not_mention(clients: Clients) -> None:
    sm, card = clients.sagemaker, {"ModelCardName": "kept"}
    sm.create_model_card(**card, Content=ONE, ModelCardStatus="Draft")
    sm.update_model_card(**card, ModelCardStatus="Approved")
    sm.update_model_card(**card, Content=TWO)
    shown = sm.describe_model_card(**card)
    assert (shown["ModelCardStatus"], shown["Content"]) == (
        "Approved",
        '{"intended_uses":{"purpose_of_model":"two"}}',
    )
    assert shown["ModelCardVersion"] == 3

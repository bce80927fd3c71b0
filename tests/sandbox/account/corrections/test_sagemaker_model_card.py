from tests.sandbox.account.level_0 import Clients


def test_an_update_keeps_what_it_does_not_mention(clients: Clients) -> None:
    sm, card = clients.sagemaker, {"ModelCardName": "kept"}
    sm.create_model_card(**card, Content='{"a":1}', ModelCardStatus="Draft")
    sm.update_model_card(**card, ModelCardStatus="Approved")
    sm.update_model_card(**card, Content='{"a":2}')
    shown = sm.describe_model_card(**card)
    assert (shown["ModelCardStatus"], shown["Content"]) == ("Approved", '{"a":2}')
    assert shown["ModelCardVersion"] == 3

"""moto forgets what an update of a model card leaves out: its content, its status."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("sagemaker", "UpdateModelCard")
def keep_the_rest(context: Context, _result: dict[str, Any]) -> None:
    """Take over from the version before what the new one does not say."""
    before, new = context.backend().model_cards[context.params["ModelCardName"]][-2:]
    new.content = new.content or before.content
    new.model_card_status = new.model_card_status or before.model_card_status

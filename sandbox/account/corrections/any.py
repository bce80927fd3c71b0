"""Corrections of every service that is handed roles."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError
from sandbox.account.roles import handed_over, lets_in, table


def _try_roles(context: Context) -> None:
    """Moto gives a role to a service that could not assume it, or that is not there at all.

    AWS refuses it, as far as the service tries at once.
    """
    for tried in table()["tried"]:
        if tried["service"] != context.call.service:
            continue
        if context.call.name in tried["operations"].split():
            for role, service in handed_over(context.call):
                if not lets_in(role, service, context.call):
                    raise AwsError(tried["code"], tried["message"].replace("{role}", role))


for _tried in table()["tried"]:
    before_call(_tried["service"], *_tried["operations"].split())(_try_roles)

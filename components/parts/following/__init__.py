"""How an endpoint follows the versions of a model group."""

from policies.testing import UNKNOWN, Case, Cases, resource

SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"

CASES = Cases(
    passes={
        "HTTPS": (resource(SUBSCRIPTION, protocol="https", endpoint="https://acme.example"),),
        "mail": (resource(SUBSCRIPTION, protocol="email", endpoint="on-call@acme.example"),),
    },
    fails={
        "HTTP": Case(
            (resource(SUBSCRIPTION, protocol="http", endpoint="http://acme.example"),),
            ("it: set protocol to 'https', got 'http'",),
        )
    },
    not_known={
        "where to": Case((resource(SUBSCRIPTION, protocol="https", endpoint=UNKNOWN),)),
        "how": Case((resource(SUBSCRIPTION, protocol=UNKNOWN),), ("it?: protocol",)),
    },
)

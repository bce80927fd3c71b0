from policies.testing import UNKNOWN, Case, Cases, resource

LISTENER = "aws:lb/listener:Listener"
NEW = "ELBSecurityPolicy-TLS13-1-2-2021-06"

CASES = Cases(
    passes={
        "HTTPS": (resource(LISTENER, protocol="HTTPS", sslPolicy=NEW),),
        "sent on to HTTPS": (
            resource(
                LISTENER,
                protocol="HTTP",
                defaultActions=[{"type": "redirect", "redirect": {"protocol": "HTTPS"}}],
            ),
        ),
        "a gateway to a firewall": (resource(LISTENER, loadBalancerArn="<<gateway#arn>>"),),
        "something else than the web": (resource(LISTENER, protocol="TCP"),),
    },
    fails={
        "nothing said": Case(
            (resource(LISTENER, port=80),), ("it: set protocol to 'HTTPS', got 'HTTP'",)
        ),
        "TLS 1.3 and everything before it": Case(
            (resource(LISTENER, protocol="TLS", sslPolicy="ELBSecurityPolicy-TLS13-1-0-2021-06"),),
            (
                "it: set ssl_policy to one of TLS 1.2 and later, "
                "got 'ELBSecurityPolicy-TLS13-1-0-2021-06'",
            ),
        ),
        "HTTP": Case(
            (resource(LISTENER, protocol="HTTP", defaultActions=[{"type": "forward"}]),),
            ("it: set protocol to 'HTTPS', got 'HTTP'",),
        ),
        "what the API takes by default": Case(
            (resource(LISTENER, protocol="HTTPS"),),
            ("it: set ssl_policy to one of TLS 1.2 and later, got 'ELBSecurityPolicy-2016-08'",),
        ),
        "TLS 1.1": Case(
            (resource(LISTENER, protocol="TLS", sslPolicy="ELBSecurityPolicy-TLS-1-1-2017-01"),),
            (
                "it: set ssl_policy to one of TLS 1.2 and later, "
                "got 'ELBSecurityPolicy-TLS-1-1-2017-01'",
            ),
        ),
    },
    not_known={"the protocol": Case((resource(LISTENER, protocol=UNKNOWN),), ("it?: protocol",))},
)

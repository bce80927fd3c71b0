from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, resource

TARGET = "aws:cloudwatch/eventTarget:EventTarget"
FUNCTION = resource("aws:lambda/function:Function", "starter")
TOPIC = resource("aws:sns/topic:Topic", "topic")
ADOPTED = "arn:aws:sagemaker:eu-west-1:111122223333:pipeline/training"


def target(arn: object, source: object = None) -> object:
    return resource(TARGET, comes_from={"arn": source} if source else {}, arn=arn)


FIX = "it: set dead_letter_config"

CASES = Cases(
    passes={
        "kept": (FUNCTION, resource(TARGET, arn="<<starter#arn>>", deadLetterConfig={"arn": "q"})),
        "people are told": (TOPIC, target("<<topic#arn>>", TOPIC)),
        "a log": (target("arn:aws:logs:eu-west-1:111122223333:log-group:/fraud/events"),),
    },
    fails={
        "a function": Case((FUNCTION, target("<<starter#arn>>", FUNCTION)), (FIX,)),
        "a pipeline from elsewhere": Case((target(ADOPTED),), (FIX,)),
    },
    not_known={
        "a function": Case((FUNCTION, target(UNKNOWN, FUNCTION)), (FIX,)),
        "a topic": Case((TOPIC, target(UNKNOWN, TOPIC))),
    },
)

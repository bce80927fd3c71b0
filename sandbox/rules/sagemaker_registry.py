"""Rules of SageMaker's model package groups and model cards."""

import json

from sandbox.rules import Params, rule
from sandbox.rules.policy_documents import listed, statements
from sandbox.rules.policy_grammar import malformed


@rule("sagemaker", "PutModelPackageGroupPolicy", at="ResourcePolicy")
def policy_of_a_group(params: Params) -> str | None:
    """SageMaker Developer Guide, "Deploy a model from a different account": on the group."""
    if said := malformed(params["ResourcePolicy"], vendor="sagemaker"):
        return said
    for statement in statements(params["ResourcePolicy"]):
        for arn in listed(statement.get("Resource", "*")):
            if arn != "*" and f"/{params['ModelPackageGroupName']}" not in arn:
                return f"Policy has invalid resource: {arn}"
    return None


_CARD = {
    "model_overview": """model_description model_owner model_creator problem_type algorithm_type
        model_id model_artifact model_name model_version inference_environment""",
    "model_package_details": None,
    "intended_uses": """purpose_of_model intended_uses factors_affecting_model_efficiency
        risk_rating explanations_for_risk_rating""",
    "business_details": "business_problem business_stakeholders line_of_business",
    "training_details": "objective_function training_observations training_job_details",
    "evaluation_details": None,
    "additional_information": """ethical_considerations caveats_and_recommendations
        custom_details""",
}
"""Sections of a card, and what the ones that we know in full hold."""


@rule("sagemaker", "CreateModelCard", "UpdateModelCard", at="Content")
def sections_of_a_card(params: Params) -> str | None:
    """SageMaker Developer Guide, "Model card JSON schema": no additional properties."""
    card = json.loads(params["Content"])
    for section, found in card.items():
        if section not in _CARD:
            return f"Model card content is invalid: unknown property {section}."
        known = _CARD[section]
        wrong = sorted({*found} - {*known.split()}) if known and isinstance(found, dict) else []
        if wrong:
            return f"Model card content is invalid: unknown property {section}.{wrong[0]}."
    return None

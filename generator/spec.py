"""What a team writes: the spec, frozen, and the settings that follow from it."""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from generator.regions import sagemaker_regions
from generator.suggestions import did_you_mean

_LABEL = r"[a-z]([a-z0-9-]*[a-z0-9])?"
_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_TAG_VALUE = re.compile(r"[\w .:/=+\-@]{1,256}")
_RESERVED = ("aws", "xn--", "sthree-", "amzn-")


def _require(held: bool, reason: str) -> None:
    if not held:
        raise PydanticCustomError("spec", "{reason}", {"reason": reason})


def _label(longest: int) -> AfterValidator:
    """A DNS label that may start the name of any AWS resource."""

    def check(text: str) -> str:
        shape = "lower-case letters, digits and hyphens, a letter first, no hyphen last"
        _require(
            len(text) <= longest and re.fullmatch(_LABEL, text) is not None,
            f"must be a DNS label of at most {longest} characters ({shape})",
        )
        start = next((start for start in _RESERVED if text.startswith(start)), "")
        _require(not start, f"must not start with {start!r}, which AWS reserves")
        return text

    return AfterValidator(check)


def _e_mail(text: str) -> str:
    _require(_E_MAIL.fullmatch(text) is not None, "must be an e-mail address")
    return _tag_value(text)


def _tag_value(text: str) -> str:
    _require(
        _TAG_VALUE.fullmatch(text) is not None and text == text.strip(),
        "must fit an AWS tag: 1 to 256 letters, digits, spaces and any of . : / = + - @ _",
    )
    return text


def _account(text: str) -> str:
    _require(re.fullmatch(r"[0-9]{12}", text) is not None, "must be an account id of 12 digits")
    return text


def _region(text: str) -> str:
    known = sagemaker_regions()
    hint = did_you_mean(text, known)
    _require(text in known, f"must be an AWS region that has SageMaker{hint}")
    return text


def _not_empty(text: str) -> str:
    _require(text.strip() != "", "must not be empty")
    return text


_Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(_not_empty)]
_EMail = Annotated[str, AfterValidator(_e_mail)]
_Account = Annotated[str, AfterValidator(_account)]
_Region = Annotated[str, AfterValidator(_region)]
_Settings = dict[str, Any]

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


class EnvironmentSpec(BaseModel):
    """What differs in one environment."""

    model_config = _STRICT

    account: _Account | None = None
    """AWS account of the environment, 12 digits in quotes. Pulumi then refuses any other.
    Default: whichever account the credentials belong to."""

    region: _Region | None = None
    """AWS region of the environment. Default: the team's."""

    settings: _Settings = Field(default_factory=dict)
    """Settings of this environment, merged over the team's: mappings are merged, lists and
    single values replaced. Default: none."""

    policy_packs: tuple[_Text, ...] = ()
    """Policy packs of this environment, beside the team's. Default: none."""


class ExceptionSpec(BaseModel):
    """One resource that may break one policy rule until a date."""

    model_config = _STRICT

    rule: _Text
    """Name of the rule, as `stepwell check` prints it."""

    resource: _Text
    """Logical name of the resource. Without the stack's prefix it counts in every environment."""

    reason: _Text
    """Why the rule cannot hold, for the person who reviews it."""

    owner: _EMail
    """Who answers for the exception: an e-mail address."""

    expires: datetime.date
    """Last day on which the exception counts: `2027-03-31`."""


class TeamSpec(BaseModel):
    """What a team wants from the platform."""

    model_config = _STRICT

    team: Annotated[str, _label(20)]
    """Name of the team: a DNS label of at most 20 characters. It starts every resource's name, so
    it never changes."""

    level: int
    """MLOps maturity level: 0 is the manual process."""

    owner: _EMail
    """Who answers for the stacks: an e-mail address. Becomes the tag `owner`."""

    cost_center: Annotated[str, AfterValidator(_tag_value)]
    """Where the cost goes, in quotes. Becomes the tag `cost-center`."""

    region: _Region
    """AWS region of every environment that does not name its own."""

    settings: _Settings = Field(default_factory=dict)
    """Settings of the parts, for every environment. Default: none, every part has its defaults."""

    environments: Annotated[
        dict[Annotated[str, _label(10)], EnvironmentSpec], Field(min_length=1, max_length=10)
    ]
    """Environments by name, and what differs in each. One environment is one stack."""

    policy_packs: tuple[_Text, ...] = ()
    """Policy packs that the stacks are held to, beside those of level, data class and production:
    names in `policies/packs`, folders with a `pack.yaml`, or packages with one. Default: none."""

    exceptions: tuple[ExceptionSpec, ...] = ()
    """Policy rules that named resources may break, why and until when. Default: none."""

    def stack_name(self, environment: str) -> str:
        """Name of the Pulumi stack of one environment."""
        return f"{self.team}-{environment}"

    def settings_of(self, environment: str) -> dict[str, Any]:
        """Settings of one environment: its own over the team's."""
        return merged(self.settings, self.environments[environment].settings)

    def policy_packs_of(self, environment: str) -> tuple[str, ...]:
        """Policy packs named for one environment: the team's and its own."""
        own = self.environments[environment].policy_packs
        return tuple(dict.fromkeys((*self.policy_packs, *own)))

    def region_of(self, environment: str) -> str:
        """Region of one environment."""
        return self.environments[environment].region or self.region


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Merge mappings key by key; anything else in `above` replaces what is in `below`."""
    result = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result

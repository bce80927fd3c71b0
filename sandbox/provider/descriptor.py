"""The form of the table: what says how one resource type is carried out through the AWS API.

A property finds its member in a request by name: `securityGroupIds` is `SecurityGroupIds`, `name`
of a role is `RoleName`. Only what differs is written down. Paths of members are as in
`IpPermissions[0].IpRanges[0].CidrIp`, with `FilterRules[Name=prefix].Value` for what stands in the
item of a list that has this name; a leading `/` means from the top of the request, else from
the object that holds the property's parent. Of `.`, the parts stand in that object themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = Mapping[str, Any]
"""Inputs and outputs of a resource by their camelCase names, `id`, `region`, `account` and
`partition` among them."""

NOTHING = frozenset(("",))
"""What a call carries that only says which resource it is for."""


@dataclass(frozen=True)
class Step:
    """One API call and what it carries."""

    operation: str

    properties: frozenset[str] = frozenset()
    """Properties that it carries. Empty: all that its request has a member for."""

    members: Mapping[str, str] = field(default_factory=dict[str, str])
    """By property path without indexes, the member that does not follow from the name; empty where
    there is none. A pair `+AddX -RemoveX` gets what was added to and taken from a list."""

    fixed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Members with a constant value, `{id}` and the like filled in."""

    into: str = ""
    """Member that holds all properties which have none at the top: `LaunchTemplateData`."""

    undo: "Step | None" = None
    """Call that takes back what this one did, once none of its properties is set any more."""

    toggle: str = ""
    """Property that asks for `undo` while it is false: `EnableKey` and `DisableKey`. Where there is
    none, the call is not made without the property."""

    each: bool = False
    """Whether it is made for every item that its one list got, and `undo` for every one that it
    lost. What an item has counts as if it were the resource's."""

    detach: bool = False
    """Whether `undo` has to come before a change and before the resource is deleted."""

    of: "Step | None" = None
    """Call that lists what this one is made for, once for each of `items`; not for those that are
    of another resource."""

    items: str = ""
    """JMESPath of the members that each item of the list gives."""

    when: str = ""
    """Properties of which one has to be set, else this is not called before a delete or after."""

    patches: Mapping[str, str] = field(default_factory=dict[str, str])
    """By property path, where `patchOperations` replace it: `/accessLogSettings/format`."""


@dataclass(frozen=True)
class Read(Step):
    """One API call that reads, and where in its answer the resource stands."""

    at: str = ""
    """`Vpcs[0]`, or `Aliases[AliasName=name]` to select by a property; empty: the whole answer."""

    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    """By output, where it stands below `at` when the name does not say so."""

    only: bool = False
    """Whether nothing but `outputs` is taken from the answer."""


@dataclass(frozen=True)
class Tagging:
    """How tags of an existing resource change; the shape of the requests tells the rest."""

    tag: str
    on: Mapping[str, str]
    """Members that identify the resource, by member the property: `{"ResourceArn": "arn"}`."""

    untag: str = ""
    """Call that takes tags away; none where `tag` sets all of them."""

    read: str = ""
    """Call that lists the tags, where reading the resource does not."""


@dataclass(frozen=True)
class Autoname:
    """How Pulumi names a resource that the program does not name."""

    property: str = "name"
    max_length: int = 255
    separator: str = "-"
    random: int = 7
    """Number of random characters; none takes the logical name as it is."""

    letters: bool = False
    """Whether the random characters are letters instead of hexadecimal digits."""

    lower: bool = False
    prefix: str = ""
    keeps: bool = False
    """Whether a name once given stays when the program takes it out."""


@dataclass(frozen=True)
class ResourceType:
    """How one resource type is carried out."""

    token: str
    service: str
    """Name of the service in botocore."""

    create: Step
    read: Read
    id: str
    """`@Vpc.VpcId` of the answer to `create`, `@DomainArn~` for what follows its last slash, or a
    template of properties: `{role}:{name}`, with `{catalogId|account}` for a choice. `{request}` is
    a digest of the creating call, for what AWS gives no id."""

    delete: tuple[Step, ...] = ()
    updates: tuple[Step, ...] = ()
    """Calls that change properties; on creation they carry what `create` cannot."""

    key: Mapping[str, str] = field(default_factory=dict[str, str])
    """Members that identify the resource in every call, by member the property."""

    members: Mapping[str, str] = field(default_factory=dict[str, str])
    """As in `Step`, for every call."""

    also: tuple[Read, ...] = ()
    """Further reads, for what the first one does not tell."""

    replaces: frozenset[str] = frozenset()
    """Properties, by path without indexes, that cannot change on an existing resource. For a type
    of Cloud Control, only those that AWS refuses to change and the SDK does not replace."""

    delete_first: bool = False
    """Whether a replacement deletes before it creates."""

    arn: str = ""
    """Template of the ARN, where no answer holds it."""

    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    """Templates of outputs that follow from other properties."""

    tagging: Tagging | None = None
    autoname: Autoname | None = None
    """Differs from the rule that an optional `name` is generated."""

    defaults: Properties = field(default_factory=dict[str, Any])
    """Inputs that the provider fills in."""

    nothing: Properties = field(default_factory=dict[str, Any])
    """Values that stand for none, by property: a concurrency of -1."""

    checks: Mapping[str, str | list[str]] = field(default_factory=dict[str, str | list[str]])
    """What the provider checks itself, by path of a property without indexes: a format (see
    `formats`), or sentences about what is there (see `sandbox.rules.lines`)."""

    exactly_one: tuple[tuple[str, ...], ...] = ()
    """Groups of properties of which exactly one must be set."""

    refuses: Mapping[str, str] = field(default_factory=dict[str, str])
    """Properties that the sandbox does not carry out, with what to declare instead."""

    local: frozenset[str] = frozenset()
    """Properties that the provider itself acts on, or that the API has no member for."""

    dead: frozenset[str] = frozenset()
    """States in which a resource that can still be read no longer exists."""

    assumed: Properties = field(default_factory=dict[str, Any])
    """What the API is told where the program says nothing, by property path: `basePath`, or
    `rules.filter|prefix` for each rule that has neither."""

    knows: str = ""
    """Function in `hooks` that adds to the properties what only the account knows."""

    hook: str = ""
    """Function in `hooks` for what no call of the table carries, after a create and an update."""

    after_create: tuple[Step, ...] = ()
    """Calls that a create ends with; `of` says for what."""

    after_update: tuple[Step, ...] = ()
    before_delete: tuple[Step, ...] = ()

    derived: bool = False
    """Whether no table has it: names tell what they can, and what has no member is left out."""

    kept: bool = False
    """Whether it is in the stack's state alone: the calls that would make it are only checked."""

    @property
    def native(self) -> bool:
        """Whether the real provider carries it out through the Cloud Control API."""
        return self.token.startswith("aws-native:")

"""The program that the fixtures beside this file were made from, by Pulumi 3.259.0."""

from pathlib import Path

import pulumi


class Part(pulumi.ComponentResource):
    out: pulumi.Output[str]

    def __init__(self, name: str, inputs: dict[str, object], opts: pulumi.ResourceOptions) -> None:
        super().__init__("stepwell:index:C", name, inputs, opts)
        self.out = pulumi.Output.from_input("x")
        self.register_outputs({"out": self.out})


def program() -> None:
    inputs: dict[str, object] = {
        "text": "t",
        "n": 3,
        "f": 1.5,
        "b": True,
        "nothing": None,
        "list": [1, {"k": None, "z": 2}],
        "secret": pulumi.Output.secret("s3"),
        "nested": {"deep": pulumi.Output.secret("q")},
    }
    a = Part("a", inputs, pulumi.ResourceOptions())
    b = Part("b", {"other": "x"}, pulumi.ResourceOptions(parent=a))
    Part("c", {}, pulumi.ResourceOptions(depends_on=[b], protect=True))
    pulumi.export("o", pulumi.Output.secret("hush"))


def fixture(name: str) -> str:
    return (Path(__file__).parent / "fixtures" / f"{name}.json").read_text()

"""The documents of a role as files, in the form that the AWS command line reads."""

import json
from pathlib import Path

from cli.deploy_role import DeployRole
from cli.errors import UsageProblem
from cli.files import write_all


def write_role(role: DeployRole, folder: Path) -> None:
    """Write `trust.json` and one `policy-<n>.json` for each policy.

    Raises:
        UsageProblem: if the folder has documents that this role does not: a policy that is not
            needed any more would stay on the role.
    """
    texts = {f"policy-{n}.json": document for n, document in enumerate(role.policies, 1)}
    if role.trust is not None:
        texts["trust.json"] = role.trust
    there = {path.name for path in folder.glob("*.json")} if folder.is_dir() else set[str]()
    left = sorted(there - texts.keys())
    if left:
        raise UsageProblem(
            f"--output: must be a folder without other documents, got {folder} with "
            f"{', '.join(left)}\ndelete them, and detach their policies from the role"
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_all({folder / name: f"{json.dumps(d, indent=2)}\n" for name, d in texts.items()})

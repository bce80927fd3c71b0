"""Who mounts a shared file system by an access point sees one folder, as one user."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:efs/accessPoint:AccessPoint",
    why="a job that mounts the root as any user it likes reads the files of all others",
    source="AWS Security Hub, controls EFS.3 and EFS.4",
)
def access_point_confines_its_users(props: Props) -> Iterator[str]:
    """EFS access points enforce a user and a folder other than the root."""
    if "posixUser" not in props:
        yield "set posix_user to the user and group that files get"
    path = props.get("rootDirectory", {}).get("path", "/")
    if path == "/":
        yield "set path of root_directory to a folder, got '/'"

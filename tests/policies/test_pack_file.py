from pathlib import Path

import pytest

from policies.errors import PolicyError
from policies.pack import Level
from policies.pack_file import our_pack, read_pack
from policies.places import our_packs

ABOUT = "name: mine\ndescription: Mine\n"


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(text)
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(PolicyError) as error:
        read_pack(folder)
    return str(error.value).replace(f"{folder}/", "")


@pytest.mark.parametrize("name", our_packs())
def test_every_pack_of_ours_can_be_read(name):
    assert our_pack(name).name == f"stepwell-{name}"


def test_a_pack_says_how_strict_and_its_default_holds_for_the_rest(tmp_path):
    text = f"{ABOUT}default: advisory\nlevels:\n  key-rotates: disabled\n"
    pack = read_pack(written(tmp_path, text))
    assert pack.level("key-rotates") is Level.DISABLED
    assert pack.level("bucket-versioned") is Level.ADVISORY


def test_a_pack_takes_over_what_it_does_not_say_itself(tmp_path):
    below = (
        f"{ABOUT}default: advisory\nlevels: {{key-rotates: disabled, bucket-versioned: disabled}}"
    )
    written(tmp_path / "below", below)
    text = f"{ABOUT}extends: ../below\nlevels: {{key-rotates: mandatory}}"
    pack = read_pack(written(tmp_path / "above", text))
    assert pack.level("key-rotates") is Level.MANDATORY
    assert pack.level("bucket-versioned") is Level.DISABLED
    assert pack.level("no-public-ingress") is Level.ADVISORY


def test_a_pack_extends_one_of_ours_by_its_name(tmp_path):
    pack = read_pack(written(tmp_path, f"{ABOUT}extends: baseline"))
    assert pack.levels == our_pack("baseline").levels
    assert pack.default is our_pack("baseline").default


def test_all_problems_of_a_file_are_said_at_once_with_their_lines(tmp_path):
    text = (
        "name: mine\ndescripton: Mine\ndefault: strict\n"
        "levels:\n  key-rotate: advisory\n  bucket-versioned: madatory\n"
        "  no-public-ingress: [advisory]\n"
    )
    levels = "advisory, mandatory, disabled"
    assert refusal(written(tmp_path, text)).splitlines() == [
        "pack.yaml: description: must be a text, got nothing",
        "pack.yaml:2: descripton: must be one of name, description, extends, rules, default, "
        "levels, got 'descripton', did you mean 'description'",
        f"pack.yaml:3: default: must be one of {levels}, got 'strict'",
        "pack.yaml:5: levels.key-rotate: must name a rule that exists, got 'key-rotate', "
        "did you mean 'key-rotates'",
        f"pack.yaml:6: levels.bucket-versioned: must be one of {levels}, got 'madatory', "
        "did you mean 'mandatory'",
        f"pack.yaml:7: levels.no-public-ingress: must be one of {levels}, got a list",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "pack.yaml: must hold a mapping with name, description and levels"),
        ("- a", "pack.yaml: must hold a mapping with name, description and levels"),
        ("name: [", "pack.yaml:1: must be YAML, got "),
        ("a: &a\n  b: *a", "pack.yaml: must be a flat mapping, got values that hold themselves"),
        (f"{ABOUT}name: x", "pack.yaml:3: name: must be given once, got it on line 1 too"),
        (f"{ABOUT}levels: strict", "pack.yaml:3: levels: must be a mapping of rules to levels, "),
        (
            f"{ABOUT}levels: {{bucket-versioned: remediate}}",
            "as there is no repair, got 'remediate'",
        ),
        (
            f"{ABOUT}default: remediate",
            "pack.yaml:3: default: must be one of advisory, mandatory, ",
        ),
        ("name: my pack\ndescription: x", "pack.yaml:1: name: must be 1 to 100 letters, digits, "),
        (f"{ABOUT}extends: [a]", "pack.yaml:3: extends: must be the name or folder of one pack, "),
        (f"{ABOUT}extends: .", "pack.yaml:3: extends: must not lead back to the pack itself, "),
        (
            f"{ABOUT}extends: baselin",
            "or rules, or a package with one, got 'baselin', did you mean",
        ),
    ],
)
def test_a_file_that_is_no_pack_is_refused_with_a_message(tmp_path, text, said):
    assert said in refusal(written(tmp_path, text))


def test_a_folder_without_a_pack_is_refused(tmp_path):
    assert refusal(tmp_path) == "pack.yaml: must be a readable file, got no such file or directory"


def test_packs_that_extend_each_other_are_refused(tmp_path):
    written(tmp_path / "one", f"{ABOUT}extends: ../two")
    two = written(tmp_path / "two", f"{ABOUT}extends: ../one")
    assert "must not lead back to the pack itself, got '../two'" in refusal(two)

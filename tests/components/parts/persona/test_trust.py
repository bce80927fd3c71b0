from tests.components.persona_support import personas, trust_of

ALICE = "arn:aws:iam::000000000000:role/alice"


def by_sid(plan, persona):
    return {s["Sid"]: s for s in trust_of(plan, persona)}


def test_only_people_of_the_team_who_have_the_persona_may_assume_it():
    people = by_sid(personas(), "platform-engineer")["People"]
    assert people["Principal"] == {"AWS": "arn:aws:iam::000000000000:root"}
    assert people["Condition"]["StringEquals"] == {"aws:PrincipalTag/team": "fraud"}
    assert people["Condition"]["StringLike"]["aws:PrincipalTag/personas"] == [
        "platform-engineer",
        "platform-engineer *",
        "* platform-engineer",
        "* platform-engineer *",
    ]


def test_named_principals_replace_the_tags_for_their_persona_alone():
    plan = personas({"trusted_principal_arns": {"auditor": [ALICE]}})
    assert by_sid(plan, "auditor")["People"]["Principal"] == {"AWS": [ALICE]}
    assert "Condition" not in by_sid(plan, "auditor")["People"]
    assert "root" in str(by_sid(plan, "data-scientist")["People"]["Principal"])


def test_mfa_can_be_required_of_everybody():
    plan = personas(
        {"require_mfa": True, "trusted_principal_arns": {"auditor": [ALICE]}},
    )
    for persona in ("auditor", "ml-engineer"):
        condition = by_sid(plan, persona)["People"]["Condition"]
        assert condition["Bool"] == {"aws:MultiFactorAuthPresent": "true"}


def test_studio_may_use_the_makers_roles_on_behalf_of_this_account_only():
    plan = personas()
    for persona in ("data-scientist", "ml-engineer"):
        apps = by_sid(plan, persona)["StudioApps"]
        assert apps["Principal"] == {"Service": "sagemaker.amazonaws.com"}
        assert apps["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}
    for persona in ("platform-engineer", "auditor"):
        assert "StudioApps" not in by_sid(plan, persona)


def test_a_person_can_only_claim_the_studio_user_that_they_carry():
    claim = by_sid(personas(), "data-scientist")["StudioUser"]
    assert claim["Action"] == "sts:TagSession"
    assert claim["Condition"] == {
        "StringEquals": {"aws:RequestTag/studio-user": "${aws:PrincipalTag/studio-user}"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["studio-user"]},
    }

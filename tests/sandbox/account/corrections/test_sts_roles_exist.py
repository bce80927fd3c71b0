from tests.sandbox.account.corrections.support import refused


def test_a_role_of_the_account_has_to_exist_to_be_assumed(clients):
    missing = "arn:aws:iam::000000000000:role/missing"
    code, said = refused(clients.sts.assume_role, RoleArn=missing, RoleSessionName="me")
    assert code == "AccessDenied"
    assert said.endswith(f"is not authorized to perform: sts:AssumeRole on resource: {missing}")
    token = {"RoleArn": missing, "RoleSessionName": "me", "WebIdentityToken": "a.b.c.d"}
    assert refused(clients.sts.assume_role_with_web_identity, **token) == (
        "AccessDenied",
        "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    )

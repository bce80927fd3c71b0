from cli.checks.compose import as_engine_passes


def test_configuration_is_passed_as_the_engine_does():
    config = {
        "aws:region": "eu-west-1",
        "stepwell:settings": {"pond": {"days": 2}},
        "aws:allowedAccountIds": ["314159265358"],
    }
    assert as_engine_passes(config) == {
        "aws:region": "eu-west-1",
        "stepwell:settings": '{"pond": {"days": 2}}',
        "aws:allowedAccountIds": '["314159265358"]',
    }


def test_a_secret_is_known_to_be_there_and_no_more():
    config = {"fraud:token": {"secure": "v1:abc="}}
    assert as_engine_passes(config) == {"fraud:token": "[secret]"}

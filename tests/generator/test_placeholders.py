from generator.placeholders import placeholders


def test_every_placeholder_is_named_by_its_path():
    value = {"a": {"b": ["x", "CHANGEME"]}, "c": "arn:aws:iam::111122223333:role/x", "d": 1}
    assert [path for path, _ in placeholders(value)] == ["a.b[1]", "c"]


def test_one_text_is_reported_once():
    assert len(list(placeholders("TODO <name> 123456789012"))) == 1

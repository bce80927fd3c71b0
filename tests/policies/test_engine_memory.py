from policies import engine_memory
from policies.engine_memory import Once


def test_each_object_is_read_once_and_none_for_another(monkeypatch):
    monkeypatch.setattr(engine_memory, "_KEPT", 3)
    read = list[int]()
    once = Once(lambda given: read.append(given["n"]) or given["n"])
    one, same = {"n": 1}, {"n": 1}
    assert [once(one), once(one), once(same)] == [1, 1, 1]
    assert read == [1, 1]
    # Objects that go away leave their ids to others.
    assert [once({"n": number}) for number in range(2, 100)] == list(range(2, 100))

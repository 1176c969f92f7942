"""`check --deploy` refuses what is fine on a laptop and not in a force."""

from daybook.access.checks import unsafe_set_up


def found(settings, **values):
    for name, value in values.items():
        setattr(settings, name, value)
    return {error.id for error in unsafe_set_up(None)}


def test_the_laptop_set_up_is_refused_with_remedies(settings, monkeypatch):
    monkeypatch.delenv("DAYBOOK_SECRET_KEY", raising=False)
    assert found(settings, DEMO=True, HTTPS=False, ALLOWED_HOSTS=["localhost"]) >= {
        "access.E001",
        "access.E002",
        "access.E003",
        "access.E005",
    }
    assert all(error.hint for error in unsafe_set_up(None))


def test_a_forces_set_up_passes(settings, monkeypatch):
    for name in ("DAYBOOK_SECRET_KEY", "DAYBOOK_FIELD_KEY"):
        monkeypatch.setenv(name, "from the key store")
    assert not found(
        settings, DEMO=False, HTTPS=True, ALLOWED_HOSTS=["daybook.example"], DESK_LOCK_MINUTES=10
    )

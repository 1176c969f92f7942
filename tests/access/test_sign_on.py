"""Signing on with collar number and password, and what the pages say when it goes wrong."""

import pytest

from callers import user_with

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


def test_the_sign_on_page_takes_a_collar_number_and_a_password(client):
    user = user_with("officer", password=PASSWORD)
    response = client.post("/sign-on/", {"login": user.username, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_refused_with_a_sentence(client):
    user = user_with("officer", password=PASSWORD)
    response = client.post("/sign-on/", {"login": user.username, "password": "wrong"})
    assert "The collar number or the password is wrong" in response.content.decode()

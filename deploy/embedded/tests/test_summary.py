"""What `up` prints can be copied into a shell."""

import shlex

from embedded import summary

LEARNER = {"username": "sanne", "password": "it's 5 & more", "role": "learner", "learnerId": "0190"}


def test_a_password_with_quotes_survives_the_shell() -> None:
    told = {"url": "http://127.0.0.1:8080", "accounts": [LEARNER]}
    words = shlex.split(summary.curls(told)[0].partition("$(")[2])
    assert "password=it's 5 & more" in words


def test_without_the_demo_there_is_still_the_system_client() -> None:
    told = summary.describe("http://127.0.0.1:8080", None, "system", "secret")
    assert told["clients"] == [{"clientId": "system", "clientSecret": "secret", "role": "system", "scopes": []}]
    assert any("http://127.0.0.1:8080/docs" in line for line in summary.lines(told))

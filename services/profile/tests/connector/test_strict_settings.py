"""An installation as it comes: no way into its own network, and no secret without a key to keep it with."""

from typing import Any

import pytest
from pydantic import SecretStr

from profile_service.connector.addresses import Reach, fault_in_address
from profile_service.connector.client import Access, provider
from profile_service.connector.messages import Trouble
from profile_service.settings import Settings

WANTED = {"tokenUrl": "https://sis.example/token", "clientId": "a", "clientSecret": "b"}


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    key = None if "without_a_key" in request.node.name else SecretStr("sleutel")
    return settings.model_copy(update={"connector_key": key, "connector_reach": "internet"})


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "[::1]", "[fd00::1]",
        "[::ffff:10.0.0.1]", "0.0.0.1", "100.64.0.1", "printer.local", "[64:ff9b::a00:1]", "224.0.0.1",
        "2130706433", "0x7f.1",
    ],
)  # fmt: skip
async def test_an_address_inside_the_own_network_is_refused(school: Any, host: str) -> None:
    put = await school.put("/v1/roster/connector", {**WANTED, "baseUrl": f"https://{host}/v1p2"})
    assert put.status_code == 422
    assert put.json()["errors"][0]["code"] == "private-address"


@pytest.mark.parametrize(
    ("reach", "url", "code"),
    [
        ("internet", "http://127.0.0.1:9/v1p2", "https"),
        ("machine", "http://127.0.0.1:9/v1p2", None),
        ("machine", "http://localhost:9/v1p2", None),
        ("machine", "http://10.1.2.3/v1p2", "https"),
        ("machine", "https://10.1.2.3/v1p2", "private-address"),
        ("machine", "https://169.254.169.254/v1p2", "private-address"),
        ("machine", "https://printer.local/v1p2", "private-address"),
        ("private", "https://10.1.2.3/v1p2", None),
        ("private", "https://sis.local/v1p2", None),
        ("private", "http://10.1.2.3/v1p2", "https"),
    ],
)
def test_whoever_runs_it_says_how_far_into_its_network_a_connector_goes(
    reach: Reach, url: str, code: str | None
) -> None:
    assert (fault_in_address(url, reach=reach) or (None,))[0] == code


async def test_a_name_that_stands_for_an_address_inside_is_refused_when_it_is_asked(school: Any) -> None:
    access = Access("https://localhost:1/token", "a", "b")
    async with provider(access, reach="internet") as sis:
        with pytest.raises(Trouble) as trouble:
            await sis.get("https://sis.example/orgs", "orgs")
    assert trouble.value.code == "private-address"


async def test_a_board_without_a_key_of_the_installation_keeps_no_secret(school: Any) -> None:
    put = await school.put("/v1/roster/connector", {**WANTED, "baseUrl": "https://sis.example/v1p2"})
    assert (put.status_code, put.json()["type"]) == (503, "urn:eigenwijs:problem:no-connector-key")

"""What `up` tells when all is ready: to a person, and to scripts in up.json."""

import shlex
from typing import Any

Summary = dict[str, Any]


def describe(url: str, loaded: Summary | None, client_id: str, client_secret: str) -> Summary:
    """The content of up.json: {url, docs, board, accounts, clients}; without the demo no board and no accounts."""
    system = {"clientId": client_id, "clientSecret": client_secret, "role": "system", "scopes": []}
    nothing = {"board": None, "accounts": [], "clients": [system]}
    return {"url": url, "docs": f"{url}/docs"} | (loaded or nothing)


def lines(summary: Summary) -> list[str]:
    text = ["", f"Eigenwijs is up:  {summary['url']}", f"API, to try out:  {summary['docs']}"]
    if summary["accounts"]:
        text += ["", f"{summary['board']['name']}, demo accounts:"]
        text += [f"  {a['role']:<12} {a['username']:<28} {a['password']}" for a in summary["accounts"]]
        text += ["", "The main job in three lines, as a learner (copy all three):", *curls(summary)]
    return [*text, "", "Ctrl-C stops it; `make up` goes on with the same data."]


def curls(summary: Summary) -> list[str]:
    """Sign in, get a choice card, choose its first option: for bash or zsh, with what the machine has."""
    learner = next(account for account in summary["accounts"] if account["role"] == "learner")
    home = f"{summary['url']}/v1/learners/{learner['learnerId']}"
    sign_in = {name: learner[name] for name in ("username", "password")} | {"grant_type": "password"}
    form = " ".join(f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in sign_in.items())
    read_answer = "import json,sys; print(json.load(sys.stdin)['access_token'])"
    make_choice = (
        "import json,sys; card=json.load(sys.stdin); "
        "print(json.dumps({'cardId': card['cardId'], 'optionId': card['options'][0]['optionId']}))"
    )
    bearer = '-H "Authorization: Bearer $TOKEN"'
    return [
        f'  TOKEN=$(curl -s {summary["url"]}/v1/auth/token {form} | python3 -c "{read_answer}")',
        f'  CHOICE=$(curl -s {bearer} {home}/card | tee /dev/stderr | python3 -c "{make_choice}")',
        f"  curl -s {bearer} -H 'Content-Type: application/json' -d \"$CHOICE\" {home}/choices",
    ]

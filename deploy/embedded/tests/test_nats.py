"""The event server: what it acknowledged it keeps."""

from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL
from subprocess import Popen

import nats

from embedded.nats import ADMIN, Nats
from embedded.ports import any_free
from embedded.program import Program
from embedded.secrets import load_or_make

Run = Callable[[Program], "Popen[bytes]"]


async def test_acknowledged_events_are_back_after_kill_9(tmp_path: Path, run: Run) -> None:
    passwords = Nats.passwords_from(load_or_make(tmp_path / "secrets.json"))
    server = Nats(tmp_path / "nats", any_free(), any_free(), passwords)
    process = run(server.program())
    client = await nats.connect(server.url, user=ADMIN, password=passwords[ADMIN])
    js = client.jetstream()
    await js.add_stream(name="kept", subjects=["kept.>"])
    for number in range(20):
        await js.publish("kept.word", str(number).encode())
    process.send_signal(SIGKILL)
    process.wait()
    run(server.program())
    await client.close()
    client = await nats.connect(server.url, user=ADMIN, password=passwords[ADMIN])
    js = client.jetstream()
    assert (await js.stream_info("kept")).state.messages == 20
    await client.close()

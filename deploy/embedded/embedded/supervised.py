"""One program under supervision: started, watched, started again when it dies, stopped when asked."""

import asyncio
import subprocess
import time
from asyncio.subprocess import Process
from contextlib import suppress

from embedded.errors import UpFailed
from embedded.output import Output
from embedded.program import Program
from embedded.records import Records

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
STEADY = 30.0  # seconds of life after which a death counts as the first again
TRIES = 5  # deaths in a row before it was ever ready, after which starting is given up
ASK_EVERY = 0.05
LONG_LINE = 64_000


class DidNotStart(UpFailed):
    """A program died again and again, or took too long, instead of becoming ready."""


class Supervised:
    def __init__(self, program: Program, output: Output, records: Records) -> None:
        self.program = program
        self._output = output
        self._records = records
        self._process: Process | None = None
        self._stopping = False
        self._was_ready = asyncio.Event()
        self._life: asyncio.Task[None] | None = None

    async def start(self, seconds: float) -> None:
        """Return when it is ready for the first time."""
        self._life = asyncio.create_task(self._live(), name=self.program.name)
        ready = asyncio.create_task(self._was_ready.wait())
        await asyncio.wait({self._life, ready}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self._life.done():
            self._life.result()
        if not self._was_ready.is_set():
            raise DidNotStart(f"{self.program.name} is not ready after {seconds:.0f} s; its last lines are above")

    async def stop(self) -> None:
        """Politely first, firmly when that takes too long."""
        self._stopping = True
        process = self._process
        if process is not None:
            for number in (self.program.polite, self.program.firm):
                with suppress(ProcessLookupError):
                    process.send_signal(number)
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(process.wait()), self.program.patience)
                    break
                self._output.warn(f"{self.program.name} takes long to stop")
        if self._life is not None:
            self._life.cancel()
            with suppress(asyncio.CancelledError, DidNotStart):
                await self._life

    async def _live(self) -> None:
        deaths = 0
        while not self._stopping:
            born = time.monotonic()
            try:
                code = f"code {await self._one_life()}"
            except OSError as error:  # it could not even be started: for now, perhaps
                code = str(error)
            if self._stopping:
                return
            deaths = 1 if time.monotonic() - born > STEADY else deaths + 1
            if deaths >= TRIES and not self._was_ready.is_set():
                raise DidNotStart(f"{self.program.name} ended {deaths} times ({code}); its last lines are above")
            pause = min(FIRST_PAUSE * 2 ** (deaths - 1), LONGEST_PAUSE)
            self._output.warn(f"{self.program.name} ended ({code}); starting it again in {pause:g} s")
            await asyncio.sleep(pause)

    async def _one_life(self) -> int:
        if self.program.before is not None:
            self.program.before()
        self._process = process = await asyncio.create_subprocess_exec(
            *self.program.command(),
            env=self.program.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C reaches us alone, and we stop the others in order
        )
        self._records.note(self.program, process.pid)
        relaying = asyncio.create_task(self._relay(process))
        asking = asyncio.create_task(self._ask_until_ready())
        try:
            code = await process.wait()
            await asyncio.wait({relaying}, timeout=0.5)  # its children may hold the pipe longer than it lived
        finally:
            relaying.cancel()
            asking.cancel()
        return code

    async def _ask_until_ready(self) -> None:
        while True:
            if self.program.ready is None or await self.program.ready():
                break
            await asyncio.sleep(ASK_EVERY)
        if self._was_ready.is_set():
            self._output.say(f"{self.program.name} is back")
        self._was_ready.set()

    async def _relay(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        rest = b""
        while chunk := await process.stdout.read(LONG_LINE):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONG_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._say(line)
        if rest:
            self._say(rest)

    def _say(self, line: bytes) -> None:
        self._output.relay(self.program.name, line.decode(errors="replace").rstrip(), self.program.humdrum)

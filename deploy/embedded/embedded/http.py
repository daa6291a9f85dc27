"""Just enough HTTP to ask a server whether it is well; a client library would weigh more than the whole supervisor."""

import asyncio


async def answers_ok(host: str, port: int, path: str, seconds: float = 3.0) -> bool:
    """Whether GET `path` is answered with status 200 within `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            return b" 200 " in await _status_line(host, port, path)
    except (OSError, TimeoutError):
        return False


async def _status_line(host: str, port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("ascii"))
        return await reader.readline()
    finally:
        writer.close()
